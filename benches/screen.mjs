// How long one call of `screen()` takes from Node, with reading the input and writing the report: the median over
// batches, one line per patient, for `cargo xtask bench`. It ends with an error where one takes longer than a page that
// screens anew at every keystroke can afford.

import { patientNobodyExcludes, widget } from "../tests/node/case.mjs";

const CALLS = 50;
const BATCHES = 200;
const WARM_UP = 20;
const MOST_MICROSECONDS = 500;

await widget.ready;

const complete = patientNobodyExcludes();
const halfEmpty = patientNobodyExcludes();
for (const name of ["albumin", "inr", "creatinine", "sodium"]) delete halfEmpty.patient.labs[name];
for (const name of ["sex", "dialysis", "encephalopathy"]) delete halfEmpty.patient[name];

const cases = [
  { name: "a complete patient", input: complete, times: [] },
  { name: "a half-empty form", input: halfEmpty, times: [] },
  { name: "an empty form", input: { patient: {} }, times: [] },
];

// In turn, so that what else the machine does falls on all alike.
for (let batch = 0; batch < WARM_UP + BATCHES; batch += 1) {
  for (const { input, times } of cases) {
    const start = process.hrtime.bigint();
    for (let call = 0; call < CALLS; call += 1) widget.screen(input);
    if (batch >= WARM_UP) times.push(Number(process.hrtime.bigint() - start) / 1000 / CALLS);
  }
}

for (const { name, times } of cases) {
  const median = times.sort((a, b) => a - b)[times.length / 2];
  console.log(`screen() from Node, ${name}: ${median.toFixed(1)} µs (at most ${MOST_MICROSECONDS})`);
  if (median > MOST_MICROSECONDS) process.exitCode = 1;
}
