// The same for the single file, which carries what it needs: it may be opened where nothing can be fetched.

import "../../page/early.ts";
import { speak } from "../../page/language.ts";
import apiWasm from "./api.wasm.gz";
import { begin } from "./begin.ts";
import formWasm from "./form.wasm.gz";
import type { Source } from "./loading.ts";
import chinese from "./zh-CN.txt";

const carried = (name: string, letters: string): Source => ({
  name,
  id: name,
  get: () => {
    const packed = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  },
});

speak();
begin({
  form: carried("The form", formWasm),
  api: carried("The functions for programs", apiWasm),
  chinese: { name: "Chinese", id: "Chinese", get: async () => new Response(chinese) },
});
