// The build as an npm package: what a bundler and a type checker make of it.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { changed, folderUnderTest, patientNobodyExcludes, widget } from "./case.mjs";

const { ready, screen, studies, checkStudy } = widget;
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

// A program of somebody else's, with the build among its packages.
let program;

before(async () => {
  await ready;
  program = await mkdtemp(path.join(tmpdir(), "liver-prescreen-package-"));
  await mkdir(path.join(program, "node_modules"));
  await symlink(folderUnderTest, path.join(program, "node_modules/liver-prescreen"));
  const packages = path.join(import.meta.dirname, "node_modules");
  for (const name of ["@types", "csstype"]) await symlink(path.join(packages, name), path.join(program, "node_modules", name));
  await writeFile(path.join(program, "package.json"), '{ "type": "module" }');
});

after(() => rm(program, { recursive: true }));

/** What the type checker says of a program. */
async function checked(source, name = "program.ts") {
  await writeFile(path.join(program, name), source);
  const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom"];
  const { stdout } = spawnSync(process.execPath, [tsc, ...options, "--jsx", "react-jsx", "--preserveSymlinks", name], {
    cwd: program,
    encoding: "utf8",
  });
  return stdout;
}

test("the package says what it is", async () => {
  const description = JSON.parse(await readFile(path.join(folderUnderTest, "package.json"), "utf8"));
  assert.equal(description.name, "liver-prescreen");
  assert.equal(description.license, "MIT OR Apache-2.0");
  assert.equal(description.version, screen({ patient: {} }).provenance.version);
  for (const file of ["LICENSE-MIT", "LICENSE-APACHE", description.types, ...description.sideEffects]) {
    assert.ok((await readFile(path.join(folderUnderTest, file))).length > 100, file);
  }
});

test("a program imports it by its name", () => {
  const script = `
    import { ready, screen } from "liver-prescreen";
    import.meta.resolve("liver-prescreen/frame");
    await ready;
    console.log(screen({ patient: { age: 70 } }).verdict.state);`;
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: program, encoding: "utf8" });
  assert.equal(said.trim(), "excluded");
});

test("what the module returns has the types that are declared, and no field more", async () => {
  // A literal is checked for fields that the type does not have.
  const inputs = [
    { patient: {} },
    patientNobodyExcludes(),
    changed((patient) => delete patient.labs.inr),
    changed((patient) => (patient.labs.bilirubin.value = "<5")),
    changed((patient) => ((patient.labs.sodium.value = 145), (patient.dialysis = true))),
    changed((patient, input) => ((patient.age = 70), (input.firstInfusion = "2026-12-01"))),
    changed((patient) => (patient.events = { E3: "2026-10-01" })),
    ...["open", "on-hold", "closed", "unknown"].flatMap((recruitment) =>
      [8, 9, 24].map((enrolled) => changed((_, input) => (input.enrolment = { recruitment, enrolled })))),
  ];
  const literal = (type, value) => `${type} = ${JSON.stringify(value)};`;
  const lines = [
    'import type * as lp from "liver-prescreen";',
    ...inputs.map((input, index) => literal(`export const input${index}: lp.ScreenInput`, input)),
    ...inputs.map((input, index) => literal(`export const report${index}: lp.ScreenReport`, screen(input))),
    literal("export const all: lp.StudySummary[]", studies()),
    literal("export const remarks: lp.StudyRemark[]", checkStudy({ id: 7 })),
  ];
  assert.equal(await checked(lines.join("\n")), "");
  // And a fault would have been found.
  const wrong = literal("export const wrong: lp.ScreenReport", { ...screen({ patient: {} }), made: "up" });
  assert.match(await checked(lines[0] + wrong), /made.* does not exist in type 'ScreenReport'/);
});

test("a host's program is checked against the element", async () => {
  const source = `
    import { PrescreenError, screen } from "liver-prescreen";
    import type { Patient, ScreenReport, Summary } from "liver-prescreen";
    const widget = document.querySelector("liver-prescreen")!;
    const patient: Patient = { age: 52, labs: { inr: { value: "1.5", unit: "1" } } };
    widget.patient = patient;
    widget.patient = null;
    const typed: number | string | undefined = widget.patient.age;
    widget.study = "NCT05442437";
    widget.study = {};
    widget.enrolment = { asOf: "2026-11-20", recruitment: "open", enrolled: 9 };
    widget.enrolment = "enrolment.json";
    widget.enrolled = 9;
    widget.theme = "dark";
    widget.reset();
    void widget.importFhir({ resourceType: "Bundle" }).then((remarks) => console.log(remarks[0]?.path, remarks[0]?.message));
    widget.addEventListener("prescreen-change", ({ detail }) => {
      const summary: Summary | ScreenReport = detail;
      console.log(summary.verdict.state, summary.scores.meld, typed);
    });
    widget.addEventListener("prescreen-error", ({ detail }) => console.log(detail.reason, detail.advice));
    try {
      screen({ patient });
    } catch (error) {
      if (error instanceof PrescreenError) console.log(error.path);
    }
    // @ts-expect-error
    widget.patient = { age: "old" };
    // @ts-expect-error
    widget.theme = "pink";
    // @ts-expect-error
    widget.enrolment = { recruitment: "yes" };
    // @ts-expect-error
    widget.importFhir("{}");
    // @ts-expect-error
    widget.filled;
    // @ts-expect-error
    screen({ patient: { sex: "other" } });
  `;
  assert.equal(await checked(source), "");
});

test("the module exports what is declared, and nothing else", async () => {
  const names = (names) => `
    import * as all from "liver-prescreen";
    export const names: Record<keyof typeof all, true> = ${JSON.stringify(Object.fromEntries(names.map((name) => [name, true])))};`;
  const exported = Object.keys(widget);
  assert.equal(await checked(names(exported)), "");
  assert.match(await checked(names([...exported, "made"])), /made/);
  assert.match(await checked(names(exported.slice(1))), /missing/);
});

test("React knows the element, and the script for frames brings the events", async () => {
  const source = (attributes) => `
    import "liver-prescreen";
    import type {} from "liver-prescreen/react";
    import { useRef } from "react";
    import type { LiverPrescreenElement, Patient } from "liver-prescreen";
    const patient: Patient = { age: 52 };
    export function Page() {
      const widget = useRef<LiverPrescreenElement>(null);
      return <liver-prescreen ref={widget} lang="en" className="card" ${attributes}>Loading …</liver-prescreen>;
    }`;
  const right = `patient={patient} enrolment={{ asOf: "2026-11-20", enrolled: 9 }} theme="dark"
    onprescreen-change={({ detail }) => console.log(detail.verdict.state)}
    onprescreen-error={({ detail }) => console.log(detail.path, detail.advice)}`;
  assert.equal(await checked(source(right), "page.tsx"), "");
  assert.match(await checked(source('theme="pink"'), "page.tsx"), /pink/);
  const frame = `
    import "liver-prescreen/frame";
    const frame = document.querySelector("iframe")!;
    frame.addEventListener("prescreen-change", ({ detail }) => console.log(detail.verdict.state));`;
  assert.equal(await checked(frame), "");
});
