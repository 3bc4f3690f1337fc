// What makes files small: esbuild, wasm-opt (Debian's is too old), Brotli and gzip. Run by itself, it does so to each file
// of a folder: `node small.mjs FOLDER`.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

export const root = path.join(import.meta.dirname, "../../..");
const { build, transformSync } = createRequire(path.join(root, "xtask/npm/"))("esbuild");

/**
 * Features that Rust uses and every current browser has. Never `--all-features`: it turned on compact imports, and
 * Chromium refused the module.
 */
const FEATURES = ["bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue"].map(
  (name) => `--enable-${name}`,
);

/**
 * Control flow is taken apart and put together anew before the rest, which saves 700 bytes after Brotli; functions of
 * like names stand side by side, because they are alike inside (500 bytes); and addresses take in small offsets, since
 * nothing lies at the very bottom of memory but the end of the stack (500 bytes). A larger function is left to itself
 * even where only one other calls it (200 bytes).
 */
const PASSES =
  "--flatten --rereloop -Oz -Oz --one-caller-inline-max-function-size=20 --low-memory-unused --converge --reorder-functions-by-name";
const FLAGS = [...PASSES.split(" "), ...FEATURES];

/** What nobody waits for before the first verdict is made small in a fifth of the time, and has 0.6 % more after Brotli. */
const QUICK = ["-Oz", "--one-caller-inline-max-function-size=20", "--low-memory-unused", "--reorder-functions-by-name", ...FEATURES];

const SCRIPT = { format: "esm", target: "es2022", charset: "utf8", legalComments: "none" };

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** What stands in a file's name: long enough that two builds never share one. */
export const hash = (bytes) => sha256(bytes).slice(0, 16);

const WASM_OPT = path.join(root, "xtask/npm/node_modules/binaryen/bin/wasm-opt");
const wasmOpt = (from, to, flags) => promisify(execFile)(process.execPath, [WASM_OPT, from, ...flags, "-o", to]);

/** A module as small as it gets, once for each content: what was made is kept below the target folder. */
export async function optimised(wasm, name, target, isFirst) {
  const flags = isFirst ? FLAGS : QUICK;
  const kept = path.join(target, "optimised");
  const done = path.join(kept, `${sha256(Buffer.concat([wasm, Buffer.from(flags.join(" "))]))}.wasm`);
  const work = path.join(kept, `${process.pid}-${name}.wasm`);
  if (!existsSync(done)) {
    mkdirSync(kept, { recursive: true });
    console.log(`Optimising ${name}.wasm for size …`);
    writeFileSync(work, wasm);
    await wasmOpt(work, work, [...flags, "-g"]);
    renameSync(work, done);
  }
  // With the names of its functions, for `twiggy`: see docs/size.md.
  writeFileSync(path.join(target, `${name}-named.wasm`), readFileSync(done));
  // Without the level, what the passes before had made of the stack would be lost in writing.
  await wasmOpt(done, work, [...FEATURES, "--shrink-level=2", "--dealign", "--strip-producers", "--strip-target-features"]);
  const small = readFileSync(work);
  rmSync(work);
  return small;
}

/** A style sheet without comments and needless spaces. */
export const style = (text) => transformSync(text, { loader: "css", minify: true, charset: "utf8" }).code.trimEnd();

/**
 * A script with all that it imports from its folder; `made` are files that stand beside it only here, `define` is what
 * stands in it by name, each as JavaScript.
 */
export async function script(entry, { made = {}, ...more } = {}) {
  const whole = path.join(root, entry);
  const folder = path.dirname(whole);
  const beside = {
    name: "beside",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\.?\// }, ({ path: address, resolveDir }) => {
        const name = address.slice(2);
        return name in made ? { path: name, namespace: "made" } : { path: path.join(resolveDir, address) };
      });
      onLoad({ filter: /./, namespace: "made" }, ({ path: name }) => {
        return { contents: made[name], loader: name.endsWith(".txt") ? "text" : "js", resolveDir: folder };
      });
    },
  };
  const options = { absWorkingDir: root, entryPoints: [whole], bundle: true, write: false, minify: true, plugins: [beside] };
  const { outputFiles } = await build({ ...SCRIPT, ...options, ...more });
  return outputFiles[0].text;
}

/** Writes a Brotli and a gzip copy beside a file, for hosts that serve precompressed files. */
export function pack(file) {
  const bytes = readFileSync(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    [constants.BROTLI_PARAM_LGWIN]: 22,
  };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}

if (process.argv[1] === import.meta.filename) {
  for (const name of readdirSync(process.argv[2])) {
    const file = path.join(process.argv[2], name);
    if (name.endsWith(".js")) {
      writeFileSync(file, transformSync(String(readFileSync(file)), { ...SCRIPT, minify: true }).code);
    } else if (name.endsWith(".wasm")) {
      await wasmOpt(file, file, FLAGS);
    }
    pack(file);
  }
}
