// What stands in the place of a result that cannot be had, and what the host is told of it.

import type { PrescreenFailure } from "../api.d.ts";
import { askAnew } from "./api.ts";
import type { Reason } from "./containment.ts";
import { make } from "./natives.ts";
import { ADVICE, type Failure, type Language, PrescreenError, SENTENCES, TAGS } from "./sentences.ts";

/** `stays` says that the study before still stands, with its results: so there is no reason to take them for gone. */
export function failure(reason: Reason, error: unknown, language: Language, stays = false) {
  const { changed, again, path, message } = (error ?? {}) as Failure;
  const words = SENTENCES[language];
  const said = changed ? "changed" : stays ? "stays" : reason;
  const alert = make("p");
  alert.setAttribute("role", "alert");
  alert.setAttribute("part", "error");
  alert.lang = TAGS[language];
  alert.textContent = words[said];
  const detail: PrescreenFailure = { reason, message: words[said], advice: ADVICE[said] };
  if (stays) delete detail.reason;
  if (reason === "refused") {
    detail.message = message;
    detail.path = path ?? "study";
    alert.append(` ${detail.path}: ${message}`);
  } else if (error !== undefined) {
    detail.cause = String(error);
  }
  if (reason === "unloaded" || again || (stays && !(error instanceof PrescreenError))) {
    const retry = make("button");
    retry.className = "plain";
    retry.textContent = words.retry;
    retry.addEventListener("click", askAnew);
    alert.append(" ", retry);
  }
  return { alert, detail };
}
