// `screen()` of a finished build, called as a script calls it: what a hospital's own software would rely on.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { changed, patientNobodyExcludes, widget } from "./case.mjs";

const { ready, screen, studies, checkStudy } = widget;

before(() => ready);

test("the patient whom nobody excludes has the scores and the place that follow from the entries", () => {
  const report = screen(patientNobodyExcludes());
  assert.equal(report.verdict.state, "not-excluded");
  assert.deepEqual(report.verdict.because, []);
  assert.equal(report.scores.childPugh.value, 8);
  assert.equal(report.scores.childPugh.class, "B");
  assert.equal(report.scores.meld.value, 15);
  assert.equal(report.arm.state, "projected");
  assert.equal(report.arm.arm, "medium-dose");
  assert.equal(report.arm.place, 2);
  assert.equal(report.arm.of, 8);
  assert.ok(report.arm.assumptions.length > 0, "a projected place says what it takes for granted");
  assert.equal(report.provenance.asOf, "2026-11-22");
  assert.match(report.provenance.studySha256, /^[0-9a-f]{64}$/);
  assert.match(report.provenance.version, /^\d+\.\d+\.\d+$/);
  if (report.provenance.commit) {
    assert.match(report.provenance.commit, /^[0-9a-f]{12}\+?$/);
    assert.match(report.provenance.built, /^\d{4}-\d\d-\d\d$/);
  }
});

test("every criterion of the study has one finding, in the study's order", () => {
  const ids = screen(patientNobodyExcludes()).criteria.map(({ id }) => id);
  const inclusion = ["I1", "I2", "I3", "I4a", "I4b", "I4c", "I4d", "I4e", "I5a", "I5b", "I6", "I7"];
  const exclusion = Array.from({ length: 14 }, (_, index) => `E${index + 1}`);
  assert.deepEqual(ids, [...inclusion, ...exclusion]);
});

test("each report is a caller's own: what one does with it reaches no later one", () => {
  const before = JSON.stringify(screen(patientNobodyExcludes()));
  const report = screen(patientNobodyExcludes());
  for (const criterion of report.criteria) {
    criterion.words.push("more");
    criterion.from.length = 0;
    criterion.text = "";
    criterion.reading.id = "";
  }
  for (const visit of report.schedule) visit.label = "";
  assert.equal(JSON.stringify(screen(patientNobodyExcludes())), before);
});

test("reports of two studies in turn each have the words of their own", () => {
  const study = JSON.parse(readFileSync(new URL("../../src/study/data/nct05442437.json", import.meta.url), "utf8"));
  study.criteria.reverse();
  study.criteria.at(-1).words = ["Aged between 18 and 65"];
  study.schedule[0].label.en = "The first infusion";
  const ours = screen(patientNobodyExcludes());
  for (let turn = 0; turn < 3; turn += 1) {
    const theirs = screen({ ...patientNobodyExcludes(), study });
    assert.deepEqual(theirs.criteria.at(-1).words, ["Aged between 18 and 65"]);
    assert.deepEqual(
      theirs.criteria.map(({ id, kind, text }) => ({ id, kind, text })).reverse(),
      ours.criteria.map(({ id, kind, text }) => ({ id, kind, text })),
    );
    assert.equal(theirs.schedule[0].label, "The first infusion");
    assert.deepEqual(screen(patientNobodyExcludes()), ours);
  }
});

const flips = {
  I1: (patient) => (patient.age = 66),
  I2: (patient) => (patient.answers.I2 = "no"),
  I3: (patient) => (patient.answers.I3 = "no"),
  I4a: (patient) => (patient.labs.albumin.value = 35),
  // At the limit of bilirubin only an INR of 1 keeps MELD at 15.
  I4b: (patient) => {
    patient.labs.bilirubin.value = 170;
    patient.labs.inr.value = 1;
  },
  I4c: (patient) => (patient.labs.prothrombinActivity.value = 30),
  I4d: (patient) => {
    patient.labs.bilirubin.value = 30;
    patient.ascites = "none";
  },
  I4e: (patient) => (patient.labs.inr.value = 1.7),
  I5a: (patient) => (patient.labs.hemoglobin.value = 70),
  I5b: (patient) => (patient.labs.platelets.value = 3),
};
for (let number = 1; number <= 12; number += 1) {
  flips[`E${number}`] = (patient) => (patient.answers[`E${number}`] = "yes");
}

