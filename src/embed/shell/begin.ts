// Starts the shell, from wherever its files come.

import { prepare } from "./api.ts";
import { LiverPrescreen } from "./element.ts";
import { embed } from "./frame.ts";
import { type Sources, loadFrom } from "./loading.ts";
import { TAG } from "./sentences.ts";

export function begin(sources: Sources) {
  loadFrom(sources);
  prepare();
  if (!globalThis.customElements) return;
  const standing = customElements.get(TAG);
  if (!standing) {
    embed();
    customElements.define(TAG, LiverPrescreen);
  } else if (!("patient" in standing.prototype)) {
    console.warn(`Something else is defined as <${TAG}> on this page, so the calculator does not show there.`);
  }
}
