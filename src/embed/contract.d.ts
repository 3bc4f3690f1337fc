// Written from the structs of `src/exchange` and `src/ui/patient.rs` by `cargo xtask types`; see `xtask/src/build/types.rs`.

/** Or the id of one that the study's file defines. */
export type Analyte = "bilirubin" | "albumin" | "inr" | "prothrombinActivity" | "prothrombinTime" | "prothrombinProlongation" | "creatinine" | "sodium" | "hemoglobin" | "platelets" | "directBilirubin" | "alt" | "ast" | "alp" | "ggt" | "cholinesterase" | "whiteCells" | "neutrophils" | "lymphocytes" | "urea" | "ureaNitrogen" | "glucose" | "ammonia" | "afp" | "hba1c" | "hbvDna" | "amylase" | "lipase" | "aptt" | "asciticNeutrophils" | "urineProtein" | "oxygenationIndex" | (string & {});

/** UCUM: bilirubin umol/L mg/dL · albumin g/L g/dL · inr 1 · prothrombinActivity % · prothrombinTime s · prothrombinProlongation s · creatinine umol/L mg/dL · sodium mmol/L · hemoglobin g/L g/dL · platelets 10*9/L · directBilirubin umol/L mg/dL · alt U/L ukat/L · ast U/L ukat/L · alp U/L ukat/L · ggt U/L ukat/L · cholinesterase U/L kU/L · whiteCells 10*9/L · neutrophils 10*9/L · lymphocytes 10*9/L · urea mmol/L · ureaNitrogen mg/dL mmol/L · glucose mg/dL mmol/L · ammonia umol/L · afp ng/mL · hba1c % · hbvDna [IU]/mL · amylase U/L ukat/L · lipase U/L ukat/L · aptt s · asciticNeutrophils /uL · urineProtein mg/(24.h) g/(24.h) · oxygenationIndex mm[Hg]. */
export type Unit = "mg/dL" | "umol/L" | "g/dL" | "g/L" | "mmol/L" | "1" | "%" | "s" | "10*9/L" | "U/L" | "kU/L" | "ukat/L" | "ng/mL" | "[IU]/mL" | "/uL" | "mm[Hg]" | "mg/(24.h)" | "g/(24.h)" | (string & {});

export type Answer = "yes" | "no" | "unknown" | "not-applicable";

export type Recruitment = "open" | "on-hold" | "closed" | "unknown";

/** A study as an input names it. */
export type StudyInput = string | object;

/** A day, as 2026-11-22. */
export type Day = string;

/** A number as JSON, or its digits as a text. A text keeps every digit, as "2.40"; of a number JavaScript itself keeps no
 * more than that it is 2.4.
 */
export type Digits = string | number;

/** A whole number; how great it may be depends on what it counts. */
export type Whole = number;

/** What a program hands over: one patient and one study. */
export type ScreenInput = {
  /** The id of a built-in study or a study document; the one that ships where it is left out. */
  study?: StudyInput;
  /** The day of screening. */
  asOf?: Day;
  /** The patient. */
  patient: Patient;
  /** The site's enrolment state and its date. */
  enrolment?: Enrolment;
  /** The planned day of the first infusion: gives the visits their dates. */
  firstInfusion?: Day;
};

/** What is left out is unknown; nothing is taken for granted. */
export type Patient = {
  /** Completed years. */
  age?: Whole;
  /** In place of an age. */
  birthDate?: Day;
  /** Sex. */
  sex?: "female" | "male";
  /** Laboratory values by analyte. */
  labs?: { [key in Analyte]?: Lab };
  /** Ascites. */
  ascites?: "none" | "slight" | "moderate";
  /** Encephalopathy. */
  encephalopathy?: "none" | "grade1-2" | "grade3-4";
  /** At least twice in the last 7 days, or 24 hours of CVVHD. */
  dialysis?: boolean;
  /** The bilirubin cut-offs of PBC and PSC in Child-Pugh. */
  cholestatic?: boolean;
  /** By criterion; "yes" means that the registry's sentence is true of this patient. */
  answers?: { [key in string]: Answer };
  /** By criterion: the day of the last event that a criterion with a window of time asks about. */
  events?: { [key in string]: Day };
  /** Body weight in kilograms. */
  weight?: Digits;
  /** By the id of an entry that the study's file defines. */
  entries?: { [key in string]: EntryValue };
};

