// What wasm-bindgen writes for the wasm of the form; the build puts it in this place.

import type { Init } from "./loading.ts";

/** A form on the page: see `src/embed/widget.rs`. */
export interface Handle {
  follow(): void;
  update(options: object): void;
  hear(isHere: boolean): void;
  paper(printing: boolean): void;
  holdsEntries(): boolean;
  units(): string;
  unmount(): void;
}

export function mount(
  root: ShadowRoot,
  options: object,
  fetchChinese: () => void,
  tell: (kind: string, detail: string) => void,
  ask: (name: "readField" | "readPrintout", first: string, second: string) => Promise<string>,
): Handle;

/** Whether the words are those of this build. */
export function takeInChinese(text: string): boolean;

declare const init: Init;
export default init;
