// Fills empty fields of a form with what a FHIR document says of a patient.

import type { FhirRemark, Patient } from "../api.d.ts";
import { readFhir, screen } from "./api.ts";
import type { Form } from "./form.ts";
import { API, load } from "./loading.ts";
import { MOST_OF_FHIR, plain } from "./plain.ts";
import { PrescreenError } from "./sentences.ts";

/** Gives what of the document was not taken. */
export async function importFhir(form: Form, document: object): Promise<FhirRemark[]> {
  const { patients } = form;
  const copy = plain(document, "", MOST_OF_FHIR) as object;
  await load(API);
  // Which values are read is the study's to say.
  const isKnown = await form.settled();
  if (form.isAway) throw new PrescreenError("The element is away from the page: put it back first.", "");
  if (!isKnown) throw new PrescreenError("No form stands here, so that nobody knows what the study asks for.", "study");
  const { patient, remarks } = readFhir(copy, form.analytes);
  const held = form.patient as Patient;
  const differs = (name: "sex" | "birthDate") =>
    held[name] != null && patient[name] != null && held[name] !== patient[name];
  if (patients !== form.patients || differs("sex") || differs("birthDate")) {
    throw new PrescreenError("The form holds another patient by now: empty it first.", "patient");
  }
  if (held.age != null && patient.birthDate) {
    // Refused where they contradict each other.
    screen({ patient: { age: held.age, birthDate: patient.birthDate } });
    delete patient.birthDate;
  }
  for (const name of form.add(patient)) {
    remarks.push({ path: `patient.labs.${name}`, message: "The form held an entry already, and keeps it." });
  }
  return remarks;
}
