// Files of the host's own: a study, and what the host says of enrolment.

import { of, parse } from "./natives.ts";
import { type Failure, PrescreenError } from "./sentences.ts";

/** The most bytes that are read of a file. */
const LARGEST = { study: 1 << 19, enrolment: 1 << 14 };

/** So long after a host could not be reached it is asked again, where something that was kept stands on the page. */
const AGAIN = 60_000;
const HOUR = 3_600_000;

/** The header by which the worker of the single-page app says since when it has kept a file. */
const KEPT = "liver-prescreen-kept";

/** The text of an answer, unless it is larger than so. */
async function textOf(body: ReadableStream<Uint8Array>, most: number) {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = "";
  for (let left = most; ; ) {
    const { done, value } = await reader.read();
    if (done) return text;
    left -= value.length;
    if (left < 0) return void reader.cancel();
    text += decoder.decode(value, { stream: true });
  }
}

/**
 * What a file of the same origin says, as JSON, with its text; and since when it was kept, where it does not come from the
 * host now.
 */
export async function published(address: string, path: keyof typeof LARGEST, cache: RequestCache = "no-cache") {
  const refuse = (why: unknown): never => {
    const refusal: Failure = new PrescreenError(`${address}: ${why}`, path);
    refusal.again = true;
    throw refusal;
  };
  const base = of(document, "baseURI");
  if (!URL.canParse(address, base)) refuse("This is no address.");
  const url = new URL(address, base);
  if (url.origin !== location.origin) refuse("This must be a file of the page's own origin.");
  // A frame in a sandbox is a stranger to its own server, and may be led elsewhere.
  const mode = self.origin === "null" ? "cors" : "same-origin";
  const response = await fetch(url, { mode, cache }).catch(refuse);
  if (response.redirected && new URL(response.url).origin !== url.origin) {
    refuse("This must be a file of the page's own origin.");
  }
  if (!response.ok) refuse(`The server answered with HTTP status ${response.status}.`);
  if (!response.body) return refuse("The server sent nothing.");
  const text = await textOf(response.body, LARGEST[path]);
  if (text === undefined) return refuse(`This is larger than ${LARGEST[path]} bytes.`);
  let value: any;
  try {
    value = parse(text);
  } catch (error) {
    refuse(`This is no JSON: ${(error as Error).message}.`);
  }
  // JSON.parse keeps the last of two fields of one name. No text that is accepted here holds a colon.
  if (path === "enrolment" && text.split(":").length !== Object.keys(value ?? {}).length + 1) {
    refuse('Expected "asOf", and "recruitment" or "enrolled", each once.');
  }
  return { value, text, kept: response.headers.get(KEPT) };
}

/** The enrolment file that an element names. */
export class EnrolmentFile {
  /** What it says, or the reason why it says nothing; null until it has come. */
  said: any;
  /** Since when what it says was kept; null where the host says it now. */
  #kept: string | null = null;
  #turn = {};
  readonly #isWanted;
  readonly #hasChanged;

  constructor(isWanted: () => boolean, hasChanged: () => void) {
    this.#isWanted = isWanted;
    this.#hasChanged = hasChanged;
  }

  get isKept() {
    return this.#kept !== null;
  }

  /** Whole hours since it was kept; NaN where nobody knows. */
  get hours() {
    return this.isKept ? String(Math.floor((Date.now() - (Number(this.#kept) || NaN)) / HOUR)) : undefined;
  }

  /** Asks for the file at an address, or for none. */
  async ask(address: string | undefined) {
    const turn = (this.#turn = {});
    this.said = address && null;
    this.#kept = null;
    if (!address) return;
    for (let cache: RequestCache = "no-cache"; ; cache = "reload") {
      const told = await published(address, "enrolment", cache).catch((error) => ({ value: error.message, kept: null }));
      if (turn !== this.#turn) return;
      const before = this.#kept;
      this.said = told.value;
      this.#kept = told.kept;
      this.#hasChanged();
      // What was kept stands only until the host itself says something: it is waited for, and asked again.
      if (told.kept === null) return;
      if (before !== null) await new Promise((done) => setTimeout(done, AGAIN));
      if (turn !== this.#turn || !this.#isWanted()) return;
    }
  }
}