/** A laboratory value. */
export type Lab = {
  /** A text keeps the digits as they were printed; it may carry a sign, as in "<5.0". */
  value: Digits;
  /** By its UCUM code. */
  unit: Unit;
  /** The day of collection. */
  date?: Day;
  /** Whether somebody looked at a value that looks like a mix-up; without it such a value decides nothing. */
  confirmed?: boolean;
  /** Of a prothrombin time alone: its control in seconds. The time less the control is the prolongation. */
  control?: Digits;
  /** The upper limit of normal of the laboratory, in the unit of the value. */
  uln?: Digits;
  /** The lower limit of normal of the laboratory, in the unit of the value. */
  lln?: Digits;
  /** Values of other days. One that looks like a mix-up counts only where it is confirmed. */
  earlier?: Array<EarlierLab>;
};

/** A laboratory value of another day. */
export type EarlierLab = {
  /** As of a value of today. */
  value: Digits;
  /** By its UCUM code. */
  unit: Unit;
  /** The day of collection. */
  date: Day;
  /** Whether somebody looked at a value that looks like a mix-up. */
  confirmed?: boolean;
};

/** What is given of an entry of the study: the id of an option, an answer or a day as a text; a number with its unit; an
 * answer with the day of the event.
 */
export type EntryValue = string | number | { value: string | number, unit?: string } | { answer: Answer, date?: string };

/** The site's enrolment state and its date. */
export type Enrolment = {
  /** Its day. */
  asOf?: Day;
  /** Whether the study recruits. */
  recruitment?: Recruitment;
  /** How many have been dosed. */
  enrolled?: Whole;
};

/** What a screening gives. */
export type ScreenReport = {
  /** What the criteria come to together. */
  verdict: Verdict;
  /** The scores. */
  scores: Scores;
  /** What was found of each criterion, in the order of the study. */
  criteria: Array<Finding>;
  /** What can be said of the dose group. */
  arm: Arm;
  /** The visits, in the order of the study. */
  schedule: Array<Visit>;
  /** Values that look like a mix-up, or lack their control, and count as unknown for as long as they do. */
  doubtful: Array<Doubtful>;
  /** What to look at again; it decides nothing. */
  warnings: Array<string>;
  /** What this was computed by. */
  provenance: Provenance;
};

/** What the criteria come to together. */
export type Verdict = {
  /** "excluded", "undetermined" or "not-excluded". */
  state: "excluded" | "undetermined" | "not-excluded";
  /** The criteria that exclude. */
  because: Array<string>;
  /** Those of them that exclude for now only: ask again. */
  askAgain?: Array<string>;
  /** Unanswered and able to change the state, most decisive first. */
  toAnswer: Array<string>;
  /** What only the study site can settle. */
  forTheSite: Array<string>;
};

/** The scores. */
export type Scores = {
  /** Child-Pugh. */
  childPugh: Score;
  /** MELD. */
  meld: Score;
  /** MELD-Na. */
  meldNa: Score;
  /** MELD 3.0. */
  meld3: Score;
  /** ALBI. */
  albi: Score;
};

/** A score: settled, or still open. */
export type Score = Settled | Open;

/** A score that is one value. */
export type Settled = {
  /** The value. */
  value: number;
  /** The class or grade. */
  class?: string;
  /** The points by item. */
  points?: { [key in string]: number };
  /** The value before it was rounded. */
  unrounded?: number;
  /** The values as they entered the formula, by analyte. */
  used?: { [key in string]: number };
  /** The values that entered the formula otherwise than they were measured: "floor", "cap" or "dialysis". */
  clamped?: { [key in string]: Clamped };
};

/** How a value entered a formula. */
export type Clamped = "floor" | "cap" | "dialysis";

/** A score of which something is missing. */
export type Open = {
  /** What is missing. */
  missing: Array<string>;
  /** Entered with a sign such as "<", too coarsely to decide. */
  imprecise: Array<string>;
  /** Where the score can lie, whatever is missing. */
  possible: Possible;
};

/** Where a score can lie. */
export type Possible = {
  /** The least. */
  low: number;
  /** The greatest. */
  high: number;
  /** Where everything that the score can be has the same class. */
  class?: string;
  /** The values by the one choice that is still open, as in 28 when dialysis is "yes". */
  byChoice: Array<ByChoice>;
};

/** What a score is by a choice. */
export type ByChoice = {
  /** The entry. */
  when: string;
  /** What is chosen. */
  is: string;
  /** What the score then is. */
  value: number;
};

/** What was found of a criterion. */
export type Finding = {
  /** Its id. */
  id: string;
  /** "inclusion" or "exclusion". */
  kind: "inclusion" | "exclusion";
  /** The registry's bullet, verbatim. */
  text: string;
  /** The part of it that this criterion reads. */
  words: Array<string>;
  /** What was found. */
  state: "passes" | "fails" | "unknown" | "undecidable" | "for-the-site" | "not-applicable";
  /** The reading of the words by which it was found. */
  reading: Reading;
  /** Why. */
  because: string;
  /** The entries that were used. Where it is unknown, also those that it waits for. */
  from: Array<string>;
  /** Of a composed criterion: what its parts give. */
  parts?: Array<Part>;
  /** What the other readings of the same words give. */
  otherReadings: Array<OtherReading>;
  /** Other accepted ways of converting, cutting or counting that decide otherwise. */
  cautions: Array<string>;
  /** How far the value stands from its limit. */
  margin?: Margin;
};

