// What `screen()` refuses: every mistake is named with its place, and none is turned into something else.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { runInNewContext } from "node:vm";
import { changed, widget } from "./case.mjs";

const { PrescreenError, ready, screen } = widget;

before(() => ready);

const refusals = [
  ["an unknown analyte", (p) => (p.labs.ammonia = { value: 40, unit: "umol/L" }), "patient.labs.ammonia", /analyte/i],
  ["a unit of another analyte", (p) => (p.labs.albumin.unit = "umol/L"), "patient.labs.albumin.unit", /g\/dL/],
  ["a missing unit", (p) => delete p.labs.albumin.unit, "patient.labs.albumin.unit", /./],
  ["an unknown criterion", (p) => (p.answers.E15 = "no"), "patient.answers.E15", /criterion/i],
  ["an answer that is none", (p) => (p.answers.E1 = "maybe"), "patient.answers.E1", /yes, no, unknown/],
  ["an unknown degree of ascites", (p) => (p.ascites = "severe"), "patient.ascites", /slight/],
  ["an unknown sex", (p) => (p.sex = "F"), "patient.sex", /female/],
  ["a word for a value", (p) => (p.labs.inr.value = "high"), "patient.labs.inr.value", /digits/],
  ["a negative value", (p) => (p.labs.bilirubin.value = -45), "patient.labs.bilirubin.value", /negative/i],
  ["a value that is not a number", (p) => (p.labs.sodium.value = NaN), "patient.labs.sodium.value", /number/],
  ["an infinite value", (p) => (p.labs.sodium.value = Infinity), "patient.labs.sodium.value", /number/],
  ["a truth value for a value", (p) => (p.labs.sodium.value = true), "patient.labs.sodium.value", /number/],
  ["an age that is not whole", (p) => (p.age = 52.5), "patient.age", /whole/],
  ["a word for dialysis", (p) => (p.dialysis = "no"), "patient.dialysis", /true or false/],
  ["a day that no calendar has", (_, input) => (input.asOf = "2026-02-30"), "asOf", /./],
  ["a date in words", (_, input) => (input.asOf = "22 November 2026"), "asOf", /YYYY-MM-DD/],
  ["a date of birth to come", (p) => ((p.birthDate = "2030-01-01"), delete p.age), "patient.birthDate", /birth/],
  ["more participants than places", (_, input) => (input.enrolment.enrolled = 25), "enrolment.enrolled", /24/],
  ["half a participant", (_, input) => (input.enrolment.enrolled = 2.5), "enrolment.enrolled", /whole/],
  ["an unknown state of recruitment", (_, i) => (i.enrolment.recruitment = "yes"), "enrolment.recruitment", /on-hold/],
  ["an unknown study", (_, input) => (input.study = "NCT00000000"), "study", /NCT05442437/],
  ["a misspelt field", (p) => (p.cirrhosis = true), "patient.cirrhosis", /./],
  ["no patient", (_, input) => delete input.patient, "patient", /./],
];

for (const [what, change, path, message] of refusals) {
  // guards: H20, H25
  test(`${what} is refused at ${path}`, () => {
    assert.throws(
      () => screen(changed(change)),
      (error) => {
        assert.ok(error instanceof PrescreenError, String(error));
        assert.ok(error instanceof Error);
        assert.equal(error.name, "PrescreenError");
        assert.equal(error.path, path);
        assert.match(error.message, message);
        return true;
      },
    );
  });
}

for (const input of [undefined, null, 3, "patient", []]) {
  test(`${JSON.stringify(input)} for an input is refused, and the next call works`, () => {
    assert.throws(() => screen(input), PrescreenError);
    assert.equal(screen(changed(() => {})).verdict.state, "not-excluded");
  });
}

const circle = {};
circle.circle = circle;

for (const [what, value] of [
  ["a big integer", 45n],
  ["a function", () => 45],
  ["a symbol", Symbol("45")],
  ["a text with U+0000", "45\0"],
]) {
  test(`${what} for a value is no plain data`, () => {
    const input = changed((p) => (p.labs.bilirubin.value = value));
    const path = "patient.labs.bilirubin.value";
    assert.throws(() => screen(input), { name: "PrescreenError", path, message: /plain data/ });
  });
}

test("an input that runs in circles is refused", () => {
  assert.throws(() => screen(circle), { name: "PrescreenError", message: /deeper/ });
});

test("a number that crosses is the very number", () => {
  for (const value of [45, 45.1, 45.12345678, 6.5]) {
    const [typed, written] = [value, String(value)].map((value) =>
      screen(changed((p) => (p.labs.bilirubin.value = value))),
    );
    assert.deepEqual(typed, written, `${value}`);
  }
});

test("what another window made is taken as one's own", () => {
  const input = changed(() => {});
  const foreign = runInNewContext(`(${JSON.stringify(input)})`);
  assert.deepEqual(screen(foreign), screen(input));
});

test("a host's own error goes through, and the next call works", () => {
  const input = changed((p) =>
    Object.defineProperty(p, "sex", {
      enumerable: true,
      get() {
        throw new TypeError("not today");
      },
    }),
  );
  assert.throws(() => screen(input), { name: "TypeError", message: "not today" });
  assert.equal(screen(changed(() => {})).verdict.state, "not-excluded");
});
