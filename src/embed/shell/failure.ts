// What stands in the place of a result that cannot be had, and what the host is told of it.

import type { PrescreenFailure } from "../api.d.ts";
import { askAnew } from "./api.ts";
import type { Reason } from "./containment.ts";
import { make } from "./natives.ts";
import { ADVICE, type Failure, type Language, SENTENCES, TAGS } from "./sentences.ts";

/** A failure as it is shown and as it is told. */
export function failure(reason: Reason, error: unknown, language: Language) {
  const words = SENTENCES[language];
  const known = (error ?? {}) as Failure;
  const alert = make("p");
  alert.setAttribute("role", "alert");
  alert.setAttribute("part", "error");
  alert.lang = TAGS[language];
  const said = known.changed ? "changed" : reason;
  alert.textContent = words[said];
  const detail: PrescreenFailure = { reason, message: alert.textContent, advice: ADVICE[said] };
  if (reason === "refused") {
    detail.message = known.message;
    detail.path = known.path;
    alert.append(` ${known.path}: ${known.message}`);
  } else if (error !== undefined) {
    detail.cause = String(error);
  }
  if (reason === "unloaded" || known.again) {
    const again = make("button");
    again.className = "plain";
    again.textContent = words.retry;
    again.addEventListener("click", askAnew);
    alert.append(" ", again);
  }
  return { alert, detail };
}
