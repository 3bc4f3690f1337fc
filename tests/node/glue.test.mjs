// What the build does to the glue of wasm-bindgen.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bound, counted } from "../../xtask/src/build/glue.mjs";

const GLUE = `export function screen(input) {
queueMicrotask(input);
}
wasm = instance.exports;
for (; offset < len; offset++) {
}
async function __wbg_load(module, imports) {
    module_or_path = new URL('x_bg.wasm', import.meta.url);
}

export { initSync, __wbg_init as default };
`;

test("the glue fetches nothing, is watched, and comes back when the shell says", () => {
  assert.equal(
    bound(GLUE),
    `import { soon as queueMicrotask } from "./soon.ts";
import { watched } from "./containment.ts";
import { instantiated } from "./instantiated.ts";
export function screen(input) {
queueMicrotask(input);
}
wasm = watched(instance.exports);
for (; false; ) {
}
export default async (given) => {
  if (wasm) return wasm;
  const { instance, module } = await instantiated(given.module_or_path, __wbg_get_imports());
  return wasm ?? __wbg_finalize_init(instance, module);
};
`,
  );
});

test("glue of another shape is refused", () => {
  for (const glue of [
    GLUE.replace("__wbg_load(", "load("),
    GLUE.replace("instance.exports", "result.exports"),
    GLUE.replace("offset++", "offset += 1"),
    GLUE.replace("queueMicrotask(input)", "queueMicrotask(queueMicrotask(input))"),
    `${GLUE}import z from './y.js';\n`,
  ]) {
    assert.throws(() => bound(glue), /another shape/);
  }
});

test("glue and wasm have the same short names, and like ones stay apart", () => {
  const glue =
    "{__wbg_call_40b008ba32f73991: f, __wbg_call_fc92fee6137d452d: g, __wbg_is_2248ff2b575d60c7: h, " +
    "__wbg_get_options: i}; __wbg_call_40b008ba32f73991";
  const wasm = Buffer.from("\x1c__wbg_call_fc92fee6137d452d\0\xff\x1c__wbg_call_40b008ba32f73991\0", "latin1");
  const [written, renamed] = counted(glue, wasm);
  assert.equal(
    written,
    "{__wbg_call_0000000000000001: f, __wbg_call_0000000000000002: g, __wbg_is_0000000000000001: h, " +
      "__wbg_get_options: i}; __wbg_call_0000000000000001",
  );
  assert.equal(String.fromCharCode(...renamed), "\x1c__wbg_call_0000000000000002\0\xff\x1c__wbg_call_0000000000000001\0");
});
