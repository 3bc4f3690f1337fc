// Studies that somebody made to keep a page waiting, or to slip something past it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { patientNobodyExcludes, widget } from "./case.mjs";

const { ready, screen, checkStudy } = widget;

before(() => ready);

const shipped = JSON.parse(await readFile(new URL("../../src/study/data/nct05442437.json", import.meta.url), "utf8"));

/** The shipped study after a change. */
function changed(change) {
  const study = structuredClone(shipped);
  change(study);
  return study;
}

// guards: H21
test("a hostile study is refused within a second, by the linter and by who screens", () => {
  const [criterion] = shipped.criteria;
  const [reading] = criterion.readings;
  const many = (count, item) => Array.from({ length: count }, () => item);
  let deep = "x";
  for (let depth = 0; depth < 5_000; depth += 1) deep = [deep];
  let doubled = ["x"];
  for (let depth = 0; depth < 30; depth += 1) doubled = [doubled, doubled];
  const inCircles = structuredClone(shipped);
  inCircles.arms = inCircles;
  const studies = {
    "10,000 criteria": changed((study) => (study.criteria = many(10_000, criterion))),
    "empty criteria": changed((study) => (study.criteria = many(150_000, {}))),
    "a bullet of 1 MB": changed((study) => (study.printed.inclusion[0] = "x".repeat(1 << 20))),
    "a bullet of 20 MB": changed((study) => (study.printed.inclusion[0] = "x".repeat(2e7))),
    "100,000 readings": changed((study) => (study.criteria[0].readings = many(100_000, reading))),
    "empty readings": changed((study) => (study.criteria = many(200, { ...criterion, readings: many(200, {}) }))),
    "words of one letter": changed((study) => {
      study.printed.inclusion[0] = "a".repeat(200_000);
      study.criteria[0].words = [`${"a".repeat(100_000)}b`];
    }),
    "a million numbers": changed((study) => (study.timing.labsOldDays = many(1e6, 7))),
    "200,000 names": changed((study) => Object.assign(study.registry, Object.fromEntries(many(2e5).map((_, at) => [`k${at}`, null])))),
    "deep": changed((study) => (study.arms = deep)),
    "doubled thirty times": changed((study) => (study.arms = doubled)),
    "in circles": inCircles,
  };
  for (const [name, study] of Object.entries(studies)) {
    const inTime = (work) => {
      const start = performance.now();
      const result = work();
      const time = performance.now() - start;
      assert.ok(time < 1000, `${name}: ${Math.round(time)} ms`);
      return result;
    };
    const remarks = inTime(() => checkStudy(study));
    assert.ok(remarks.length > 0 && remarks.length <= 501, `${name}: ${remarks.length}`);
    for (const { path, message } of remarks) assert.ok(typeof path === "string" && message.length < 1e6, name);
    const screened = () => screen({ ...patientNobodyExcludes(), study });
    inTime(() => assert.throws(screened, { name: "PrescreenError" }, name));
  }
  // And the calculator has come through all of it.
  assert.deepEqual(checkStudy(shipped).filter(({ grade }) => grade === "fault"), []);
  assert.equal(screen(patientNobodyExcludes()).verdict.state, "not-excluded");
});

test("every fault of sense is told at once, with its place", () => {
  const remarks = checkStudy(
    changed((study) => {
      study.registry.source = "http://example.org/";
      study.criteria[0].readings[0].rule = { kind: "age", min: 70, max: 60 };
      study.criteria[1].id = "dialysis";
      study.criteria[2].id = "__proto__";
      study.criteria[3].id = "constructor";
      study.criteria[4].id = "i3\u202e";
      study.arms[1].id = study.arms[0].id;
      study.schedule[1].id = study.schedule[0].id.toUpperCase();
      study.purpose = "";
    }),
  );
  const places = remarks.map(({ path }) => path);
  assert.deepEqual(new Set(places), new Set([
    "purpose",
    "registry.source",
    "criteria[0].readings[0].rule.min",
    "criteria[1].id",
    "criteria[2].id",
    "criteria[3].id",
    "criteria[4].id",
    "arms[0].id",
    "arms[1].id",
    "schedule[0].id",
    "schedule[1].id",
  ]));
  for (const { message } of remarks) assert.match(message, /^[A-Za-z].*\.$/);
});