/** A reading of the registry's words. */
export type Reading = {
  /** Its id. */
  id: string;
  /** Whether it departs from what the words say. */
  departsFromText: boolean;
};

/** What another reading gives. */
export type OtherReading = {
  /** Its id. */
  id: string;
  /** Whether it departs from what the words say. */
  departsFromText: boolean;
  /** What is found by it. */
  state: "passes" | "fails" | "unknown" | "undecidable" | "for-the-site" | "not-applicable";
  /** Why. */
  because: string;
  /** Of a composed reading: what its parts give. */
  parts?: Array<Part>;
};

/** What a part of a composed criterion gives. */
export type Part = {
  /** Whether it is true of this patient. */
  state: "holds" | "does-not-hold" | "open";
  /** Why. */
  because: string;
  /** Where it is composed itself: what its parts give. */
  parts?: Array<Part>;
};

/** How far a value stands from its limit, in exact digits. */
export type Margin = {
  /** The value. */
  value: string;
  /** The limit. */
  limit: string;
  /** Value less limit. */
  distance: string;
  /** The unit of all three; none for a score. */
  unit?: string;
};

/** What can be said of the dose group. */
export type Arm = {
  /** "closed", "on-hold", "gate-pending", "unknown" or "projected". */
  state: "closed" | "on-hold" | "gate-pending" | "unknown" | "projected";
  /** The statement. */
  why: string;
  /** The group that the count of those enrolled projects. */
  arm?: string;
  /** The place in that group. */
  place?: number;
  /** Of so many. */
  of?: number;
  /** What it takes for granted. */
  assumptions: Array<string>;
};

/** A visit. */
export type Visit = {
  /** Its id. */
  id: string;
  /** Its name. */
  label: string;
  /** What the record leaves open of it. */
  open?: string;
  /** Whether the record itself gives the day. */
  firm: boolean;
  /** Its day, the first infusion being day 1. */
  day?: number;
  /** Its date. */
  date?: string;
  /** The first and the last date by the readings of a date that the record leaves open. */
  between?: [string, string];
};

/** A value that waits for somebody to look at it. */
export type Doubtful = {
  /** The analyte. */
  entry: Analyte;
  /** Why. */
  why: string;
};

/** What a report was computed by. */
export type Provenance = {
  /** The id of the study. */
  study: string;
  /** The checksum of its file. */
  studySha256: string;
  /** The version of the widget. */
  version: string;
  /** The commit that a release was made from, with a plus sign where files were changed since. */
  commit?: string;
  /** The day of that commit. */
  built?: string;
  /** The day of screening. */
  asOf: string;
};

/** What an event tells a host page by default: the verdict's state, the Child-Pugh class, the ALBI grade and the whole
 * MELD, each where it is settled. Nothing else: an unrounded score, a second score beside MELD or what a score can still
 * be gives a laboratory value back to whoever tries numbers (docs/faults.md says what these four give).
 */
export type Summary = {
  /** The id of the study. */
  study: string;
  /** The verdict. */
  verdict: SummaryVerdict;
  /** The scores. */
  scores: SummaryScores;
};

/** The verdict of a summary. */
export type SummaryVerdict = {
  /** "excluded", "undetermined" or "not-excluded". */
  state: "excluded" | "undetermined" | "not-excluded";
};

/** The scores of a summary. */
export type SummaryScores = {
  /** Child-Pugh. */
  childPugh: SummaryClass;
  /** MELD. */
  meld: SummaryValue;
  /** ALBI. */
  albi: SummaryClass;
};

/** The class or grade of a score in a summary. */
export type SummaryClass = {
  /** Nothing until it is settled. */
  class?: string;
};

/** The value of a score in a summary. */
export type SummaryValue = {
  /** A whole number; nothing until it is settled. */
  value?: number;
};

/** What a printout says, each piece of it in one of four lists. */
export type PrintoutReading = {
  /** Each analyte once. */
  found: Array<Printed>;
  /** Values that look like another unit or another test. */
  doubtful: Array<Printed>;
  /** Analytes printed with different values. */
  conflicting: Array<Printed>;
  /** Pieces of the text that were not read. */
  ignored: Array<Unread>;
  /** Completed years. */
  age?: number;
  /** Sex. */
  sex?: "female" | "male";
};

