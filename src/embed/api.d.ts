/**
 * The types of `liver-prescreen.js`: what a host page or a script may rely on. They exist apart from the code because
 * the functions are Rust; the shell around them is checked against these.
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

/** Checks a study document of the host's own. Never throws on a document, whatever it holds. */
export function checkStudy(document: unknown): StudyRemark[];

/** Reads the text of a laboratory printout. A value stands in `found` only where everything beside it is explained. Analytes
 * that not every form asks for are read where `further` names them. */
export function readPrintout(text: string, further?: readonly Analyte[]): PrintoutReading;

/** What a FHIR R4 document says of a patient, and a remark for each result of a known test that was not taken. Analytes that
 * not every form asks for are read where `further` names them. Throws {@link PrescreenError} where the document as a whole
 * is refused. */
export function readFhir(document: object, further?: readonly Analyte[]): FhirReading;

export interface PrintoutReading {
  /** Each analyte once. */
  found: Printed[];
  /** Values that look like another unit or another test. */
  doubtful: Printed[];
  /** Analytes printed with different values. */
  conflicting: Printed[];
  /** Pieces of the text that were not read, each with the reason. */
  ignored: { text: string; why: string; reason: string }[];
  age?: number;
  sex?: "female" | "male";
}

export interface Printed {
  analyte: Analyte;
  /** As printed, with its comparator. */
  value: string;
  /** Nothing where none is printed. */
  unit?: Unit;
  /** Number and unit as printed, where `value` was moved by powers of ten, as 5.8 ×10⁴/µL is 58 ×10⁹/L. */
  printed?: string;
  /** YYYY-MM-DD, where the day is printed with the value. */
  date?: string;
  /** The control printed with a prothrombin time, in seconds. */
  control?: string;
  /** The text that it was read from. */
  source: string;
}

export interface FhirReading {
  patient: Patient;
  remarks: FhirRemark[];
}

/** An input that the calculator refuses. */
export class PrescreenError extends Error {
  constructor(message: string, path: string);
  /** Where in the input, such as `patient.labs.sodium.unit`. */
  readonly path: string;
}

export type Analyte =
  | "bilirubin"
  | "albumin"
  | "inr"
  | "prothrombinActivity"
  | "prothrombinTime"
  | "prothrombinProlongation"
  | "creatinine"
  | "sodium"
  | "hemoglobin"
  | "platelets"
  | "directBilirubin"
  | "alt"
  | "ast"
  | "alp"
  | "ggt"
  | "cholinesterase"
  | "whiteCells"
  | "neutrophils"
  | "lymphocytes"
  | "urea"
  | "ureaNitrogen"
  | "glucose"
  | "ammonia"
  | "afp"
  | "hba1c"
  | "hbvDna"
  | "amylase"
  | "lipase"
  | "aptt"
  | "asciticNeutrophils"
  | "urineProtein"
  | "oxygenationIndex";

/** UCUM: bilirubin umol/L mg/dL · albumin g/L g/dL · inr 1 · prothrombinActivity % · prothrombinTime s ·
 * prothrombinProlongation s · creatinine umol/L mg/dL · sodium mmol/L · hemoglobin g/L g/dL · platelets 10*9/L ·
 * directBilirubin umol/L mg/dL · alt U/L ukat/L · ast U/L ukat/L · alp U/L ukat/L · ggt U/L ukat/L · cholinesterase
 * U/L kU/L · whiteCells 10*9/L · neutrophils 10*9/L · lymphocytes 10*9/L · urea mmol/L · ureaNitrogen mg/dL mmol/L ·
 * glucose mg/dL mmol/L · ammonia umol/L · afp ng/mL · hba1c % · hbvDna [IU]/mL · amylase U/L ukat/L · lipase U/L
 * ukat/L · aptt s · asciticNeutrophils /uL · urineProtein mg/(24.h) g/(24.h) · oxygenationIndex mm[Hg]. */
export type Unit =
  | "umol/L"
  | "mg/dL"
  | "g/L"
  | "g/dL"
  | "1"
  | "%"
  | "s"
  | "mmol/L"
  | "10*9/L"
  | "U/L"
  | "ukat/L"
  | "kU/L"
  | "ng/mL"
  | "[IU]/mL"
  | "/uL"
  | "mg/(24.h)"
  | "g/(24.h)"
  | "mm[Hg]";

export interface Lab {
  /** A string keeps the digits as they were printed; it may carry a sign, as in "<5.0". */
  value: string | number;
  unit: Unit;
  /** YYYY-MM-DD, the day of collection. */
  date?: string;
  /** Whether somebody looked at a value that looks like a mix-up; without it such a value decides nothing. */
  confirmed?: boolean;
  /** Of `prothrombinTime` alone: its control in seconds. The time less the control is the prolongation. */
  control?: string | number;
}

export type Answer = "yes" | "no" | "unknown" | "not-applicable";

export type Recruitment = "open" | "on-hold" | "closed" | "unknown";

export interface ScreenInput {
  /** The id of a built-in study or a study document; "NCT05442437" where it is left out. */
  study?: string | object;
  /** YYYY-MM-DD, the day of screening. */
  asOf?: string;
  patient: Patient;
  enrolment?: Enrolment;
  /** YYYY-MM-DD, the planned day of the first infusion: gives the visits their dates. */
  firstInfusion?: string;
}

