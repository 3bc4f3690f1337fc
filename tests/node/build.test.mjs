// The files of a finished build: what a host page relies on, and what a host's server must be able to do with them.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { folderUnderTest, widget } from "./case.mjs";

const read = (name) => readFile(path.join(folderUnderTest, name));
const names = await readdir(folderUnderTest);
const page = String(await read("index.html"));

test("a call before the calculator is loaded says what to wait for", () => {
  const loader = path.join(folderUnderTest, "liver-prescreen.js");
  const script = `
    import { pathToFileURL } from "node:url";
    const { screen } = await import(pathToFileURL(${JSON.stringify(loader)}));
    try { screen({ patient: {} }); } catch (error) { console.log(error.message); }`;
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  assert.match(said, /await the exported promise "ready" before screen\(\)/);
});

test("every address in the page is relative and leads to a file", () => {
  const addresses = [...page.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, address]) => address);
  assert.ok(addresses.length > 3);
  for (const address of addresses) {
    if (/^(?:https?:|mailto:|#)/.test(address)) {
      assert.doesNotMatch(page, new RegExp(`<(?:link|script|img)[^>]*"${address.replaceAll(/[.?]/g, "\\$&")}"`));
    } else {
      assert.match(address, /^\.\//);
      assert.ok(names.includes(address.slice(2).split("?")[0]), `${address} is not in the build`);
    }
  }
});

test("the page links to the notices of others, and the page in one file carries them", async () => {
  const notices = String(await read("THIRD-PARTY.txt"));
  // A package with its licence, who wrote it, and the words of the licence.
  assert.match(notices, /^leptos [0-9.]+: MIT$/m);
  assert.match(notices, /^.*\bleptos [0-9.]+.*: Greg Johnston$/m);
  assert.match(notices, /Permission is hereby granted, free of charge/);
  assert.match(page, /<a href="\.\/THIRD-PARTY\.txt" target="_blank"/);
  const whole = String(await read("liver-prescreen.html"));
  assert.doesNotMatch(whole, /THIRD-PARTY\.txt"/);
  const carried = /<details><summary>.*?<\/summary><pre[^>]*>(.*?)<\/pre>/s.exec(whole)?.[1];
  assert.equal(carried?.replaceAll("&#64;", "@").replaceAll("&lt;", "<").replaceAll("&amp;", "&"), notices);
});

test("no tag of the page has a style or a handler in it: its policy has a checksum for what else is inline", () => {
  assert.doesNotMatch(page.replaceAll(/<(script|style)[^>]*>[^]*?<\/\1>/g, ""), /\sstyle=|\son[a-z]+=/);
});

test("the page preloads the wasm in the way in which the loader asks for it", () => {
  const preload = page.match(/<link[^>]*rel="preload"[^>]*>/)[0];
  assert.match(preload, /as="fetch"/);
  assert.match(preload, /type="application\/wasm"/);
  assert.match(preload, /\bcrossorigin\b/);
});

test("a hashed name is the hash of the file's own bytes", async () => {
  const hashed = names.filter((name) => /-[0-9a-f]{16}\.(?:js|css|txt|wasm)$/.test(name));
  assert.ok(hashed.length >= 3);
  for (const name of hashed) {
    const hash = createHash("sha256").update(await read(name)).digest("hex");
    assert.ok(name.includes(hash.slice(0, 16)), name);
  }
});

test("each file that is served has copies that unpack to the same bytes", async () => {
  const served = names.filter((name) => /\.(?:js|css|txt|wasm|html)$/.test(name));
  for (const name of served) {
    const bytes = await read(name);
    assert.ok(bytes.equals(brotliDecompressSync(await read(`${name}.br`))), `${name}.br`);
    assert.ok(bytes.equals(gunzipSync(await read(`${name}.gz`))), `${name}.gz`);
  }
});

test("integrity.json names every file with its checksums", async () => {
  const checksums = JSON.parse(await read("integrity.json"));
  const files = (await readdir(folderUnderTest, { withFileTypes: true })).filter((entry) => entry.isFile());
  for (const { name } of files) {
    if (name === "integrity.json") continue;
    const bytes = await read(name);
    assert.deepEqual(
      checksums[name],
      {
        bytes: bytes.length,
        sha256: createHash("sha256").update(bytes).digest("hex"),
        sha384: `sha384-${createHash("sha384").update(bytes).digest("base64")}`,
      },
      name,
    );
  }
});

test("the build tells nothing of the machine that made it", async () => {
  for (const name of names.filter((name) => /\.(?:js|css|wasm|html|json)$/.test(name))) {
    assert.doesNotMatch((await read(name)).toString("latin1"), /\.cargo\/|\/home\/|\/root\/|\/Users\//, name);
  }
});

test("a content network has nothing to defer and nothing to take for an address", async () => {
  for (const name of names.filter((name) => name.endsWith(".html"))) {
    const text = String(await read(name));
    const tags = text.match(/<script\b[^>]*>/g);
    assert.ok(tags.length > 0, name);
    // It stands before the address, or it is not seen.
    for (const tag of tags) {
      assert.match(tag, /^<script data-cfasync="false"(?:>| crossorigin src="\.\/language-| type="module"(?: src=|>))/, name);
    }
    assert.doesNotMatch(text, /[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/, name);
  }
});

test("a bundler finds nothing in a script that only Node has", async () => {
  // No bundler is given the page's own script, which asks for the one that the page has loaded.
  for (const name of names.filter((name) => name.endsWith(".js") && !name.startsWith("page-"))) {
    assert.doesNotMatch(String(await read(name)), /\bimport\s*\(|\bimport\s*["']|from\s*["']node:|\brequire\s*\(/, name);
  }
});

test("the page holds the form of the shipped study with nothing entered, and names no day", async () => {
  const [, form] = page.match(/<template shadowrootmode="open">([^]*?)<\/template>/);
  for (const text of [form, ...(await Promise.all(names.filter((name) => /^form-.*\.txt$/.test(name)).map(async (name) => String(await read(name)))))]) {
    assert.match(text, /<div class="widget[^>]* data-prerendered="[^"]+"/);
    assert.match(text, /<input id="age"/);
    assert.doesNotMatch(text, /<input[^>]*\s(?:checked|value="\d)/);
    assert.doesNotMatch(text, /<button(?! disabled)/);
  }
});