/** A value that is printed. */
export type Printed = {
  /** What was measured. */
  analyte: Analyte;
  /** As printed, with its comparator. */
  value: string;
  /** Nothing where none is printed. */
  unit?: Unit;
  /** Number and unit as printed, where `value` was moved by powers of ten, as 5.8 ×10⁴/µL is 58 ×10⁹/L. */
  printed?: string;
  /** The day, where it is printed with the value. */
  date?: string;
  /** The control printed with a prothrombin time, in seconds. */
  control?: string;
  /** The text that it was read from. */
  source: string;
};

/** A piece of text that was not read. */
export type Unread = {
  /** The text. */
  text: string;
  /** Why, in words. */
  why: string;
  /** The name of that reason. */
  reason: string;
};

/** What a document says of a patient. */
export type FhirReading = {
  /** About what was not taken, or was with a reservation. */
  remarks: Array<FhirRemark>;
  /** In the shape of `ScreenInput.patient`. */
  patient: Patient;
};

/** What was not taken, or was with a reservation. */
export type FhirRemark = {
  /** Such as `entry[3].resource`, or `patient.labs.sodium` for a field that held an entry. */
  path: string;
  /** The reason. */
  message: string;
};

/** A study that is built in. */
export type StudySummary = {
  /** Its id. */
  id: string;
  /** Its title. */
  title: string;
  /** Recruitment status as printed. */
  status: string;
  /** The study site. */
  site: string;
  /** The day on which the registry was read. */
  readOn: string;
  /** The checksum of its file. */
  sha256: string;
};

/** What a study file says wrongly, or says without meaning it. */
export type StudyRemark = {
  /** The field, as in `criteria[3].readings[0].rule`. */
  path: string;
  /** What is wrong and what is accepted, in one English sentence. */
  message: string;
  /** A study with a fault is refused; one with a remark is not. */
  grade: "fault" | "remark";
  /** What a remark is about, such as `always-true` or `contradictory`. */
  about?: string;
  /** The sentence of a remark in Chinese. */
  messageZh?: string;
  /** A patient that shows what a remark says. */
  example?: Array<ExampleValue>;
};

/** A value of a patient that shows what a remark says. */
export type ExampleValue = {
  /** What it is, as in `age`, `labs.albumin` or `scores.childPugh`. */
  entry: string;
  /** The digits, or the name of a choice. */
  value: string;
  /** The unit. */
  unit?: string;
};

/** What stands in the fields, in the shape of the public contract: a field that holds no acceptable value gives its text. */
export type TypedPatient = {
  /** A whole number as a number. */
  age?: TypedAge;
  /** Sex. */
  sex?: "female" | "male";
  /** Laboratory values by analyte. */
  labs?: { [key in Analyte]?: TypedLab };
  /** Ascites. */
  ascites?: "none" | "slight" | "moderate";
  /** Encephalopathy. */
  encephalopathy?: "none" | "grade1-2" | "grade3-4";
  /** Dialysis. */
  dialysis?: boolean;
  /** Answers by criterion. */
  answers?: { [key in string]: Answer };
  /** Days of events by criterion. */
  events?: { [key in string]: string };
  /** Body weight in kilograms. */
  weight?: string;
  /** By the id of an entry that the study's file defines. */
  entries?: { [key in string]: TypedEntry };
};

/** An age as it stands in its field. */
export type TypedAge = number | string;

/** A laboratory value as it stands in its field. */
export type TypedLab = {
  /** The text of the field. */
  value: string;
  /** Nothing where nobody chose one. */
  unit?: Unit;
  /** The day of collection. */
  date?: string;
  /** The control of a prothrombin time. */
  control?: string;
  /** Whether somebody confirmed a value that looks like a mix-up. */
  confirmed?: boolean;
  /** The upper limit of normal of the laboratory, in the unit of the value. */
  uln?: string;
  /** The lower limit of normal of the laboratory, in the unit of the value. */
  lln?: string;
  /** Values of other days. */
  earlier?: Array<TypedEarlier>;
};

/** A laboratory value of another day as it stands in its field. */
export type TypedEarlier = {
  /** The text of the field. */
  value: string;
  /** Nothing where nobody chose one. */
  unit?: Unit;
  /** The day of collection. */
  date?: string;
};

/** An entry of the study as it stands in its field: the id of an option, an answer, a day or a number without a unit as a
 * text; a number with its unit; an answer, empty where nobody chose one, with the day of the event.
 */
export type TypedEntry = string | TypedNumber | TypedAnswer;

/** A number as it stands in its field. */
export type TypedNumber = {
  /** The text of the field. */
  value: string;
  /** Its unit, as the study has it. */
  unit: string;
};

/** An answer with the day of the event. */
export type TypedAnswer = {
  /** The answer; empty where nobody chose one. */
  answer: string;
  /** The text of the field of the day. */
  date: string;
};
