// What wasm-bindgen writes for the wasm of programs; the build puts it in this place. See `src/embed/api.rs`.

import type { Init } from "./loading.ts";

export function screen(input: string, known: string): string;
/** The patient of an input as a form takes one, as JSON. */
export function checkPatient(input: string): string;
export function studies(): string;
export function checkStudy(document: string): string;
/** A study of the host's, read and checked. */
export function readStudy(document: string): Uint8Array;
export function readPrintout(text: string, further: string): string;
export function readField(analyte: string, text: string): string;
export function readFhir(document: string, further: string): string;
/** What is written of a form. */
export function write(name: string, study: string, form: Uint8Array, own: Uint8Array | undefined): string;
/** Whether the words are those of this build. */
export function takeInChinese(text: string): boolean;

declare const init: Init;
export default init;
