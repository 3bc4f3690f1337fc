// Starts the wasm and takes in Chinese, each once for all elements; after a failure it may be asked for again.

// One by one: what a bundler writes for everything that a file exports meets with what a page adds to `Object.prototype`.
import startApi, {
  checkPatient,
  checkStudy,
  field,
  printout,
  readFhir,
  readPrintout,
  readStudy,
  screen,
  studies,
  takeInChinese as tellApi,
  write,
} from "./api-glue.js";
import { guarded, panicked, started } from "./containment.ts";
import startForm, { mount, takeInChinese } from "./glue.js";
import { apply, slice } from "./natives.ts";
import { isChanged } from "./plain.ts";
import { CHANGED, type Language, PrescreenError, STOPPED, TAG } from "./sentences.ts";
import startWhole, * as whole from "./whole-glue.js";

export type Init = (wasm?: { module_or_path: Response | BufferSource }) => Promise<WebAssembly.Exports>;

export interface Source {
  name: string;
  /** The same in all copies of this script that take the same file. */
  id: string;
  get(signal?: AbortSignal): Promise<Response | BufferSource>;
}

export interface Sources {
  form: Source;
  api: Source;
  whole: Source;
  chinese: Source;
  /** The form as it stands before its wasm has come, with its style sheet, for pages that hold neither. */
  prepared?: Record<Language, Source>;
}

/** A wasm with its glue. */
interface Part<Functions> {
  source: "form" | "api" | "whole";
  init: Init;
  functions: Functions & { default?: Init; isBroken?: boolean };
  wasm?: Functions & { isBroken?: boolean };
}

/** What an element shows of a study that ships; of others it knows too little. */
export const FORM: Part<{ mount: typeof mount; takeInChinese: typeof takeInChinese }> = {
  source: "form",
  init: startForm,
  functions: { mount, takeInChinese },
};

/** What programs call, and what a form asks for once it stands: an own wasm, since no first verdict needs it. */
const functions = {
  checkPatient,
  checkStudy,
  field,
  printout,
  readFhir,
  readPrintout,
  readStudy,
  screen,
  studies,
  tellApi,
  write,
};
export const API: Part<typeof functions> = { source: "api", init: startApi, functions };

/** Both in one, for a study of the host's own. */
export const WHOLE: Part<typeof FORM.functions & typeof functions> = {
  source: "whole",
  init: startWhole,
  functions: {
    checkPatient: whole.checkPatient,
    checkStudy: whole.checkStudy,
    field: whole.field,
    mount: whole.mount,
    printout: whole.printout,
    readFhir: whole.readFhir,
    readPrintout: whole.readPrintout,
    readStudy: whole.readStudy,
    screen: whole.screen,
    studies: whole.studies,
    takeInChinese: whole.takeInChinese,
    tellApi: whole.takeInChinese,
    write: whole.write,
  },
};

let sources: Sources;

export function loadFrom(given: Sources) {
  sources = given;
}

export const nameOf = (file: Part<unknown>["source"]) => sources[file].name;

type Running = Record<PropertyKey, Promise<unknown> | undefined>;

/** What this script has loaded, or is loading. */
const here = { __proto__: null } as unknown as Running;

/** Copies of this script on one page share a wasm: to start it twice would take the memory from under the first. */
const onPage = globalThis as unknown as Running;
const shared = (part: Part<unknown>) => Symbol.for(`${TAG} ${sources[part.source].id}`);

/** Does a piece of work once for all who ask, and once more only after a failure. */
function once<T>(running: Running, key: PropertyKey, work: () => Promise<T>): Promise<T> {
  const now = (running[key] ??= work());
  now.catch(() => {
    if (running[key] === now) running[key] = undefined;
  });
  return now as Promise<T>;
}

/** Ends the wait for a file that does not come. */
let waiting = new AbortController();

export async function load<Functions>(part: Part<Functions>): Promise<void> {
  const { source, init, functions } = part;
  // Who has both in one needs no second.
  if (part === (API as Part<unknown>) && WHOLE.wasm) {
    API.wasm ??= WHOLE.wasm;
    return;
  }
  try {
    part.wasm = await once(onPage, shared(part), async () => {
      await init({ module_or_path: await sources[source].get(waiting.signal) });
      // Started again, a wasm only gives its exports: for whoever looks at its memory.
      functions.default = init;
      return functions;
    });
  } catch (error) {
    // Nothing of the release may be wrong where the page has changed what loading takes.
    throw isChanged() ? new PrescreenError(CHANGED, "") : error;
  }
  started.add(part.wasm);
  if (part.wasm.isBroken) panicked(STOPPED);
}

/** No longer waits for what has not come: it may be asked for anew. */
export function giveUp() {
  waiting.abort();
  waiting = new AbortController();
  for (const part of [FORM, API, WHOLE]) if (!part.wasm) onPage[shared(part)] = undefined;
}

async function textOf(coming: ReturnType<Source["get"]>): Promise<string> {
  const file = await coming;
  return (file instanceof Response ? file : new Response(file)).text();
}

/** The Chinese words, once they have come. */
let words: string | undefined;

export const chineseIsHere = () => words !== undefined;

/** Has the other wasm know them too. */
export function tellChinese() {
  if (words !== undefined) guarded(() => API.wasm!.tellApi(words!));
}

/** Has the wasm of a form know Chinese. */
export const loadChinese = (part: typeof FORM | typeof WHOLE) =>
  once(here, `chinese ${part.source}`, async () => {
    const { name, get } = sources.chinese;
    const [text] = await Promise.all([words ?? textOf(get()), load<typeof FORM.functions>(part)]);
    if (!guarded(() => part.wasm!.takeInChinese(text))) throw new Error(`${name} belongs to another build`);
    words = text;
  });

/** A form as it stands before its wasm has come, and the style sheet of all forms; none where the page holds all. */
export const loadPrepared = (language: Language) =>
  once(here, language, async () => {
    const source = sources.prepared?.[language];
    if (!source) return undefined;
    const text = await textOf(source.get(waiting.signal));
    // The style sheet comes first, and holds no elements.
    const at = text.indexOf("<div");
    if (at < 0) throw new Error(`${source.name} belongs to another build`);
    return { style: apply(slice, text, [0, at]) as string, html: apply(slice, text, [at]) as string };
  });
