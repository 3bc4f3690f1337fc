// What the glue calls of the wasm. It stands between the two because only here it is known that an error came out of the
// calculator, and of nothing else on the page.

// Taken here, because pages change JavaScript's own functions later.
const { apply } = Reflect;

let stopped = false;

/** From now on nothing of the wasm is called. */
export function stop() {
  stopped = true;
}

/** What may be said of an error: words other than a trap's may be anything that lay in memory. */
export function brief(error) {
  try {
    return error instanceof WebAssembly.RuntimeError ? error.message : String(error?.name);
  } catch {
    return "An error that cannot be read.";
  }
}

/**
 * The functions of the wasm; the glue calls these. What is thrown out of one has cut it off in the middle of its work, by
 * a trap or by a browser's refusal, and no hook hears of that. Nothing else stops the calculator: refusals come back as
 * values, listeners throw to the page, and what host and bundler call their files and errors says nothing.
 */
export function watched(exports) {
  const all = { __proto__: null };
  for (const name in exports) {
    const inner = exports[name];
    const outer = (...given) => {
      if (stopped) return;
      try {
        return apply(inner, undefined, given);
      } catch (error) {
        // All copies of this file hear of it.
        globalThis.__liverPrescreenPanicked(brief(error));
        throw error;
      }
    };
    all[name] = typeof inner === "function" ? outer : inner;
  }
  return all;
}
