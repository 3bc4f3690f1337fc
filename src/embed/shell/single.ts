// The same for the single file, which carries what it needs: it may be opened where nothing can be fetched.

import { speak } from "../../page/language.ts";
import { openStudies } from "../../page/study.ts";
import { checkStudy, ready } from "./api.ts";
import { begin } from "./begin.ts";
import { FORM, load } from "./loading.ts";
import alphabet from "./alphabet.txt";
import wasm from "./whole.wasm.txt";
import chinese from "./zh-CN.txt";

speak();
begin({
  form: {
    name: "The form",
    id: "The form",
    get: async () => {
      const bytes = new Map(Array.from(alphabet, (letter, byte) => [letter, byte]));
      return Uint8Array.from(wasm, (letter) => bytes.get(letter)!).buffer;
    },
  },
  api: {
    name: "The functions for programs",
    id: "The functions for programs",
    // In the same wasm, which is started once.
    get: async () => {
      await load(FORM);
      return new ArrayBuffer(0);
    },
  },
  chinese: { name: "Chinese", id: "Chinese", get: async () => new Response(chinese) },
});
openStudies(async (text) => {
  await ready;
  return checkStudy(text);
});
