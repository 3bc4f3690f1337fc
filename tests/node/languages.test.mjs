// The second file of a build: Chinese, for those who ask for it, checked like the wasm.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { folderUnderTest } from "./case.mjs";

const names = await readdir(folderUnderTest);
const loader = await readFile(path.join(folderUnderTest, "liver-prescreen.js"), "utf8");
const source = (file) => readFile(fileURLToPath(new URL(`../../src/${file}`, import.meta.url)), "utf8");

async function chinese() {
  const [name, ...others] = names.filter((name) => /^zh-CN-[0-9a-f]{16}\.txt$/.test(name));
  assert.ok(name, "the build has a file of Chinese words");
  assert.deepEqual(others, []);
  return { name, bytes: await readFile(path.join(folderUnderTest, name)) };
}

test("the file of Chinese words is named by its own bytes", async () => {
  const { name, bytes } = await chinese();
  const hash = createHash("sha256").update(bytes).digest("hex");
  assert.equal(name, `zh-CN-${hash.slice(0, 16)}.txt`);
});

test("the loader asks for this file and no other, and checks it", async () => {
  const { name, bytes } = await chinese();
  assert.ok(loader.includes(`./${name}`));
  assert.ok(loader.includes(`sha384-${createHash("sha384").update(bytes).digest("base64")}`));
});

test("the page does not ask for it before a reader does", async () => {
  const { name } = await chinese();
  const page = await readFile(path.join(folderUnderTest, "index.html"), "utf8");
  assert.ok(!page.includes(name));
});

test("every Chinese text stands in the file, and the wasm holds none of them", async () => {
  const { bytes } = await chinese();
  const lines = new Set(String(bytes).split("\n"));
  const catalogue = (await source("words/zh.rs")) + (await source("words/page_zh.rs")) + (await source("words/basis_zh.rs"));
  const texts = [...catalogue.matchAll(/"([^"\n]*[\u4e00-\u9fff][^"\n]*)"/g)].map(([, text]) => text);
  const study = JSON.parse(await source("study/data/nct05442437.json"));
  (function walk(value) {
    if (typeof value?.["zh-CN"] === "string") texts.push(value["zh-CN"]);
    if (value && typeof value === "object") Object.values(value).forEach(walk);
  })(study);
  assert.ok(texts.length > 400, `${texts.length} texts`);
  const own = names.find((name) => /^liver-prescreen-[0-9a-f]{16}\.wasm$/.test(name));
  const wasm = await readFile(path.join(folderUnderTest, own));
  // A printout is read by the names that Chinese laboratories print, in either language.
  const printed = (await source("exchange/printout/names.rs")).split(/["\s]+/);
  for (const text of texts) {
    assert.ok(lines.has(text), text);
    if (text.length > 6 && !printed.includes(text)) assert.ok(!wasm.includes(text), `${text} stands in the wasm`);
  }
});
