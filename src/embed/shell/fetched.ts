// A file of the release beside the script, verified by its checksum.

import type { Source } from "./loading.ts";
import { apply, tagOf } from "./natives.ts";
import type { Failure } from "./sentences.ts";

// In a browser an element whose id is `process` goes by that name.
const { process } = globalThis as { process?: { getBuiltinModule?(name: string): any } };
const isNode = apply(tagOf, process, []) === "[object process]";

/** What did not come, or came damaged: a browser may have kept it so, and is told to ask anew. */
const lost = new Set<string>();

async function fetched(url: URL, integrity: string, signal?: AbortSignal) {
  // The mode of a preload with `crossorigin`, so that the preloaded bytes are the ones used.
  const credentials = "same-origin";
  try {
    const cache = lost.has(url.href) ? "reload" : "default";
    const response = await fetch(url, { credentials, integrity, cache, signal });
    if (response.ok) return response;
    throw new Error(`HTTP status ${response.status}`);
  } catch (error) {
    lost.add(url.href);
    const told: Failure = new Error(`${url.pathname}: ${(error as Error).message}`);
    // Browsers do not say that a checksum was wrong. What comes without one is there, and is another file.
    const other = await fetch(url, { credentials, cache: "reload", signal }).catch(() => undefined);
    void other?.body?.cancel();
    told.changed = !!other?.ok;
    throw told;
  }
}

async function read(url: URL, integrity: string) {
  // Not by an import, which bundlers would follow.
  if (!process?.getBuiltinModule) throw new Error("Node 20.16 or later is needed.");
  const bytes = await process.getBuiltinModule("node:fs/promises").readFile(url);
  const hash = process.getBuiltinModule("node:crypto").createHash("sha384");
  if (integrity !== `sha384-${hash.update(bytes).digest("base64")}`) {
    throw new Error(`${url.pathname} is not the file that was released`);
  }
  return bytes as BufferSource;
}

/** A file as the source that it is. */
export const beside = (url: URL, integrity: string): Source => ({
  name: url.pathname,
  id: url.href,
  get: (signal) => (isNode && url.protocol === "file:" ? read(url, integrity) : fetched(url, integrity, signal)),
});
