// What wasm-bindgen writes for the wasm of programs; the build puts it in this place. See `src/embed/api.rs`.

import type { Init } from "./loading.ts";

/** All of them take and give JSON, but for what a form alone asks for: that comes as bytes. */
export function screen(input: string, study: string | undefined): string;
/** The patient of an input as a form takes one. */
export function checkPatient(input: string, study: string | undefined): Uint8Array;
export function studies(): string;
export function checkStudy(document: string): string;
/** A study of the host's, read and checked. */
export function readStudy(document: string): Uint8Array;
export function readPrintout(text: string, further: string): string;
export function field(analyte: string, text: string): Uint8Array;
export function printout(text: string, further: string): Uint8Array;
export function readFhir(document: string, further: string): string;
/** What is written of a form. */
export function write(name: string, study: string, form: Uint8Array, own: Uint8Array | undefined): string;
/** Whether the words are those of this build. */
export function takeInChinese(text: string): boolean;

declare const init: Init;
export default init;
