// The one file that a host page loads. It exists because Rust cannot export a class that extends HTMLElement, and
// because a strict Content Security Policy refuses an inline bootstrap. The build puts everything that is imported into
// it, so that one checksum covers everything that runs.

import { begin } from "./begin.ts";
import { beside } from "./fetched.ts";

export { checkStudy, readFhir, readPrintout, ready, screen, studies } from "./api.ts";
export { PrescreenError } from "./sentences.ts";

// Spelt out for the bundlers of hosts, which look for just this.
begin({
  form: beside(new URL(FORM_WASM, import.meta.url), FORM_INTEGRITY),
  api: beside(new URL(API_WASM, import.meta.url), API_INTEGRITY),
  whole: beside(new URL(WHOLE_WASM, import.meta.url), WHOLE_INTEGRITY),
  chinese: beside(new URL(CHINESE, import.meta.url), CHINESE_INTEGRITY),
  prepared: {
    en: beside(new URL(PREPARED_EN, import.meta.url), PREPARED_EN_INTEGRITY),
    zh: beside(new URL(PREPARED_ZH, import.meta.url), PREPARED_ZH_INTEGRITY),
  },
});
