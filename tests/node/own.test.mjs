// Laboratory values that study files define, in a program that reads many of them.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { widget } from "./case.mjs";

const { checkStudy, ready, readPrintout, screen } = widget;
await ready;
const study = JSON.parse(await readFile(new URL("../fixtures/own-analytes.json", import.meta.url)));
const faults = (file) => checkStudy(file).filter(({ grade }) => grade === "fault");

// guards: H35
test("a key alone is that of the study which was read last", () => {
  const other = structuredClone(study);
  other.analytes.find(({ id }) => id === "il6").printed = ["Marker"];
  const found = (text) => readPrintout(text, ["il6"]).found.length;
  for (const [file, name, no] of [[study, "IL-6", "Marker"], [other, "Marker", "IL-6"], [study, "IL-6", "Marker"]]) {
    assert.deepEqual(faults(file), []);
    assert.equal(found(`${name} 4.2 pg/mL 0-7`), 1);
    assert.equal(found(`${no} 4.2 pg/mL 0-7`), 0);
  }
});

// guards: H24
test("a program that has read more definitions than are kept is told so, and goes on with those that it has", () => {
  let told;
  for (let most = 300; most < 500 && !told; most += 1) {
    const file = structuredClone(study);
    file.analytes[0].units[0].most = `${most}`;
    [told] = faults(file);
  }
  assert.equal(told.path, "analytes[0]");
  assert.match(told.message, /start this program, anew/);
  assert.deepEqual(faults(study), []);
  const patient = { labs: { il6: { value: "4.2", unit: "pg/mL" } } };
  assert.doesNotThrow(() => screen({ study, patient }));
});
