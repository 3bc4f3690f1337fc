// A failure is contained. All elements and functions share one memory, so one panic or trap makes every result doubtful:
// each is taken off the screen, and nothing is answered until the calculator is loaded anew.

import type { Form } from "./form.ts";
import { apply, parse } from "./natives.ts";
import { PrescreenError, STOPPED } from "./sentences.ts";

export type Reason = "unloaded" | "broken" | "refused";

/** The forms of the elements on the page. */
export const instances = new Set<Form>();

/** The wasm that was started here; copies of this script on one page see the mark on it. */
export const started = new Set<{ isBroken?: boolean }>();

let broken = false;

export const isBroken = () => broken;

export function panicked(message: string) {
  if (broken) return;
  broken = true;
  for (const wasm of started) wasm.isBroken = true;
  for (const instance of instances) instance.fail("broken", message);
}

// Called by the panic hook in Rust, and by all copies of this script.
declare global {
  var __liverPrescreenPanicked: (message: string) => void;
}
const earlier: unknown = globalThis.__liverPrescreenPanicked;
globalThis.__liverPrescreenPanicked = (message) => {
  // An element of the page's may go by that name.
  if (typeof earlier === "function") earlier(message);
  panicked(String(message));
};

/** What may be said of an error: words other than a trap's may be anything that lay in memory. */
function brief(error: unknown) {
  try {
    return error instanceof WebAssembly.RuntimeError ? error.message : String((error as Error)?.name);
  } catch {
    return "An error that cannot be read.";
  }
}

/** Asks the calculator for something. A refusal comes back as the JSON of its message and path. */
export function guarded<T>(work: () => T): T {
  if (broken) throw new Error(STOPPED);
  try {
    return work();
  } catch (error) {
    if (!broken && typeof error === "string") {
      const { message, path } = parse(error);
      throw new PrescreenError(message, path);
    }
    globalThis.__liverPrescreenPanicked(brief(error));
    throw new Error(STOPPED);
  }
}

/**
 * The functions of the wasm, as the glue calls them. What is thrown out of one has cut it off in the middle of its work,
 * and no hook in Rust hears of a trap. Nothing else stops the calculator: refusals come back as values.
 */
export function watched(exports: WebAssembly.Exports) {
  const all = { __proto__: null } as unknown as Record<string, WebAssembly.ExportValue>;
  for (const name in exports) {
    const inner = exports[name]!;
    const outer = (...given: unknown[]) => {
      if (broken) return;
      try {
        return apply(inner as Function, undefined, given);
      } catch (error) {
        globalThis.__liverPrescreenPanicked(brief(error));
        throw error;
      }
    };
    all[name] = typeof inner === "function" ? outer : inner;
  }
  return all;
}
