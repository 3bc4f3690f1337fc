// What wasm-bindgen writes for a wasm, as the shell imports it.

/** What is changed in it, and how often that stands there. */
const PLACES = [
  // Where it takes the functions of the wasm; the shell watches them.
  { found: /wasm = instance\.exports;/g, instead: "wasm = watched(instance.exports);", counts: [1] },
  // How it copies a text letter by letter, before it has the rest copied; all of it goes the second way, because a page may
  // have changed the function that reads a letter.
  { found: /for \(; offset < len; offset\+\+\) \{/g, instead: "for (; false; ) {", counts: [1] },
  // How it comes back to work that waits; the shell says when. What programs call waits for nothing.
  { found: /queueMicrotask\(/g, instead: "$&", counts: [0, 1] },
  { found: /^import /gm, instead: "", counts: [0] },
];

/** How it starts the wasm, to its end: the shell does so for all, which saves 0.4 kB of the loader after Brotli. */
const START = /^async function __wbg_load\([\s\S]*?^export \{ initSync, __wbg_init as default \};\n/m;

const BOUND = `import { soon as queueMicrotask } from "./soon.ts";
import { watched } from "./containment.ts";
import { instantiated } from "./instantiated.ts";
`;

const STARTED = `export default async (given) => {
  if (wasm) return wasm;
  const { instance, module } = await instantiated(given.module_or_path, __wbg_get_imports());
  return wasm ?? __wbg_finalize_init(instance, module);
};
`;

export function bound(glue) {
  if (!START.test(glue)) throw new Error(`The glue of wasm-bindgen has another shape than ${START}: mend xtask/src/build/glue.mjs.`);
  let text = glue.replace(START, () => STARTED);
  for (const { found, instead, counts } of PLACES) {
    if (!counts.includes([...glue.matchAll(found)].length)) {
      throw new Error(`The glue of wasm-bindgen has another shape than ${found}: mend xtask/src/build/glue.mjs.`);
    }
    text = text.replace(found, instead);
  }
  return BOUND + text;
}

/**
 * What the wasm imports from its glue has a checksum in its name. No packer makes that shorter, and it stands in both: 0.8 kB
 * after Brotli in each of the form's two. A module knows one set of names, so counts do as well. They are as long, so that
 * nothing in the wasm moves.
 */
export function counted(glue, wasm) {
  const names = new Map();
  const counts = {};
  const name = (whole, base, sum) => {
    if (!names.has(whole)) {
      counts[base] = (counts[base] ?? 0) + 1;
      names.set(whole, base + String(counts[base]).padStart(sum.length, "0"));
    }
    return names.get(whole);
  };
  const written = glue.replaceAll(/\b(__wbg_\w*_)([0-9a-f]{16})\b/g, name);
  let bytes = wasm.toString("latin1");
  for (const [whole, short] of names) bytes = bytes.replaceAll(whole, short);
  return [written, Buffer.from(bytes, "latin1")];
}
