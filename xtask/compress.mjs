// Writes a Brotli and a gzip copy beside each file, for hosts that serve precompressed files. It is a script because
// Node, which a release needs anyway for wasm-opt, brings both; as Rust crates they would slow every first command.

import { readFile, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

for (const name of process.argv.slice(2)) {
  const bytes = await readFile(name);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    [constants.BROTLI_PARAM_LGWIN]: 22,
  };
  await writeFile(`${name}.br`, brotliCompressSync(bytes, { params }));
  await writeFile(`${name}.gz`, gzipSync(bytes, { level: 9 }));
}
