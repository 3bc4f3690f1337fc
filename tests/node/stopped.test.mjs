// After an internal error: what an old memory could answer is doubtful, so nothing is answered.

import assert from "node:assert/strict";
import { test } from "node:test";
import { patientNobodyExcludes, widget } from "./case.mjs";

const { checkStudy, ready, screen, studies } = widget;

// guards: H22
test("after an internal error no call gives a result until the calculator is loaded anew", async () => {
  await ready;
  assert.equal(screen(patientNobodyExcludes()).verdict.state, "not-excluded");
  globalThis.__liverPrescreenPanicked("an internal error that this test makes up");
  for (const call of [() => screen(patientNobodyExcludes()), () => studies(), () => checkStudy({})]) {
    assert.throws(call, /Result unavailable: .* must be loaded anew/);
  }
});