/** What is left out is unknown; nothing is taken for granted. */
export interface Patient {
  age?: number;
  birthDate?: string;
  sex?: "female" | "male";
  labs?: { [analyte in Analyte]?: Lab };
  ascites?: "none" | "slight" | "moderate";
  encephalopathy?: "none" | "grade1-2" | "grade3-4";
  /** At least twice in the last 7 days, or 24 hours of CVVHD. */
  dialysis?: boolean;
  /** The bilirubin cut-offs of PBC and PSC in Child-Pugh. */
  cholestatic?: boolean;
  /** By criterion; "yes" means that the registry's sentence is true of this patient. */
  answers?: { [criterion: string]: Answer };
  /** YYYY-MM-DD, by criterion: the day of the last event that a criterion with a window of time asks about. */
  events?: { [criterion: string]: string };
}

/** The site's enrolment state and its date. */
export interface Enrolment {
  asOf?: string;
  recruitment?: Recruitment;
  enrolled?: number;
}

export interface ScreenReport {
  verdict: Verdict;
  scores: { childPugh: Score; meld: Score; meldNa: Score; meld3: Score; albi: Score };
  criteria: Finding[];
  arm: Arm;
  schedule: Visit[];
  /** Values that look like a mix-up, or lack their control, and count as unknown for as long as they do. */
  doubtful: { entry: Analyte; why: string }[];
  /** What to look at again; it decides nothing. */
  warnings: string[];
  provenance: {
    study: string;
    studySha256: string;
    version: string;
    /** The commit that a release was made from, with a plus sign where files were changed since, and its day. */
    commit?: string;
    built?: string;
    asOf: string;
  };
}

export interface Verdict {
  state: "excluded" | "undetermined" | "not-excluded";
  /** The criteria that exclude. */
  because: string[];
  /** Unanswered and able to change the state, most decisive first. */
  toAnswer: string[];
  /** What only the study site can settle. */
  forTheSite: string[];
}

export type Score =
  | {
      value: number;
      unrounded?: number;
      class?: string;
      points?: { [item: string]: number };
      used?: { [analyte: string]: number };
      /** The values that entered the formula otherwise than they were measured. */
      clamped?: { [item: string]: "floor" | "cap" | "dialysis" };
    }
  | {
      missing: string[];
      /** Entered with a sign such as "<", too coarsely to decide. */
      imprecise: string[];
      /** Where the score can lie, whatever is missing. */
      possible: {
        low: number;
        high: number;
        /** Where everything that the score can be has the same class. */
        class?: string;
        /** The values by the one choice that is still open, as in 28 when dialysis is "yes". */
        byChoice: { when: string; is: string; value: number }[];
      };
    };

export interface Finding {
  id: string;
  kind: "inclusion" | "exclusion";
  state: "passes" | "fails" | "unknown" | "undecidable" | "for-the-site" | "not-applicable";
  /** The registry's bullet, verbatim. */
  text: string;
  /** The part of it that this criterion reads. */
  words: string[];
  reading: { id: string; departsFromText: boolean };
  because: string;
  /** The entries it rests on. */
  from: string[];
  /** How far the value stands from its limit, in exact digits. */
  margin?: { value: string; limit: string; unit?: string; distance: string };
  /** What the other readings of the same words give. */
  otherReadings: {
    id: string;
    departsFromText: boolean;
    state: Finding["state"];
    because: string;
  }[];
  /** Other accepted ways of converting, cutting or counting that decide otherwise. */
  cautions: string[];
}

export interface Arm {
  state: "closed" | "on-hold" | "gate-pending" | "unknown" | "projected";
  arm?: string;
  place?: number;
  of?: number;
  why: string;
  assumptions: string[];
}

export interface Visit {
  id: string;
  label: string;
  day?: number;
  date?: string;
  /** Whether the record itself gives the day. */
  firm: boolean;
  between?: [string, string];
  open?: string;
}

export interface StudySummary {
  id: string;
  title: string;
  status: string;
  site: string;
  /** The day on which the registry was read. */
  readOn: string;
  sha256: string;
}

export interface StudyRemark {
  path: string;
  message: string;
}

/** What `prescreen-change` carries by default: nothing from which a laboratory value could be computed back. Each of the
 * three stands there once everything that it needs is entered. */
export interface Summary {
  study: string;
  verdict: { state: Verdict["state"] };
  scores: {
    childPugh: { class?: "A" | "B" | "C" };
    /** A whole number. */
    meld: { value?: number };
    /** The grade. */
    albi: { class?: "1" | "2" | "3" };
  };
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
   * 512 kB. The property also takes the document. Another study starts afresh. */
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
   * or of none, and where the form's age or sex is another one or the form was emptied or given a patient meanwhile. */
  importFhir(document: object): Promise<FhirRemark[]>;
  /** Empties the form, as for the next patient. */
  reset(): void;
}

/** What `importFhir` did not take, or took with a reservation. */
export interface FhirRemark {
  /** Such as `entry[3].resource`, or `patient.labs.sodium` for a field that held an entry. */
  path: string;
  message: string;
}

/** What stands in the fields. */
export type TypedPatient = Omit<Patient, "age" | "birthDate" | "cholestatic" | "labs"> & {
  age?: number | string;
  /** Without a unit where nobody chose one. */
  labs?: { [analyte in Analyte]?: Omit<Lab, "unit"> & { unit?: Unit } };
};

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
