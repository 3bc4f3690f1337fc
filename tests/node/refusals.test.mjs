// What `screen()` refuses: every mistake is named with its place, and none is turned into something else.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { runInNewContext } from "node:vm";
import { changed, widget } from "./case.mjs";

const { PrescreenError, checkStudy, ready, screen } = widget;

before(() => ready);

const refusals = [
  ["an unknown analyte", (p) => (p.labs.troponin = { value: 40, unit: "ng/L" }), "patient.labs.troponin", /analyte/i],
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

class Patient {
  age = 52;
}

const throwing = new Proxy(
  {},
  {
    ownKeys() {
      throw new TypeError("45, Mrs Example");
    },
  },
);

const gap = ["a", , "b"];

for (const [what, value, message, step = ""] of [
  ["a big integer", 45n, /BigInt.*52/],
  ["a function", () => 45, /function.*plain data/],
  ["a symbol", Symbol("45"), /symbol.*plain data/],
  ["a text with U+0000", "45\0", /plain data.*U\+0000/],
  ["a map", new Map([["value", 45]]), /Map object.*plain data/],
  ["a set", new Set([45]), /Set object/],
  ["a day as a Date", new Date(), /Date object/],
  ["a number in a box", new Number(45), /Number object/],
  ["bytes", new Uint8Array([45]), /Uint8Array object/],
  ["a promise", Promise.resolve(45), /Promise object/],
  ["an error", new Error("45"), /Error object/],
  ["a regular expression", /45/, /RegExp object/],
  ["an object of a class", new Patient(), /Patient object/],
  ["an object that inherits what it says", Object.create({ value: 45 }), /object.*plain data/],
  ["an object that JavaScript has of its own", Math, /Math object/],
  ["a proxy that throws", throwing, /threw an error/],
  ["a proxy that was revoked", revoked(), /threw an error/],
  ["an accessor that throws", accessor(), /threw an error/, ".unit"],
  ["a list with a gap", gap, /gap/, "[1]"],
  ["a circle", circle, /part of itself/, ".circle"],
  ["what has no end", endless(), /deeper|larger/, null],
]) {
  // guards: H20, H25
  test(`${what} is refused by its name and place, wherever it stands`, () => {
    const { labs } = changed(() => {}).patient;
    for (const [input, place] of [
      [changed((p) => (p.labs.bilirubin = value)), "patient.labs.bilirubin"],
      [changed((p) => (p.answers = value)), "patient.answers"],
      [changed((_, input) => (input.enrolment = { enrolled: value })), "enrolment.enrolled"],
      [changed((_, input) => (input.study = { criteria: [value] })), "study.criteria[0]"],
      [changed((p) => (p.labs = { ...labs, sodium: [[value]] })), "patient.labs.sodium[0][0]"],
      [value, ""],
    ]) {
      assert.throws(
        () => screen(input),
        (error) => {
          assert.ok(error instanceof PrescreenError, String(error));
          assert.match(error.message, message);
          assert.doesNotMatch(error.message, /Mrs Example/);
          if (step !== null) assert.equal(error.path, (place + step).replace(/^\./, ""));
          return true;
        },
      );
    }
    // Whoever has a study checked hears of it in the same way, and nothing is thrown.
    const [remark] = checkStudy({ criteria: value });
    assert.match(remark.message, message);
    if (step !== null) assert.equal(remark.path, `criteria${step}`);
    assert.equal(screen(changed(() => {})).verdict.state, "not-excluded");
  });
}

function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function accessor() {
  return Object.defineProperty({}, "unit", {
    enumerable: true,
    get() {
      throw new RangeError("45, Mrs Example");
    },
  });
}

/** Each part refers twice to the next: small, and without an end for who follows it. */
function endless() {
  let part = {};
  for (let depth = 0; depth < 28; depth += 1) part = { a: part, b: part };
  return part;
}

test("objects without a prototype, frozen ones and proxies of plain ones are plain", () => {
  const input = changed(() => {});
  const bare = (value) => {
    if (Array.isArray(value)) return value.map(bare);
    if (value === null || typeof value !== "object") return value;
    return Object.assign(Object.create(null), Object.fromEntries(Object.entries(value).map(([k, v]) => [k, bare(v)])));
  };
  const deep = (value, wrap) => {
    if (value === null || typeof value !== "object") return value;
    return wrap(Object.fromEntries(Object.entries(value).map(([k, v]) => [k, deep(v, wrap)])));
  };
  const expected = screen(input);
  assert.deepEqual(screen(bare(input)), expected);
  assert.deepEqual(screen(deep(input, Object.freeze)), expected);
  assert.deepEqual(screen(deep(input, (value) => new Proxy(value, {}))), expected);
  const computed = changed((p) => Object.defineProperty(p, "age", { enumerable: true, get: () => 52 }));
  assert.deepEqual(screen(computed), expected);
});

test("a key that changes prototypes is a key like another", () => {
  const input = JSON.parse(JSON.stringify(changed(() => {})).replace('"sex"', '"__proto__":{"age":70},"sex"'));
  assert.throws(() => screen(input), { name: "PrescreenError", path: "patient.__proto__" });
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

// guards: H20
test("of the text of a study file a fault is told with its line and column, and with what is accepted", () => {
  const study = readFileSync(new URL("../../src/study/data/nct05442437.json", import.meta.url), "utf8");
  assert.deepEqual(checkStudy(study).filter(({ grade }) => grade !== "remark"), []);
  const place = (text, part) => {
    const before = text.slice(0, text.indexOf(part)).split("\n");
    return [before.length, before.at(-1).length + 1];
  };
  const told = (from, to) => {
    assert.ok(study.includes(from), from);
    const text = study.replace(from, to);
    const [{ path, message }] = checkStudy(text);
    const [, line, column] = message.match(/\(line (\d+), column (\d+)\)\.$/) ?? [];
    return { path, message, line: Number(line), column: Number(column), expected: place(text, to) };
  };
  for (const [from, to, path, accepted] of [
    ['"min": 18', '"mni": 18', "criteria[0].readings[0].rule.mni", /accepted here: min, max/],
    ['"min": 18', '"min": 70', "criteria[0].readings[0].rule.min", /./],
    ['"analyte": "albumin"', '"analyte": "albumen"', /rule\.analyte$/, /accepted/],
    ['"staleAfterDays": 7', '"staleAfterDays": "7"', "enrolment.staleAfterDays", /Expected a whole number/],
  ]) {
    const fault = told(from, to);
    if (typeof path === "string") assert.equal(fault.path, path);
    else assert.match(fault.path, path);
    assert.match(fault.message, accepted);
    assert.equal(fault.line, fault.expected[0], fault.message);
    assert.ok(fault.column >= fault.expected[1] && fault.column <= fault.expected[1] + to.length, fault.message);
  }
  // Twice the same field, which a program that reads JSON would not notice.
  const twice = told('"min": 18', '"min": 40, "min": 18');
  assert.equal(twice.line, twice.expected[0]);
  const [broken] = checkStudy('{\n  "schema": 2,\n  "id": }');
  assert.match(broken.message, /not valid JSON.*line 3 column 9/);
  // Plain data has no lines.
  assert.doesNotMatch(checkStudy({ schema: 2 })[0].message, /line/);
});
