// What programs read: the text of a printout, and a FHIR document.

import assert from "node:assert/strict";
import { test } from "node:test";
import { widget } from "./case.mjs";

const { PrescreenError, readFhir, readPrintout, ready, screen } = widget;
await ready;

const observation = (code, value, unit) => ({
  resource: {
    resourceType: "Observation",
    status: "final",
    code: { coding: [{ system: "http://loinc.org", code }] },
    effectiveDateTime: "2026-11-20",
    valueQuantity: { value, system: "http://unitsofmeasure.org", code: unit },
  },
});

test("a printout gives its values, and every other piece of it with the reason", () => {
  const read = readPrintout("性别：女 年龄：52岁\nTBIL 45.2 μmol/L\nHb 10.2 g/L\nINR 1.3 → 2.1\nPLT 5.8 万/µL 15.0-35.0");
  assert.deepEqual(
    read.found.map(({ analyte, value, unit }) => [analyte, value, unit]),
    [["bilirubin", "45.2", "umol/L"], ["platelets", "58", "10*9/L"]],
  );
  assert.equal(read.found[1].printed.startsWith("5.8 万"), true);
  assert.deepEqual(read.doubtful.map(({ analyte }) => analyte), ["hemoglobin"]);
  assert.deepEqual([read.age, read.sex], [52, "female"]);
  const course = read.ignored.find(({ text }) => text.includes("2.1"));
  assert.ok(course.why.length > 3, "a reason in words");
  assert.equal(typeof course.reason, "string");
});

test("what is no text is refused, and nothing of it is read", () => {
  for (const rubbish of [undefined, null, 5, ["INR 1.5"], { text: "INR 1.5" }]) {
    assert.throws(() => readPrintout(rubbish), PrescreenError);
  }
  assert.deepEqual(readPrintout("").found, []);
});

test("what readFhir gives goes into screen as it is", () => {
  const { patient, remarks } = readFhir({
    resourceType: "Bundle",
    type: "collection",
    entry: [observation("1751-7", "29.0", "g/L"), observation("2947-0", 131, "mmol/L"), observation("14682-9", 5, "{x}")],
  });
  assert.deepEqual(patient.labs.albumin, { value: "29.0", unit: "g/L", date: "2026-11-20" });
  assert.equal(patient.labs.sodium.value, "131");
  assert.ok(remarks.some(({ path }) => path === "entry[2].resource"), JSON.stringify(remarks));
  assert.equal(screen({ asOf: "2026-11-22", patient }).criteria.find(({ id }) => id === "I4a").state, "passes");
  assert.throws(() => readFhir({ resourceType: "Medication" }), PrescreenError);
});