for (const [id, flip] of Object.entries(flips)) {
  // traces: I1..I5b, E1..E12
  // guards: H10
  test(`${id} alone excludes, and is named alone`, () => {
    const { verdict, criteria, arm } = screen(changed(flip));
    assert.equal(verdict.state, "excluded");
    assert.deepEqual(verdict.because, [id]);
    assert.equal(criteria.find((finding) => finding.id === id).state, "fails");
    assert.notEqual(arm.state, "projected");
  });
}

for (const answer of ["yes", "no", "unknown"]) {
  // traces: I6
  // guards: H16
  test(`the transplantation question answered "${answer}" never decides alone`, () => {
    const { verdict } = screen(changed((patient) => (patient.answers.I6 = answer)));
    assert.equal(verdict.state, "not-excluded");
    assert.ok(verdict.forTheSite.includes("I6"));
  });
}

const { patient: complete } = patientNobodyExcludes();
const places = [
  ...Object.keys(complete).filter((key) => key !== "labs" && key !== "answers").map((key) => [key]),
  ...Object.keys(complete.labs).map((key) => ["labs", key]),
  ...Object.keys(complete.answers).map((key) => ["answers", key]),
];
// Sodium and sex enter only the scores that the study does not use.
const beside = new Set(["sex", "labs.sodium"]);

for (const place of places) {
  const name = place.join(".");
  // guards: H4
  test(`without ${name} nothing is taken for granted`, () => {
    const { verdict } = screen(
      changed((patient) => {
        const holder = place.length === 1 ? patient : patient[place[0]];
        delete holder[place.at(-1)];
      }),
    );
    assert.deepEqual(verdict.because, []);
    if (beside.has(name)) {
      assert.equal(verdict.state, "not-excluded");
    } else if (verdict.state === "undetermined") {
      assert.ok(verdict.toAnswer.length > 0, "an undetermined result says what is still to answer");
    } else {
      assert.equal(verdict.state, "not-excluded");
    }
  });
}

// traces: childPugh, meld, meldNa, meld3, albi
// guards: H18
test("without any entry everything is still to ask and no score is given", () => {
  const { verdict, scores } = screen({ patient: {} });
  assert.equal(verdict.state, "undetermined");
  for (const score of Object.values(scores)) {
    assert.equal(score.value, undefined);
    assert.ok(score.missing.length > 0);
  }
});

// traces: E6
// guards: H4
test("an answer that is unknown counts as none", () => {
  const { verdict } = screen(changed((patient) => (patient.answers.E6 = "unknown")));
  assert.equal(verdict.state, "undetermined");
  assert.deepEqual(verdict.toAnswer, ["E6"]);
});

test("digits as a text and as a number are the same value", () => {
  const asText = changed((patient) => (patient.labs.inr.value = "1.50"));
  assert.deepEqual(screen(asText).verdict, screen(patientNobodyExcludes()).verdict);
});

test("the input is left as it was", () => {
  const input = patientNobodyExcludes();
  screen(input);
  assert.deepEqual(input, patientNobodyExcludes());
});

test("the built-in studies are listed, and rubbish is no study", () => {
  const [first] = studies();
  assert.equal(first.id, "NCT05442437");
  for (const rubbish of [{}, [], null, 3, "study", { id: 7 }]) {
    const remarks = checkStudy(rubbish);
    assert.ok(remarks.length > 0);
    for (const remark of remarks) assert.equal(typeof remark.message, "string");
  }
});
