// What makes a release the very bytes that were released: policies, checksums, and the worker's list.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { folderUnderTest } from "./case.mjs";

const read = (name) => readFile(path.join(folderUnderTest, name));
const checksum = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
const page = String(await read("index.html"));
const single = String(await read("liver-prescreen.html"));
const worker = String(await read("sw.js"));

const policy = (page) => page.match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/)[1];

/** That a page has so many scripts, or style sheets, in it, and that its policy names the checksum of each. */
function allows(page, tag, count) {
  const inside = [...page.matchAll(new RegExp(`<${tag}(?![^>]* src=)[^>]*>([^]*?)</${tag}>`, "g"))];
  assert.equal(inside.length, count, tag);
  const [, allowed] = policy(page).match(new RegExp(`${tag}-src ([^;]*)`));
  for (const [, text] of inside) assert.ok(allowed.includes(`'sha256-${createHash("sha256").update(text).digest("base64")}'`), tag);
}

test("the page names the checksum of each script that it loads, and loads no style sheet", async () => {
  const tags = [...page.matchAll(/<script[^>]* src=[^>]*>/g)].map(([tag]) => tag);
  assert.equal(tags.length, 2);
  assert.doesNotMatch(page, /<link rel="stylesheet"/);
  for (const tag of tags) {
    const [, name] = tag.match(/(?:src|href)="\.\/([^"?]*)/);
    assert.equal(tag.match(/integrity="([^"]*)"/)?.[1], checksum(await read(name)), name);
  }
});

test("the policy of the page allows its own files and wasm, and stands before all that it applies to", () => {
  const said = policy(page);
  assert.match(said, /default-src 'none'/);
  assert.match(said, /script-src 'self' 'sha256-[^' ]*' 'wasm-unsafe-eval';/);
  allows(page, "script", 1);
  allows(page, "style", 2);
  assert.doesNotMatch(said, /unsafe-inline|unsafe-eval'? *'unsafe|'unsafe-eval'|https?:|\*/);
  assert.ok(page.indexOf("Content-Security-Policy") < page.search(/<(?:link|script|style)/));
});

test("the loader names the checksum of each wasm, of the file of Chinese words and of each form", async () => {
  const loader = String(await read("liver-prescreen.js"));
  const names = [...loader.matchAll(/"\.\/([^"]*\.(?:wasm|txt))"/g)].map(([, name]) => name);
  assert.equal(new Set(names).size, 6);
  for (const name of names) assert.ok(loader.includes(checksum(await read(name))), name);
});

test("the worker keeps everything that the page and the loader name, each with its checksum", async () => {
  const listed = [...worker.matchAll(/"([^"]+)":"(sha384-[^"]+)"/g)];
  for (const [, name, integrity] of listed) assert.equal(integrity, checksum(await read(name.split("?")[0])), name);
  const names = listed.map(([, name]) => name);
  const loader = String(await read("liver-prescreen.js"));
  const needed = [...page.matchAll(/<(?:link|script)[^>]*(?:src|href)="\.\/([^"]*)"/g), ...loader.matchAll(/"\.\/([^"]*\.(?:wasm|txt))"/g)];
  for (const [, name] of needed) assert.ok(names.includes(name), name);
});

test("the page says of which release it is, as its worker does", () => {
  const [, release] = page.match(/<html [^>]*data-release="([0-9a-f]{16})"/);
  assert.ok(worker.includes(`"${release}"`));
});

test("the single file runs two scripts and two style sheets, by their checksums, and fetches nothing", () => {
  const said = policy(single);
  assert.match(said, /default-src 'none'/);
  assert.match(said, /connect-src 'none'/);
  assert.doesNotMatch(said, /unsafe-inline|'unsafe-eval'|'self'|https?:|\*/);
  allows(single, "script", 2);
  allows(single, "style", 2);
  const outside = single.replaceAll(/<(script|style)[^>]*>[^]*?<\/\1>/g, "");
  for (const [, address] of outside.matchAll(/<(?:link|script|img)[^>]*(?:src|href)="([^"]*)"/g)) assert.match(address, /^data:/);
});

test("the manifest names icons that are there", async () => {
  const { icons, start_url, scope } = JSON.parse(await read("manifest.webmanifest"));
  assert.deepEqual([start_url, scope], ["./", "./"]);
  assert.equal(icons.length, 4);
  for (const { src, sizes } of icons) {
    const bytes = await read(src.slice(2));
    if (src.endsWith(".png")) assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes, src);
  }
});

test("a program runs no wasm of which a byte was changed", async () => {
  const [, name] = String(await read("liver-prescreen.js")).match(/"\.\/(liver-prescreen-api[^"]*\.wasm)"/);
  const folder = await mkdtemp(path.join(tmpdir(), "liver-prescreen-changed-"));
  try {
    await cp(folderUnderTest, folder, { recursive: true });
    const bytes = await read(name);
    bytes[bytes.length - 1] ^= 1;
    await writeFile(path.join(folder, name), bytes);
    const { ready, screen } = await import(pathToFileURL(path.join(folder, "liver-prescreen.js")));
    await assert.rejects(ready, /is not the file that was released/);
    assert.throws(() => screen({ patient: {} }), /not loaded yet/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
