// The custom element: what hosts set and ask, and when the form inside it begins, changes and goes.

import type { Enrolment, FhirRemark, LiverPrescreenElement, Patient, Recruitment, TypedPatient } from "../api.d.ts";
import { asked, checkedPatient, readFhir, screen } from "./api.ts";
import { type Inside, type Reason, guarded, instances, isBroken } from "./containment.ts";
import { failure } from "./failure.ts";
import type { Entries, Handle } from "./glue.js";
import { API, FORM, chineseIsHere, load, loadChinese, loadPrepared, nameOf } from "./loading.ts";
import { attributeOf, of, parse } from "./natives.ts";
import { attend, departures } from "./page.ts";
import { MOST_OF_FHIR, type Plain, atMost, plain, plainOrWhyNot, tokens } from "./plain.ts";
import { EnrolmentFile, published } from "./published.ts";
import { Root } from "./root.ts";
import { type Failure, PrescreenError, SENTENCES, TAG, TAGS, UNSET, WITHHELD, languageOf } from "./sentences.ts";

/** What a setter was given, as plain data, or why it cannot be used. */
type Given = Plain | PrescreenError;

const ATTRIBUTES = ["lang", "theme", "share", "units", "study", "enrolled", "recruitment", "as-of", "enrolment"];
const PROPERTIES = ["theme", "share", "units", "study", "enrolled", "recruitment", "asOf", "enrolment", "patient"];

// How much of the form a change concerns.
const SETTINGS = 1;
const ENTRIES = 2;
const EVERYTHING = 3;

/** So long a page waits for the calculator before it is told that nothing came; what comes later still works. */
const PATIENCE = 30_000;

/** So long a form that is to speak Chinese waits for the words, before it goes on in English. */
const WORDS_LATE = 5_000;

const send = (target: HTMLElement, type: string, detail: unknown) =>
  target.dispatchEvent(new CustomEvent(`prescreen-${type}`, { bubbles: true, composed: true, detail }));

function reflect(element: HTMLElement, attribute: string, value: any) {
  if (value == null) element.removeAttribute(attribute);
  else element.setAttribute(attribute, value);
}

/** Chinese, where it comes soon; the form asks for it once more if it does not. */
const chineseInTime = () =>
  Promise.race([loadChinese().catch(() => {}), new Promise((done) => setTimeout(done, WORDS_LATE))]);

