// How long one call of `screen()` takes from Node, with reading the input and writing the report: the median over
// batches, one line per patient, for `cargo xtask bench`.

import { patientNobodyExcludes, widget } from "../tests/node/case.mjs";

const CALLS = 50;
const BATCHES = 200;
const WARM_UP = 20;

await widget.ready;

function medianMicroseconds(input) {
  const times = [];
  for (let batch = 0; batch < WARM_UP + BATCHES; batch += 1) {
    const start = process.hrtime.bigint();
    for (let call = 0; call < CALLS; call += 1) widget.screen(input);
    if (batch >= WARM_UP) times.push(Number(process.hrtime.bigint() - start) / 1000 / CALLS);
  }
  return times.sort((a, b) => a - b)[times.length / 2];
}

const complete = patientNobodyExcludes();
const halfEmpty = patientNobodyExcludes();
for (const name of ["albumin", "inr", "creatinine", "sodium"]) delete halfEmpty.patient.labs[name];
for (const name of ["sex", "dialysis", "encephalopathy"]) delete halfEmpty.patient[name];

console.log(`a complete patient\t${medianMicroseconds(complete).toFixed(1)}`);
console.log(`a half-empty form\t${medianMicroseconds(halfEmpty).toFixed(1)}`);
console.log(`an empty form\t${medianMicroseconds({ patient: {} }).toFixed(1)}`);
