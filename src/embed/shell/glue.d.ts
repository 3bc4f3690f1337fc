// What wasm-bindgen writes for the wasm of the form; the build puts it in this place.

import type { Init } from "./loading.ts";

/** What was entered in a form that is gone. */
export interface Entries {
  free(): void;
}

/** What a form asks of the other wasm. */
export interface Asked {
  (name: "field" | "printout", first: string, second: string): Promise<Uint8Array>;
  (name: string, study: string, form: Uint8Array): string | Promise<string>;
}

/** A form on the page: see `src/embed/widget.rs`. */
export interface Handle {
  follow(): void;
  update(options: object): void;
  hear(isHere: boolean): void;
  paper(printing: boolean): void;
  /** The patient as typed, as JSON. */
  patient(): string;
  /** Puts a patient into the fields, and gives the names of the laboratory values that were left out as JSON. */
  setPatient(checked: Uint8Array): string;
  /** The tokens of the analytes that the form has a field for, parted by commas. */
  analytes(): string;
  holdsEntries(): boolean;
  entries(): Entries;
  units(): string;
  unmount(): void;
}

export function mount(
  root: ShadowRoot,
  options: object,
  fetchChinese: () => void,
  tell: (kind: string, detail: string) => void,
  ask: Asked,
  kept: Entries | undefined,
  own: Uint8Array | undefined,
): Handle;

/** Whether the words are those of this build. */
export function takeInChinese(text: string): boolean;

declare const init: Init;
export default init;
