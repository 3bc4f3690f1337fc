// @ts-nocheck
import { keysOf } from "./natives.ts";
import { screen } from "./api.ts";
import { PrescreenError } from "./sentences.ts";

/** What stands in the fields, in the shape of `ScreenInput.patient`. */
export function typed(root) {
  const patient = {};
  const put = (group, name, value) => ((patient[group] ??= {})[name] = value);
  for (const entry of root.querySelectorAll("[data-entry]")) {
    const name = entry.dataset.entry;
    const value = entry.querySelector(entry.localName === "fieldset" ? "input:checked" : "input")?.value;
    if (!value) continue;
    if (entry.querySelector(".units-of")) {
      const unit = entry.querySelector(".unit :checked")?.value ?? entry.querySelector("[data-unit]")?.dataset.unit;
      const lab = unit ? { value, unit } : { value };
      const date = root.getElementById(`${name}-date`)?.value;
      if (date) lab.date = date;
      const control = root.getElementById(`${name}-control`)?.value;
      if (control) lab.control = control;
      if (root.getElementById(`${name}-confirmed`).checked) lab.confirmed = true;
      put("labs", name, lab);
    } else if (name.endsWith("-event")) put("events", name.slice(0, -6), value);
    else if (name === "age") patient.age = /^\d+$/.test(value) ? Number(value) : value;
    else if (name === "dialysis") patient.dialysis = value === "yes";
    else if (/^(?:sex|ascites|encephalopathy)$/.test(name)) patient[name] = value;
    else if (root.getElementById(`${name}-unknown`)) put("answers", name, value);
  }
  return patient;
}

/** Puts a patient into empty fields: all that is said of one, or nothing. */
export function fill(root, patient, study) {
  const said = { ...patient };
  const { birthDate } = said;
  if (birthDate && said.age == null) {
    const now = new Date();
    const day = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    said.age = now.getFullYear() - String(birthDate).slice(0, 4) - (day < String(birthDate).slice(5) ? 1 : 0);
  }
  // The core refuses what it does not accept, and an age that the date of birth does not give.
  screen({ study, patient: typeof patient === "object" && !Array.isArray(patient) ? said : patient });
  if (said.cholestatic) {
    throw new PrescreenError("The form has the usual cut-offs of bilirubin alone: leave this out.", "patient.cholestatic");
  }
  const puts = [];
  const put = (path, id, value) => {
    const input = root.getElementById(id);
    if (input) puts.push([input, String(value)]);
    else if (path) throw new PrescreenError("The form does not ask for this: leave it out.", `patient.${path}`);
  };
  // `screen` has found plain objects there.
  const entries = (group, take) => {
    const held = said[group] ?? {};
    for (const key of keysOf(held)) if (held[key] != null) take(key, held[key]);
  };
  if (said.age != null) put("age", "age", said.age);
  for (const name of ["sex", "ascites", "encephalopathy"]) if (said[name]) put(name, `${name}-${said[name]}`);
  if (said.dialysis != null) put("dialysis", `dialysis-${said.dialysis ? "yes" : "no"}`);
  entries("labs", (name, { value, unit, date, control, confirmed }) => {
    put("", `${name}-unit-${unit}`);
    put(`labs.${name}`, name, value);
    put(`labs.${name}.date`, `${name}-date`, date ?? "");
    if (control != null) put(`labs.${name}.control`, `${name}-control`, control);
    if (confirmed) put("", `${name}-confirmed`);
  });
  entries("answers", (id, answer) => put(`answers.${id}`, `${id}-${answer}`));
  entries("events", (id, day) => put(`events.${id}`, `${id}-event`, day));
  for (const [input, value] of puts) enter(input, value);
}

const isChoice = (field) => field.type === "radio" || field.type === "checkbox";

/** Enters something into a field, as a reader does. */
function enter(field, value) {
  if (isChoice(field)) field.checked = true;
  else field.value = value;
  field.dispatchEvent(new Event(isChoice(field) ? "change" : "input"));
}

/** Everything that stands in fields, accepted or not, by the ids of the fields. */
export function entered(root) {
  const all = [];
  for (const field of root.querySelectorAll("input, textarea:not([readonly])")) {
    if (isChoice(field) ? field.checked : field.value) all.push([field.id, field.value]);
  }
  return all;
}

/** Puts it back into the fields of the same study; what somebody confirmed last, because it stands beside its values. */
export function enterAgain(root, all) {
  for (const isLast of [false, true]) {
    for (const [id, value] of all) {
      const field = root.getElementById(id);
      const stands = !field || (isChoice(field) && field.checked);
      if (!stands && isLast === (field.type === "checkbox")) enter(field, value);
    }
  }
}

