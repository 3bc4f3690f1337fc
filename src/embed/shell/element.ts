// The custom element: what a host sets and asks, as attributes and properties. What stands in it is `form.ts`.

import type { Enrolment, FhirRemark, LiverPrescreenElement, Patient, Recruitment, TypedPatient } from "../api.d.ts";
import { importFhir } from "./fhir.ts";
import { Form, type Given, send } from "./form.ts";
import { attributeOf, of } from "./natives.ts";
import { type Plain, plain, plainOrWhyNot } from "./plain.ts";
import { EnrolmentFile } from "./published.ts";
import { PrescreenError, UNSET } from "./sentences.ts";

const ATTRIBUTES = ["lang", "theme", "share", "units", "study", "enrolled", "recruitment", "as-of", "enrolment"];
const PROPERTIES = ["theme", "share", "units", "study", "enrolled", "recruitment", "asOf", "enrolment", "patient"];

/** What of an object is plain data that can be used. */
const usable = (given: Given) => (given instanceof PrescreenError ? undefined : given);

function reflect(element: HTMLElement, attribute: string, value: any) {
  if (value == null) element.removeAttribute(attribute);
  else element.setAttribute(attribute, value);
}

/** There are no elements in Node. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

export class LiverPrescreen extends Base implements LiverPrescreenElement {
  static observedAttributes = ATTRIBUTES;
  /** What properties hold in place of attributes. */
  #study: Given;
  #enrolment: Given;
  #file = new EnrolmentFile(
    () => this.isConnected,
    () => this.#form.settingsChanged(),
  );
  #form = new Form(this, () => {
    const around = this.closest("[lang]") ?? of(this.ownerDocument, "documentElement");
    return {
      lang: this.#said("lang") || (around && attributeOf(around, "lang")) || undefined,
      study: this.#study ?? this.#said("study"),
      units: this.#said("units"),
      share: this.#said("share"),
      host: this.#enrolment ?? (this.#ofAttributes() as Plain),
      file: this.#file.said,
      kept: this.#file.hours,
    };
  });

  connectedCallback() {
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
    this.#form.enter();
  }

  disconnectedCallback() {
    // Moving a node disconnects and connects it again in one task: entries must survive that.
    queueMicrotask(() => this.isConnected || this.#form.leave());
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null) {
    // The same address once more asks for the file once more.
    if (name === "enrolment") this.#askEnrolment();
    else if (before === after) return;
    if (name === "study" && !this.#study) this.#form.startAfresh();
    else this.#form.settingsChanged();
  }

  get theme() { return this.#text("theme"); }
  set theme(value) { reflect(this, "theme", value); }
  get share() { return this.#text("share"); }
  set share(value) { reflect(this, "share", value); }
  get units() { return this.#text("units"); }
  set units(value) { reflect(this, "units", value); }
  get recruitment() { return this.#text("recruitment"); }
  set recruitment(value) { reflect(this, "recruitment", value); }
  get asOf() { return this.#text("as-of"); }
  set asOf(value) { reflect(this, "as-of", value); }

  get enrolled(): number | string | null {
    const count = this.#said("enrolled");
    return count && /^\d+$/.test(count) ? Number(count) : (count ?? null);
  }
  set enrolled(value: number | string | null | undefined) {
    reflect(this, "enrolled", value);
  }

  /** A document, or what the attribute says. */
  get study(): string | object {
    return (plain(usable(this.#study), "study") as object | undefined) ?? this.#text("study");
  }
  set study(value: string | object | null | undefined) {
    const before = this.#study;
    const isDocument = value !== null && typeof value === "object";
    this.#study = isDocument ? plainOrWhyNot(value, "study") : undefined;
    if (before || isDocument) this.#form.startAfresh();
    // Last, because a browser may let what waits come first once the attribute has changed.
    if (!isDocument) reflect(this, "study", value);
  }

  /** What the host says of enrolment: as set here, or else as the attributes say. */
  get enrolment(): Enrolment | null {
    if (this.#enrolment === undefined) return this.#ofAttributes() ?? null;
    return (plain(usable(this.#enrolment), "enrolment") as Enrolment | undefined) ?? null;
  }
  /** A text is the address of a file; anything else stands in place of the attributes. */
  set enrolment(value: Enrolment | string | null | undefined) {
    const isAddress = value == null || typeof value === "string";
    this.#enrolment = isAddress ? undefined : plainOrWhyNot(value, "enrolment");
    if (isAddress) reflect(this, "enrolment", value);
    this.#form.settingsChanged();
  }

  get patient(): TypedPatient {
    return this.#form.patient as TypedPatient;
  }
  set patient(value: Patient | null | undefined) {
    this.#form.give(plainOrWhyNot(value ?? {}, "patient"));
  }

  importFhir(document: object): Promise<FhirRemark[]> {
    return importFhir(this.#form, document);
  }

  reset() {
    this.#form.replace(undefined);
  }

  #text(attribute: string): any {
    return this.getAttribute(attribute) ?? "";
  }

  #said(attribute: string) {
    return this.getAttribute(attribute)?.trim() || undefined;
  }

  #askEnrolment() {
    void this.#file.ask(this.#said("enrolment"));
  }

  #ofAttributes(): Enrolment | undefined {
    const [asOf, recruitment] = [this.#said("as-of"), this.#said("recruitment") as Recruitment | undefined];
    const enrolled = (this.enrolled as number | null) ?? undefined;
    return asOf || recruitment || enrolled !== undefined ? { asOf, recruitment, enrolled } : undefined;
  }
}