/** There are no elements in Node. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

class LiverPrescreen extends Base implements LiverPrescreenElement {
  static observedAttributes = ATTRIBUTES;
  declare theme: LiverPrescreenElement["theme"];
  declare share: LiverPrescreenElement["share"];
  declare units: LiverPrescreenElement["units"];
  declare recruitment: LiverPrescreenElement["recruitment"];
  declare asOf: string;
  #root = new Root(this);
  /** The style sheet, where the page does not hold it. */
  #style: string | undefined;
  #handle: Handle | null = null;
  #failed: Reason | null = null;
  /** What waits for the end of the host's own task. */
  #due = 0;
  /** The study document and the enrolment that properties hold in place of attributes. */
  #study: Given;
  #enrolment: Given;
  /** The study document that the form stands on, where it is no built-in one. */
  #document: Plain;
  #file = new EnrolmentFile(
    () => this.isConnected,
    () => this.#touch(SETTINGS),
  );
  /** A patient that is not yet in the fields, or why it cannot be; and the last one that was, with what then stood
   * there, each as tokens. */
  #patient: Given;
  #given: [string, string] | undefined;
  /** What stood in the fields when the element was taken off the page. */
  #kept: { entries: Entries; patient: Plain; departures: number } | undefined;
  /** Whether the form was emptied because the page was left. */
  #emptied = false;
  /** How often the form was given or emptied for a patient. */
  #patients = 0;
  #turn = {};
  /** The units that the reader chose, which stay for the next patient. */
  #chosen: string | undefined;
  #inside: Inside = {
    fail: (reason, error) => this.#fail(reason, error),
    page: () => this.ownerDocument,
    filled: () => this.#isFilled(),
    leave: () => {
      const isFilled = this.#patient !== undefined || this.#isFilled();
      const isEmptied = this.#emptied || isFilled;
      this.reset();
      this.#emptied = isEmptied;
    },
    retry: () => this.#failed && this.#touch(EVERYTHING),
    paper: (printing) => {
      if (!isBroken()) this.#attempt(() => this.#handle?.paper(printing));
    },
  };

  connectedCallback() {
    if (this.#style) this.#root.dress(this.ownerDocument, this.#style);
    attend(this.ownerDocument);
    instances.add(this.#inside);
    // Properties that were set before this script had come hide those of the class.
    const own = this as unknown as Record<string, unknown>;
    for (const name of PROPERTIES) {
      if (!Object.hasOwn(this, name)) continue;
      const value = own[name];
      delete own[name];
      own[name] = value;
    }
    for (const path of ["study", "enrolment", "patient"]) {
      if (/^\[object|^\{/.test(this.getAttribute(path) ?? "")) send(this, "error", { path, message: UNSET });
    }
    if (this.#file.isKept) this.#askEnrolment();
    if (isBroken()) this.#fail("broken");
    else this.#touch(this.#handle ? SETTINGS : EVERYTHING);
  }

  disconnectedCallback() {
    // Moving a node disconnects and connects it again in one task: entries must survive that.
    queueMicrotask(() => {
      if (this.isConnected) return;
      instances.delete(this.#inside);
      // What is away for longer may come back, or be forgotten: the entries go with the element, and nothing else of
      // it is held.
      const handle = this.#handle;
      if (handle && this.#holdsEntries()) {
        this.#kept = this.#attempt(() => {
          return { entries: handle.entries(), patient: parse(handle.patient()), departures: departures() };
        });
      }
      this.#unmount();
    });
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null) {
    // The same address once more asks for the file once more.
    if (name === "enrolment") this.#askEnrolment();
    else if (before === after) return;
    // Another study has other criteria, so the form starts afresh.
    if (name === "study" && !this.#study) this.#startAfresh();
    else this.#touch(SETTINGS);
  }

  /** A document, or what the attribute says. */
  get study(): string | object {
    if (this.#study && !(this.#study instanceof PrescreenError)) return plain(this.#study, "study") as object;
    return this.getAttribute("study") ?? "";
  }

  set study(value: string | object | null | undefined) {
    const before = this.#study;
    const isDocument = value !== null && typeof value === "object";
    this.#study = isDocument ? plainOrWhyNot(value, "study") : undefined;
    if (before || isDocument) this.#startAfresh();
    // Last, because a browser may let what waits come first once the attribute has changed.
    if (!isDocument) reflect(this, "study", value);
  }

  get enrolled(): number | string | null {
    const count = this.#read("enrolled");
    return count && /^\d+$/.test(count) ? Number(count) : (count ?? null);
  }

  set enrolled(value: number | string | null | undefined) {
    reflect(this, "enrolled", value);
  }

  /** What the host says of enrolment: as set here, or else as the attributes say. */
  get enrolment(): Enrolment | null {
    if (this.#enrolment === undefined) return this.#attributesSay() ?? null;
    return this.#enrolment instanceof PrescreenError ? null : (plain(this.#enrolment, "enrolment") as Enrolment);
  }

  /** A text is the address of a file; anything else stands in place of the attributes. */
  set enrolment(value: Enrolment | string | null | undefined) {
    this.#enrolment = undefined;
    if (value == null || typeof value === "string") reflect(this, "enrolment", value);
    else this.#enrolment = plainOrWhyNot(value, "enrolment");
    this.#touch(SETTINGS);
  }

  /** What stands in the fields. */
  get patient(): TypedPatient {
    return this.#entered() as TypedPatient;
  }

  /** Takes the place of everything that stands in the fields. */
  set patient(value: Patient | null | undefined) {
    const patient = plainOrWhyNot(value ?? {}, "patient");
    // A host that says again what stands here takes nothing from under the reader's hands.
    const isPlain = !(patient instanceof PrescreenError);
    const stands = isPlain && this.#due < ENTRIES && this.#given?.[0] === tokens(patient);
    if (stands && this.#given?.[1] === tokens(this.#entered())) return;
    this.#replace(patient);
  }

  #entered(): Plain {
    if (isBroken() || this.#patient instanceof PrescreenError) return {};
    if (this.#patient !== undefined) return plain(this.#patient, "patient");
    const handle = this.#handle;
    if (handle) return parse(this.#attempt(() => handle.patient()) ?? "{}");
    const kept = this.#kept;
    return kept?.departures === departures() ? plain(kept.patient, "patient") : {};
  }

  /** Takes everything that stands here away, and has a patient put in its place, or nobody. */
  #replace(patient: Given) {
    this.#patient = patient;
    this.#patients += 1;
    this.#forget();
    this.#root.empty();
    this.#emptied = false;
    this.#touch(ENTRIES);
  }

  /** Fills empty fields with what a FHIR document says of a patient, and gives what of it was not taken. */
  async importFhir(document: object): Promise<FhirRemark[]> {
    const patients = this.#patients;
    const copy = plain(document, "", MOST_OF_FHIR) as object;
    await load(API);
    if (this.#kept) throw new PrescreenError("The element is away from the page: put it back first.", "");
    const { patient, remarks } = readFhir(copy, this.#attempt(() => this.#handle?.analytes()) ?? "");
    const held = this.patient as Patient;
    const differs = (name: "sex" | "birthDate") =>
      held[name] != null && patient[name] != null && held[name] !== patient[name];
    if (patients !== this.#patients || differs("sex") || differs("birthDate")) {
      throw new PrescreenError("The form holds another patient by now: empty it first.", "patient");
    }
    if (held.age != null && patient.birthDate) {
      // Refused where they contradict each other.
      screen({ patient: { age: held.age, birthDate: patient.birthDate } });
      delete patient.birthDate;
    }
    const labs = patient.labs ?? {};
    const handle = this.#handle;
    let left: string[] = [];
    if (handle && this.#patient === undefined) {
      left = this.#fill(handle, plain(patient, "patient"));
    } else if (typeof held === "object") {
      left = Object.keys(labs).filter((name) => held.labs?.[name as keyof typeof labs]);
      this.#patient = plain({ ...patient, ...held, labs: { ...labs, ...held.labs } }, "patient");
    }
    for (const name of left) {
      remarks.push({ path: `patient.labs.${name}`, message: "The form held an entry already, and keeps it." });
    }
    return remarks;
  }

  /** Empties the form, as for the next patient. */
  reset() {
    this.#replace(undefined);
  }

  #holdsEntries() {
    return !isBroken() && !!this.#handle?.holdsEntries();
  }

  /** The same, or something was entered before the calculator was there. */
  #isFilled() {
    return this.#holdsEntries() || this.#root.isFilled;
  }

  /** Lets go of what was entered before the element was taken off the page. */
  #forget() {
    this.#kept?.entries.free();
    this.#kept = undefined;
  }

  #startAfresh() {
    this.#forget();
    this.#emptied = false;
    this.#touch(EVERYTHING);
  }

  // Changes are taken over once the host's own task has ended: it may make several, and it may make them while it is
  // told of a result.
  #touch(due: number) {
    this.#due = Math.max(this.#due, due);
    queueMicrotask(() => this.#settle());
  }

  #settle() {
    if (!this.#due || !this.isConnected || isBroken()) return;
    const due = this.#due;
    this.#due = 0;
    if (due === EVERYTHING || (due === ENTRIES && this.#failed)) {
      this.#failed = null;
      this.#unmount();
      void this.#begin();
    } else if (this.#handle && due === ENTRIES) {
      this.#unmount();
      this.#mount();
    } else if (this.#handle) {
      const options = this.#options();
      this.#attempt(() => this.#handle?.update(options));
      this.#tellPage();
    }
  }

  async #begin() {
    // A later beginning overtakes this one.
    const turn = (this.#turn = {});
    const study = this.#study ?? this.#read("study");
    const address = typeof study === "string" && !this.#study && /\W/.test(study.replaceAll("-", "")) ? study : undefined;
    const isCurrent = () => turn === this.#turn && this.isConnected && !isBroken();
    const late = setTimeout(() => {
      const what = (FORM.wasm && address) || nameOf("form");
      const error: Failure = new Error(`${what}: nothing came within ${PATIENCE / 1000} seconds`);
      error.late = true;
      if (isCurrent()) this.#fail("unloaded", error);
    }, PATIENCE);
    // Another study's form would ask for other things.
    const isOurs = study === undefined || study === STUDY;
    if (!isOurs) {
      this.#root.forget();
      this.#root.showPlaceholder();
    }
    let failed: unknown;
    let document: Plain;
    try {
      if (study instanceof PrescreenError) throw study;
      // The other wasm checks what is said of a patient.
      const loaded: unknown[] = [load(FORM), this.#patient === undefined || load(API)];
      loaded.push(this.#prepare(isOurs, isCurrent), this.#language() === "zh" && chineseInTime());
      const named = address ? published(address, "study").then(({ value }) => value) : study;
      [document] = await Promise.all([named, ...loaded]);
    } catch (error) {
      failed = error;
    }
    clearTimeout(late);
    if (!isCurrent()) return;
    this.#document = document;
    if (failed) return this.#fail(failed instanceof PrescreenError ? "refused" : "unloaded", failed);
    // It may have come late.
    this.#failed = null;
    this.#mount(true);
  }

  /** Brings the style sheet of a page that lacks its own. */
  async #dress() {
    const prepared = await loadPrepared(this.#language()).catch(() => undefined);
    if (prepared) this.#wear(prepared.style);
  }

  #wear(style: string) {
    this.#style = style;
    this.#root.dress(this.ownerDocument, style);
  }

  /** Has the form stand before its calculator is there, in its language and with its style sheet. */
  async #prepare(isOurs: boolean, isCurrent: () => boolean) {
    const root = this.#root;
    const language = this.#language();
    if (root.isDressed && (!isOurs || root.isReady(language))) return;
    const prepared = await loadPrepared(language).catch((error) => {
      if (!root.isDressed && !this.#style) throw error;
    });
    if (!prepared || !isCurrent()) return;
    this.#wear(prepared.style);
    if (isOurs && !FORM.wasm && !this.#failed && !root.isReady(language)) root.prepare(prepared.html);
  }

  #askEnrolment() {
    void this.#file.ask(this.#read("enrolment"));
  }

  // Asked by the form. It goes on in English where this fails, and offers to try again.
  async #fetchChinese() {
    let error: unknown;
    await loadChinese().catch((reason) => (error = reason));
    if (!this.#handle || isBroken()) return;
    this.#attempt(() => this.#handle?.hear(!error));
    if (error) send(this, "error", { path: "lang", message: String(error) });
    else this.#tellPage();
  }

  // A page that is there for the calculator alone speaks as it does.
  #tellPage() {
    const language = this.#language();
    if (!this.hasAttribute("data-whole-page") || (language === "zh" && !chineseIsHere())) return;
    document.documentElement.lang = TAGS[language];
    document.title = SENTENCES[language].title;
  }

  /** Takes every result off the screen and says why. */
  #fail(reason: Reason, error?: unknown) {
    if (this.#failed && reason !== "broken") return;
    this.#failed = reason;
    this.#unmount();
    const { alert, detail } = failure(reason, error, this.#language());
    // Whoever fills in the form at the end of a slow line may go on.
    if ((error as Failure | undefined)?.late) this.#root.tell(alert);
    else this.#root.clear(alert);
    send(this, "error", detail);
  }

  #read(attribute: string) {
    return this.getAttribute(attribute)?.trim() || undefined;
  }

  #attributesSay(): Enrolment | undefined {
    const [asOf, recruitment] = [this.#read("as-of"), this.#read("recruitment") as Recruitment | undefined];
    const enrolled = (this.enrolled as number | null) ?? undefined;
    return asOf || recruitment || enrolled !== undefined ? { asOf, recruitment, enrolled } : undefined;
  }

  #lang() {
    const around = this.closest("[lang]") ?? of(this.ownerDocument, "documentElement");
    return this.#read("lang") || (around && attributeOf(around, "lang")) || undefined;
  }

  #language() {
    return languageOf(this.#lang());
  }

  #options() {
    const said = (value: Given) => {
      if (value === undefined) return undefined;
      return tokens(value instanceof PrescreenError ? `${value.path}: ${value.message}` : value);
    };
    return {
      lang: this.#lang(),
      study: atMost(tokens(this.#document)),
      units: this.#read("units"),
      chosen: this.#chosen,
      share: this.#read("share"),
      host: said(this.#enrolment ?? (this.#attributesSay() as Plain)),
      file: said(this.#file.said),
      kept: this.#file.hours,
      emptied: this.#emptied ? "yes" : undefined,
    };
  }

  #mount(first = false) {
    if (!this.isConnected || this.#handle || isBroken()) return;
    // Whatever was said meanwhile of patient and settings is taken over now, and must not be once more: the patient would
    // be gone by then.
    if (this.#due < EVERYTHING) this.#due = 0;
    // What somebody began before is not put together with a patient who is given.
    if (this.#patient !== undefined) this.#root.empty();
    this.#root.receive();
    if (this.#root.isBare) void this.#dress();
    const { shadow } = this.#root;
    // The page was left meanwhile.
    const isTooOld = !!this.#kept && this.#kept.departures !== departures();
    if (isTooOld) this.#forget();
    this.#emptied ||= isTooOld;
    const entries = this.#kept?.entries;
    this.#kept = undefined;
    const tell = (kind: string, detail: string) => send(this, kind, parse(detail));
    const options = this.#options();
    const fetchChinese = () => void this.#fetchChinese();
    const handle = this.#attempt(() => FORM.wasm!.mount(shadow, options, fetchChinese, tell, asked, entries));
    if (!handle) return;
    this.#handle = handle;
    const waits = this.#patient !== undefined && !API.wasm;
    const patient = waits ? undefined : this.#patient;
    if (waits) this.#waitForApi();
    else this.#patient = undefined;
    if (!entries) this.#given = undefined;
    const unfit = patient instanceof PrescreenError;
    let refusal: unknown = unfit ? patient : undefined;
    try {
      if (patient !== undefined && !unfit) {
        this.#fill(handle, patient);
        this.#given = [tokens(patient), tokens(this.#entered())];
      }
    } catch (error) {
      refusal = error;
    }
    this.#tellPage();
    if (first) send(this, "ready", null);
    if (refusal && !isBroken()) {
      const { path, message } = refusal as PrescreenError;
      // What is no plain data is said to be none, whatever it holds.
      const isTold = unfit || this.#read("share") === "full";
      send(this, "error", { path, message: isTold ? message : WITHHELD });
    }
    if (!isBroken() && this.#handle === handle) this.#attempt(() => handle.follow());
  }

  /** Has the patient put into the fields once it can be checked. */
  #waitForApi() {
    const patients = this.#patients;
    const isStill = () => patients === this.#patients;
    load(API).then(
      () => isStill() && this.#touch(ENTRIES),
      (error) => isStill() && this.#fail("unloaded", error),
    );
  }

  /** Puts a patient into the fields, and gives the names of the laboratory values that were left out. */
  #fill(handle: Handle, patient: Plain): string[] {
    const checked = checkedPatient(this.#document, patient);
    return parse(guarded(() => handle.setPatient(checked)));
  }

  #unmount() {
    const handle = this.#handle;
    this.#handle = null;
    if (isBroken()) return;
    if (handle) {
      this.#attempt(() => {
        this.#chosen = handle.units();
        handle.unmount();
      });
    }
    if (!this.#failed) this.#root.showPlaceholder();
  }

  #attempt<T>(work: () => T): T | undefined {
    try {
      return guarded(work);
    } catch (error) {
      if (!isBroken()) this.#fail("refused", error);
      return undefined;
    }
  }
}

/** Makes the element known to the page. */
export function define() {
  for (const [name, attribute = name] of [["theme"], ["share"], ["units"], ["recruitment"], ["asOf", "as-of"]] as [
    string,
    string?,
  ][]) {
    Object.defineProperty(LiverPrescreen.prototype, name, {
      // @ts-expect-error: see `plain.ts`.
      __proto__: null,
      configurable: true,
      enumerable: true,
      get(this: LiverPrescreen) {
        return this.getAttribute(attribute) ?? "";
      },
      set(this: LiverPrescreen, value: unknown) {
        reflect(this, attribute, value);
      },
    });
  }
  customElements.define(TAG, LiverPrescreen);
}
