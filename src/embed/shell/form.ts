// The form inside an element: it begins, is given a patient, changes, fails and goes. The host reaches none of it.

import type { Patient } from "../api.d.ts";
import { asking, checkedPatient, checkedStudy } from "./api.ts";
import { type Reason, guarded, instances, isBroken } from "./containment.ts";
import { failure } from "./failure.ts";
import type { Entries, Handle } from "./glue.js";
import { API, FORM, WHOLE, chineseIsHere, load, loadChinese, loadPrepared, nameOf } from "./loading.ts";
import { parse } from "./natives.ts";
import { attend, departures } from "./page.ts";
import { type Plain, json, plain } from "./plain.ts";
import { published } from "./published.ts";
import { Root } from "./root.ts";
import { type Failure, PrescreenError, SENTENCES, TAGS, WITHHELD, languageOf } from "./sentences.ts";
import { shown } from "./soon.ts";

/** What a setter was given, as plain data, or why it cannot be used. */
export type Given = Plain | PrescreenError;

export interface Settings {
  lang?: string;
  study: Given;
  units?: string;
  share?: string;
  host: Given;
  file: Plain;
  /** Whole hours since the file was kept, where it was. */
  kept?: string;
}

// How much of the form a change concerns.
const SETTINGS = 1;
const PATIENT = 2;
const EVERYTHING = 3;

/** So long a page waits for the calculator before it is told that nothing came; what comes later still works. */
const PATIENCE = 30_000;

/** So long a form that is to speak Chinese waits for the words. Then it goes on in English, and asks once more. */
const WORDS_LATE = 5_000;
const chineseInTime = (part: typeof FORM | typeof WHOLE) =>
  Promise.race([loadChinese(part).catch(() => {}), new Promise((done) => setTimeout(done, WORDS_LATE))]);

/** Whether this is the study that ships. */
const isOurs = (study: Given) => study === undefined || study === STUDY;

/** The address of a study, where this is one. */
const addressOf = (study: Given) => (typeof study === "string" && /[^\w-]/.test(study) ? study : undefined);
const isOwn = (study: Given) =>
  addressOf(study) !== undefined || (typeof study === "object" && !(study instanceof PrescreenError));

export const send = (target: HTMLElement, type: string, detail: unknown) =>
  target.dispatchEvent(new CustomEvent(`prescreen-${type}`, { bubbles: true, composed: true, detail }));

export class Form {
  /** Counts those whom the form was given or emptied for. */
  patients = 0;
  readonly host;
  readonly #root;
  readonly #settings;
  #handle: Handle | undefined;
  #failed: Reason | undefined;
  #due = 0;
  #turn = {};
  /** The beginning that is under way. */
  #beginning: Promise<void> | undefined;
  /** Whether another study is being read and checked while the one before stands. */
  #isComing = false;
  /** Whether what was entered belongs to another study than the one that is asked for. */
  #isAfresh = false;
  /** Whether a form stood here: its study stays where another one cannot be used. */
  #hasStood = false;
  /** Whether the study that is asked for could not be used, so that the one before stays. */
  #isRefused = false;
  /** The study that the form stands on: its id, or the host's own document. */
  #document: Plain;
  /** The host's own as the form takes it. */
  #own: Uint8Array | undefined;
  /** The wasm that it stands by. */
  #part: typeof FORM | typeof WHOLE = FORM;
  /** A patient who is not yet in the fields, or why it cannot be one. */
  #patient: Given;
  /** Whether the form was given or emptied for somebody else since it came to stand. */
  #isReplaced = false;
  /** The last who was, and what then stood there, each as JSON. */
  #given: [string, string] | undefined;
  /** What stood in the fields when the element was taken off the page. */
  #kept: { entries: Entries; patient: string; departures: number } | undefined;
  /** Whether the form was emptied because the page was left. */
  #emptied = false;
  /** The units that the reader chose, which stay for the next patient. */
  #chosen: string | undefined;

  constructor(host: HTMLElement, settings: () => Settings) {
    this.host = host;
    this.#settings = settings;
    this.#root = new Root(host);
  }

  enter() {
    this.#root.dress();
    attend(this.host.ownerDocument);
    instances.add(this);
    if (isBroken()) this.fail("broken");
    else this.#touch(this.#handle ? SETTINGS : EVERYTHING);
  }

