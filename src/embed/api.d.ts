import type { Analyte, Enrolment, FhirReading, FhirRemark, Patient, PrintoutReading, Recruitment, ScreenInput, ScreenReport, StudyRemark, StudySummary, Summary, TypedPatient } from "./contract.d.ts";
export type * from "./contract.d.ts";

/**
 * The types of `liver-prescreen.js`: what a host page or a script may rely on. What goes in and comes out is declared by the
 * Rust structs, below; here stand the functions and the element, which Rust has none for.
 *
 * A pre-screening aid: it computes scores and compares entries with a study's published criteria. The investigator
 * decides.
 */

/** Resolves once the calculator can be used; rejects with the reason where it could not be loaded. */
export const ready: Promise<void>;

/** Screens one patient against one study. Throws {@link PrescreenError} where the input cannot be understood. */
export function screen(input: ScreenInput): ScreenReport;

/** The studies that are built in. */
export function studies(): StudySummary[];

/** Checks a study document of the host's own, or the text of its file, of which line and column are named too: its faults,
 * for which it is refused, or else remarks on what it says without meaning it. Never throws on a document, whatever it holds. */
export function checkStudy(document: unknown): StudyRemark[];

/** Reads the text of a laboratory printout. A value stands in `found` only where everything beside it is explained. Analytes
 * that not every form asks for are read where `further` names them. */
export function readPrintout(text: string, further?: readonly Analyte[]): PrintoutReading;

/** What a FHIR R4 document says of a patient, and a remark for each result of a known test that was not taken. Analytes that
 * not every form asks for are read where `further` names them. Throws {@link PrescreenError} where the document as a whole
 * is refused. */
export function readFhir(document: object, further?: readonly Analyte[]): FhirReading;

/** An input that the calculator refuses. */
export class PrescreenError extends Error {
  constructor(message: string, path: string);
  /** Where in the input, such as `patient.labs.sodium.unit`. */
  readonly path: string;
}

/**
 * `<liver-prescreen>`. Its attributes are `lang` (`en` or `zh-CN`) and those named below. A property or attribute takes
 * effect once the task that sets it has ended; what is set before the script has come waits for it. Setters never
 * throw for what a value holds: what cannot be used is told by `prescreen-error`.
 */
export interface LiverPrescreenElement extends HTMLElement {
  /** Attribute `theme`. */
  theme: "" | "auto" | "light" | "dark";
  /** Attribute `share`: what `prescreen-change` carries. */
  share: "" | "summary" | "full";
  /** Attribute `units`: the host chooses the units of the report for its readers, who can still change them. */
  units: "" | "si" | "conventional";
  /** Attribute `study`: the id of a built-in study, or the address of a study file on the page's own origin, at most
   * 512 kB. The property also takes the document. Another study starts afresh, once it was read and checked as a whole: one
   * that cannot be used is told by `prescreen-error`, and leaves the study before on the page with what is entered. */
  get study(): string | object;
  set study(value: string | object | null | undefined);
  /** Attribute `enrolled`: how many have been dosed. */
  get enrolled(): number | string | null;
  set enrolled(value: number | string | null | undefined);
  /** Attribute `recruitment`. */
  recruitment: "" | Recruitment;
  /** Attribute `as-of`, YYYY-MM-DD: the day of the two above. */
  asOf: string;
  /** The three above in one; an object set here stands in their place. A text is the attribute `enrolment`: the
   * address of a file on the page's own origin, at most 16 kB, that holds an object like this with `asOf`. Where both
   * speak and differ, no dose group is stated. */
  get enrolment(): Enrolment | null;
  set enrolment(value: Enrolment | string | null | undefined);
  /** What stands in the fields, as typed: a field that holds no acceptable value gives its text. Setting it replaces
   * everything in the fields, by all that the value says or, where something of it is refused, by nothing. What is no
   * plain data is refused by its name. An element away from the page keeps what stood there. */
  get patient(): TypedPatient;
  set patient(value: Patient | null | undefined);
  /** Fills empty fields from FHIR R4: a Bundle, an Observation or a Patient, or a Parameters or DiagnosticReport with
   * Observations in it, as plain data. It takes laboratory values by their LOINC codes, date of birth and sex; names and
   * identifiers are compared and dropped. What stands in a field, or as a day beside it, stays. Resolves to a remark for
   * every result that was not taken, each with its place and the reason, in English: show them to the reader. Rejects
   * with a {@link PrescreenError}, and nothing is taken, where the document is none of these, speaks of several patients
   * or of none, where no form stands that says what another study than the one that ships asks for, and where the form's age or sex is another one or the form was emptied or given a patient meanwhile. */
  importFhir(document: object): Promise<FhirRemark[]>;
  /** Empties the form, as for the next patient. */
  reset(): void;
}

/**
 * The detail of `prescreen-error`. With a `reason` every result is off the screen: the calculator could not be loaded,
 * it broke, or it refused the study. Without one, a single attribute or property was refused, or the words of the
 * language that `lang` asks for could not be loaded, and `path` names the place; or the explanations could not be
 * loaded, and there is no `path`. Of a patient that was refused the event names the place alone: the reason, which
 * would repeat what was entered, is told with `share="full"`.
 */
export interface PrescreenFailure {
  reason?: "unloaded" | "broken" | "refused";
  path?: string;
  message: string;
  cause?: string;
  /** What whoever runs the page can do. */
  advice?: string;
}

declare global {
  interface HTMLElementTagNameMap {
    "liver-prescreen": LiverPrescreenElement;
  }
  interface HTMLElementEventMap {
    "prescreen-ready": CustomEvent<null>;
    /** A summary, or with `share="full"` the whole report. */
    "prescreen-change": CustomEvent<Summary | ScreenReport>;
    "prescreen-error": CustomEvent<PrescreenFailure>;
  }
}
