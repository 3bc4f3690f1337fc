// The functions for programs.

import type { Analyte, FhirReading, PrintoutReading, ScreenInput, ScreenReport, StudyRemark, StudySummary } from "../api.d.ts";
import { guarded, instances, isBroken } from "./containment.ts";
import type { Asked } from "./glue.js";
import { API, giveUp, load, tellChinese } from "./loading.ts";
import { parse } from "./natives.ts";
import { MOST_OF_FHIR, type Plain, apart, bounded, isIntact, json, plain, small } from "./plain.ts";
import { CHANGED, PrescreenError, STOPPED } from "./sentences.ts";

/** Resolves once the calculator can be used; rejects with the reason where it could not be loaded. */
export let ready: Promise<void>;

/** Loads what programs call. A form on the page comes first. */
async function loadApi() {
  if (globalThis.document) {
    // Elements connect when this script has run.
    await new Promise((done) => setTimeout(done));
    for (const instance of instances) await instance.hasLoaded().catch(() => {});
  }
  await load(API);
}

/** Begins to load what programs call, or begins anew. */
export function prepare() {
  ready = loadApi();
  ready.catch(() => {});
}

/** Asks anew for a calculator that has not come. */
export function askAnew() {
  giveUp();
  prepare();
  for (const instance of instances) instance.retry();
}

/** The functions, once an answer of theirs can be relied on. */
function functions(name: string) {
  const { wasm } = API;
  if (!wasm) throw new Error(`The calculator is not loaded yet: await the exported promise "ready" before ${name}().`);
  if (isBroken()) throw new Error(STOPPED);
  if (!isIntact()) throw new PrescreenError(CHANGED, "");
  return wasm;
}

export function screen(input: ScreenInput): ScreenReport {
  const wasm = functions("screen");
  const [text, study] = apart(plain(input, ""));
  return parse(guarded(() => wasm.screen(text, study)));
}

export function studies(): StudySummary[] {
  const wasm = functions("studies");
  return parse(guarded(() => wasm.studies()));
}

/** Analytes that are read beside those of every form; a list becomes a text with commas. */
type Further = readonly Analyte[] | string;

/** Reads the text of a printout. */
export function readPrintout(text: string, further: Further = []): PrintoutReading {
  if (typeof text !== "string") throw new PrescreenError("Expected the text of a printout.", "");
  const wasm = functions("readPrintout");
  return parse(guarded(() => wasm.readPrintout(text, `${further}`)));
}

/** Reads a FHIR R4 document. */
export function readFhir(document: object, further: Further = []): FhirReading {
  const wasm = functions("readFhir");
  const text = json(plain(document, "", MOST_OF_FHIR));
  return parse(guarded(() => wasm.readFhir(text, `${further}`)));
}

/** Of a text, which is that of a file, the remarks name line and column. */
export function checkStudy(study: unknown): StudyRemark[] {
  try {
    const wasm = functions("checkStudy");
    const text = typeof study === "string" ? bounded(study) : small(plain(study, ""));
    return parse(guarded(() => wasm.checkStudy(text)));
  } catch (error) {
    // What is no plain data is remarked on as everything else is.
    if (!(error instanceof PrescreenError)) throw error;
    const { path, message } = error;
    return [{ path, message, grade: "fault" }];
  }
}

/** A study of the host's as a form takes one, or the text of its file: the other wasm reads and checks it. */
export function checkedStudy(study: Plain, text = small(study)): Uint8Array {
  const wasm = functions("screen");
  return guarded(() => wasm.readStudy(text));
}

/** A patient as a form takes one, as bytes: the other wasm checks it. */
export function checkedPatient(study: Plain, patient: Plain) {
  const wasm = functions("screen");
  const [text, document] = apart({ study, patient });
  return guarded(() => wasm.checkPatient(text, document));
}

async function read(name: "field" | "printout", first: string, second: string) {
  await load(API);
  return guarded(() => API.wasm![name](first, second));
}

/** At once where the other wasm is here: a page that prints leaves no time for anything later. */
function written(name: string, study: string, form: Uint8Array, own: Uint8Array | undefined) {
  const write = () => {
    tellChinese();
    return guarded(() => API.wasm!.write(name, study, form, own));
  };
  return API.wasm ? write() : load(API).then(write);
}

/**
 * What a form, of a built-in study or the host's own, asks of the other wasm: a printout, or a value as a report prints it,
 * read; or a record, written.
 */
export const asking =
  (own: Uint8Array | undefined): Asked =>
  (name: any, first: string, second: any): any =>
    typeof second === "string" ? read(name, first, second) : written(name, first, second, own);