  /** The element was taken off its page. It may come back, or be forgotten: only the entries go with it. */
  leave() {
    instances.delete(this);
    this.#isComing = false;
    const handle = this.#handle;
    if (handle && this.#holdsEntries()) {
      this.#kept = this.#attempt(() => {
        return { entries: handle.entries(), patient: handle.patient(), departures: departures() };
      });
    }
    this.#unmount();
  }

  settingsChanged() {
    this.#touch(SETTINGS);
  }

  startAfresh() {
    this.#isAfresh = true;
    this.#touch(EVERYTHING);
  }

  /** Begins again, where it failed. */
  retry() {
    if (this.#failed || this.#isRefused) this.#touch(EVERYTHING);
  }

  /** Once nothing is under way: whether a form stands, or will be that of the study that ships. */
  async settled() {
    // What the host said in this task is taken over first.
    await undefined;
    while (this.#beginning) await this.#beginning;
    return !!this.#handle || isOurs(this.#settings().study);
  }

  get isAway() {
    return !!this.#kept;
  }

  get patient(): Plain {
    if (isBroken() || this.#patient instanceof PrescreenError) return {};
    if (this.#patient !== undefined) return plain(this.#patient, "patient");
    const stands = this.#handle ? this.#attempt(() => this.#handle?.patient()) : this.#stillKept?.patient;
    return parse(stands ?? "{}");
  }

  /** Has a patient take the place of everything that stands in the fields. */
  give(patient: Given) {
    // A host that says again what stands here takes nothing from under the reader's hands.
    if (patient instanceof PrescreenError || this.#due >= PATIENT) return this.replace(patient);
    const [given, entered] = this.#given ?? [];
    if (given !== json(patient) || entered !== json(this.patient)) this.replace(patient);
  }

  /** The same, whoever it is; or empties the form. */
  replace(patient: Given) {
    this.#patient = patient;
    this.patients += 1;
    this.#isReplaced = true;
    this.#forget();
    this.#root.empty();
    this.#emptied = false;
    this.#touch(PATIENT);
  }

  /** Fills empty fields, and gives the names of the laboratory values whose field was not empty. */
  add(patient: Patient): string[] {
    const held = this.patient;
    if (this.#handle && this.#patient === undefined) return this.#fill(this.#handle, plain(patient, "patient"));
    if (typeof held !== "object") return [];
    const { labs } = held as Patient;
    this.#patient = plain({ ...patient, ...held, labs: { ...patient.labs, ...labs } }, "patient");
    return Object.keys(patient.labs ?? {}).filter((name) => labs?.[name as keyof typeof labs]);
  }

  /** Whether anything is entered that would be lost. */
  get isFilled() {
    return this.#holdsEntries() || this.#root.isFilled;
  }

  /** The page is left, or was: nobody who comes to it then is shown this patient. */
  clear() {
    const isEmptied = this.#emptied || this.#patient !== undefined || this.isFilled;
    this.replace(undefined);
    this.#emptied = isEmptied;
  }

  print(printing: boolean) {
    if (!isBroken()) this.#attempt(() => this.#handle?.paper(printing));
  }

  fail(reason: Reason, error?: unknown) {
    if (this.#failed && reason !== "broken") return;
    this.#failed = reason;
    this.#isComing = false;
    this.#unmount();
    this.#root.warn();
    const { alert, detail } = failure(reason, error, this.#language);
    // Whoever fills in the form at the end of a slow line may go on.
    if ((error as Failure | undefined)?.late) this.#root.tell(alert);
    else this.#root.show(alert);
    send(this.host, "error", detail);
  }

  get #language() {
    return languageOf(this.#settings().lang);
  }

  /** The wasm that the study asks for which it is to show. */
  get #needed(): typeof FORM | typeof WHOLE {
    return isOwn(this.#settings().study) ? WHOLE : FORM;
  }

  /** Resolves once that has come. */
  hasLoaded = () => load<typeof FORM.functions>(this.#needed);

  /** The analytes that the form has a field for. */
  get analytes() {
    return this.#attempt(() => this.#handle?.analytes()) ?? "";
  }

  #holdsEntries() {
    return !isBroken() && !!this.#handle?.holdsEntries();
  }

  /** What was kept, unless the page was left since. */
  get #stillKept() {
    return this.#kept?.departures === departures() ? this.#kept : undefined;
  }

  /** Lets go of what was entered before the element was taken off the page. */
  #forget() {
    this.#kept?.entries.free();
    this.#kept = undefined;
  }

  // Changes are taken over once the host's own task has ended: it may make several, and it may make them while it is
  // told of a result.
  #touch(due: number) {
    this.#due = Math.max(this.#due, due);
    queueMicrotask(() => this.#settle());
  }

  #settle() {
    if (!this.#due || !this.host.isConnected || isBroken()) return;
    const due = this.#due;
    this.#due = 0;
    // A form that is only beginning takes a patient in by itself.
    if (due === EVERYTHING || (due === PATIENT && !this.#isComing && (this.#handle || this.#failed))) {
      const beginning = (this.#beginning = this.#begin(due === EVERYTHING || !!this.#failed).finally(() => {
        if (this.#beginning === beginning) this.#beginning = undefined;
      }));
    } else if (this.#handle) {
      const options = this.#options();
      this.#attempt(() => this.#handle?.update(options));
      this.#tellPage();
    }
  }

  /**
   * Loads what the form needs, and has it stand: for a study, or only for the next patient. Another study takes the place of
   * what stands once it was read and checked as a whole; where it cannot be used, nothing of that changes.
   */
  async #begin(isFirst: boolean) {
    const stays = (this.#isComing = isFirst && !!this.#handle);
    this.#failed = undefined;
    if (!stays) this.#unmount();
    // A later beginning overtakes this one.
    const turn = (this.#turn = {});
    const isCurrent = () => turn === this.#turn && this.host.isConnected && !isBroken();
    const part = this.#needed;
    const isThere = !!part.wasm;
    const { study } = this.#settings();
    const address = addressOf(study);
    const late = setTimeout(() => {
      const what = (part.wasm && address) || nameOf(part.source);
      const error: Failure = new Error(`${what}: nothing came within ${PATIENCE / 1000} seconds`);
      error.late = true;
      if (!isCurrent()) return;
      if (stays) this.#refuse(error);
      else this.fail("unloaded", error);
    }, PATIENCE);
    try {
      if (isFirst) await this.#take(study, part, stays, isThere, isCurrent);
      // The other wasm checks what is said of a patient.
      if (this.#patient !== undefined) await load(API);
    } catch (error) {
      if (isCurrent()) this.fail(error instanceof PrescreenError ? "refused" : "unloaded", error);
      return;
    } finally {
      clearTimeout(late);
    }
    if (!isCurrent()) return;
    this.#isComing = false;
    const isSame = stays && this.#isRefused;
    // Whoever takes the place of the patient before does so all the same.
    if (isSame && !this.#isReplaced) return;
    // It may have come late.
    this.#failed = undefined;
    if (stays) this.#unmount();
    this.#mount(isFirst && !isSame);
  }

  /** Has the form be of a study, once that is read and checked; or else of the one before, where there was one. */
  async #take(
    study: Given,
    part: typeof FORM | typeof WHOLE,
    stays: boolean,
    isThere: boolean,
    isCurrent: () => boolean,
  ) {
    try {
      if (study instanceof PrescreenError) throw study;
      const address = addressOf(study);
      // Which studies there are the form knows as well, but only once it is to stand.
      const isChecked = this.#hasStood && part === FORM && !isOurs(study);
      const [file] = await Promise.all([
        address ? published(address, "study") : { value: study, text: undefined },
        load<typeof FORM.functions>(part),
        // The other wasm checks what is said of a patient.
        part === WHOLE || (!isChecked && this.#patient === undefined) || load(API),
        // Where everything is here at once, taking the form over would keep it from being shown for a while.
        stays || this.#prepare(isOurs(study), isCurrent).then(isThere ? undefined : shown),
        this.#language === "zh" && chineseInTime(part),
      ]);
      // It reads and checks a study, too.
      if (part === WHOLE) await load(API);
      if (!isCurrent()) return;
      if (isChecked) checkedPatient(study, {});
      this.#own = part === WHOLE ? checkedStudy(file.value, file.text) : undefined;
      this.#document = file.value;
      // What was entered by another wasm is none of this one's.
      if (this.#part !== part) this.#forget();
      this.#part = part;
    } catch (error) {
      if (!this.#hasStood) throw error;
      if (isCurrent()) this.#refuse(error);
      return;
    }
    this.#isRefused = false;
    this.#root.warn();
    if (!this.#isAfresh) return;
    this.#isAfresh = false;
    this.#emptied = false;
    this.#forget();
  }

  /** What stands is not of the study that is asked for: the reader is told, and the host. */
  #refuse(error: unknown) {
    this.#isRefused = true;
    const { alert, detail } = failure("refused", error, this.#language, true);
    this.#root.warn(alert);
    send(this.host, "error", detail);
  }

  /** Has the form stand before its calculator is there, in its language and with its style sheet. */
  async #prepare(isOurs: boolean, isCurrent: () => boolean) {
    const root = this.#root;
    const language = this.#language;
    // Another study's form would ask for other things.
    if (!isOurs) root.forget();
    const waits = () => isOurs && !FORM.wasm && !this.#failed && !root.isReady(language);
    if (root.isDressed && !waits()) return;
    const prepared = await loadPrepared(language).catch((error) => {
      if (!root.isDressed) throw error;
    });
    if (!prepared || !isCurrent()) return;
    root.dress(prepared.style);
    if (waits()) root.prepare(prepared.html);
  }

  #mount(isFirst: boolean) {
    // Whatever was said meanwhile of patient and settings is taken over now, and must not be once more: the patient would
    // be gone by then.
    if (this.#due < EVERYTHING) this.#due = 0;
    const root = this.#root;
    // What somebody began before is not put together with a patient who is given.
    if (this.#patient !== undefined) root.empty();
    root.receive();
    if (root.isBare) loadPrepared(this.#language).then((prepared) => root.dress(prepared?.style), () => {});
    const entries = this.#stillKept?.entries;
    this.#emptied ||= !!this.#kept && !entries;
    if (!entries) this.#forget();
    this.#kept = undefined;
    const [options, own] = [this.#options(), this.#own];
    const tell = (kind: string, detail: string) => send(this.host, kind, parse(detail));
    const fetchChinese = () => void this.#fetchChinese();
    const handle = this.#attempt(() => this.#part.wasm!.mount(root.shadow, options, fetchChinese, tell, asking(own), entries, own));
    if (!handle) return;
    this.#handle = handle;
    this.#hasStood = true;
    this.#isReplaced = false;
    if (!entries) this.#given = undefined;
    const refusal = this.#takePatient(handle);
    this.#tellPage();
    if (isFirst) send(this.host, "ready", null);
    if (refusal && !isBroken()) send(this.host, "error", refusal);
    if (!isBroken() && this.#handle === handle) this.#attempt(() => handle.follow());
  }

  /** Puts the patient who waits into the fields; where that is refused, gives what the host is told. */
  #takePatient(handle: Handle) {
    const patient = this.#patient;
    this.#patient = undefined;
    try {
      if (patient instanceof PrescreenError) throw patient;
      if (patient === undefined) return undefined;
      this.#fill(handle, patient);
      this.#given = [json(patient), json(this.patient)];
      return undefined;
    } catch (error) {
      const { path, message } = error as PrescreenError;
      // What is no plain data is said to be none, whatever it holds.
      const isTold = error === patient || this.#settings().share === "full";
      return { path, message: isTold ? message : WITHHELD };
    }
  }

  /** Puts a patient into the fields, and gives the names of the laboratory values that were left out. */
  #fill(handle: Handle, patient: Plain): string[] {
    const checked = checkedPatient(this.#document, patient);
    return parse(guarded(() => handle.setPatient(checked)));
  }

  #options() {
    const { host, file, study: _, ...texts } = this.#settings();
    return {
      ...texts,
      study: this.#own ? undefined : this.#document,
      chosen: this.#chosen,
      host,
      file,
      emptied: this.#emptied ? "yes" : undefined,
    };
  }

  // Asked by the form. It goes on in English where this fails, and offers to try again.
  async #fetchChinese() {
    const error = await loadChinese(this.#part).catch((reason) => reason);
    if (!this.#handle || isBroken()) return;
    this.#attempt(() => this.#handle?.hear(!error));
    if (error) send(this.host, "error", { path: "lang", message: String(error) });
    else this.#tellPage();
  }

  // A page that is there for the calculator alone speaks as it does.
  #tellPage() {
    const language = this.#language;
    if (!this.host.hasAttribute("data-whole-page") || (language === "zh" && !chineseIsHere())) return;
    document.documentElement.lang = TAGS[language];
    document.title = SENTENCES[language].title;
  }

  #unmount() {
    const handle = this.#handle;
    this.#handle = undefined;
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
      if (!isBroken()) this.fail("refused", error);
      return undefined;
    }
  }
}
