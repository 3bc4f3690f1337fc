// How a wasm is started. What wasm-bindgen writes for that stands in each of its scripts, with ways in that nobody takes here.

export async function instantiated(source: Response | BufferSource, imports: WebAssembly.Imports) {
  if (!(source instanceof Response)) return WebAssembly.instantiate(source, imports);
  // A host may serve it as something else.
  const isWasm = source.headers.get("Content-Type") === "application/wasm";
  if (isWasm) return WebAssembly.instantiateStreaming(source, imports);
  return WebAssembly.instantiate(await source.arrayBuffer(), imports);
}
