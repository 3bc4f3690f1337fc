// The case that the Node tests share: a patient whom no listed criterion excludes, with no entry to spare.

import { fileURLToPath, pathToFileURL } from "node:url";
import path from "node:path";

const folder = process.env.DIST_DIR ?? fileURLToPath(new URL("../../dist", import.meta.url));

/** The build under test, as a script imports it. */
export const widget = await import(pathToFileURL(path.resolve(folder, "liver-prescreen.js")).href);

export const folderUnderTest = path.resolve(folder);

const EXCLUSIONS = Array.from({ length: 12 }, (_, index) => `E${index + 1}`);

/** A fresh copy each time, for a test to change. */
export function patientNobodyExcludes() {
  return {
    asOf: "2026-11-22",
    patient: {
      age: 52,
      sex: "female",
      labs: {
        bilirubin: { value: 45, unit: "umol/L" },
        albumin: { value: 29, unit: "g/L" },
        inr: { value: 1.5, unit: "1" },
        prothrombinActivity: { value: 48, unit: "%" },
        creatinine: { value: 78, unit: "umol/L" },
        sodium: { value: 136, unit: "mmol/L" },
        hemoglobin: { value: 102, unit: "g/L" },
        platelets: { value: 58, unit: "10*9/L" },
      },
      ascites: "slight",
      encephalopathy: "none",
      dialysis: false,
      answers: {
        I2: "yes",
        I3: "yes",
        ...Object.fromEntries(EXCLUSIONS.map((id) => [id, "no"])),
      },
    },
    enrolment: { recruitment: "open", enrolled: 9 },
  };
}

/** The case after a change. */
export function changed(change) {
  const input = patientNobodyExcludes();
  change(input.patient, input);
  return input;
}
