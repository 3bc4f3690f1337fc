// The file that the widget fetches once it stands: texts that people read and that no result holds.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { folderUnderTest, patientNobodyExcludes, widget } from "./case.mjs";

const names = await readdir(folderUnderTest);
const [name, ...others] = names.filter((name) => /^details-[0-9a-f]{16}\.txt$/.test(name));
const bytes = await readFile(path.join(folderUnderTest, name));
const texts = String(bytes).trimEnd().split("\n").slice(1);
const wasm = await readFile(path.join(folderUnderTest, names.find((name) => name.endsWith(".wasm"))));

test("the file is named by its own bytes", () => {
  assert.deepEqual(others, []);
  assert.equal(name, `details-${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}.txt`);
});

test("the loader asks for this file and checks it, and the page does not", async () => {
  const loader = await readFile(path.join(folderUnderTest, "liver-prescreen.js"), "utf8");
  assert.ok(loader.includes(`./${name}`));
  assert.ok(loader.includes(`sha384-${createHash("sha384").update(bytes).digest("base64")}`));
  const page = await readFile(path.join(folderUnderTest, "index.html"), "utf8");
  assert.ok(!page.includes(name));
});

test("every English text of the study stands in the wasm or in the file", async () => {
  const source = fileURLToPath(new URL("../../src/study/data/nct05442437.json", import.meta.url));
  const study = [];
  (function walk(value) {
    if (typeof value === "string") study.push(value);
    else for (const [key, inner] of Object.entries(value ?? {})) if (key !== "zh-CN") walk(inner);
  })(JSON.parse(await readFile(source, "utf8")));
  assert.ok(study.length > 500, `${study.length} texts`);
  const later = new Set(texts);
  for (const text of study) {
    if (later.has(text)) assert.ok(text.length < 20 || !wasm.includes(text), `${text} stands twice`);
    else assert.ok(wasm.includes(text), `${text} stands nowhere`);
  }
});

test("the words of the basis stand in the file alone", async () => {
  const catalogue = await readFile(fileURLToPath(new URL("../../src/words/basis_en.rs", import.meta.url)), "utf8");
  const basis = [...catalogue.matchAll(/"([^"\n]{20,})"/g)].map(([, text]) => text);
  assert.ok(basis.length > 30, `${basis.length} texts`);
  for (const text of basis) {
    assert.ok(texts.includes(text), text);
    assert.ok(!wasm.includes(text), `${text} stands in the wasm`);
  }
});

test("a result is there without the file and holds none of its texts", async () => {
  await widget.ready;
  const report = JSON.stringify(widget.screen(patientNobodyExcludes()));
  assert.ok(report.length > 5000);
  for (const text of texts.filter((text) => text.length >= 20)) {
    assert.ok(!report.includes(JSON.stringify(text).slice(1, -1)), text);
  }
  assert.doesNotMatch(report, /""/, "no text is empty");
});
