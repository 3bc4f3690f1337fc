// The same for the single file, which carries what it needs: it may be opened where nothing can be fetched.

import { speak } from "../../page/language.ts";
import { openStudies } from "../../page/study.ts";
import { checkStudy, ready } from "./api.ts";
import { begin } from "./begin.ts";
import { FORM, load } from "./loading.ts";
import alphabet from "./alphabet.txt";
import wasm from "./whole.wasm.txt";
import chinese from "./zh-CN.txt";

/** In the same wasm, which is started once. */
const same = (name: string) => ({
  name,
  id: name,
  get: async () => {
    await load(FORM);
    return new ArrayBuffer(0);
  },
});

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
  api: same("The functions for programs"),
  whole: same("The form of every study"),
  chinese: { name: "Chinese", id: "Chinese", get: async () => new Response(chinese) },
});
openStudies(async (text) => {
  await ready;
  return checkStudy(text);
});
