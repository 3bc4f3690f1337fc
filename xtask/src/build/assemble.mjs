// Turns what Trunk stages into what is served: the loader with its names filled in, the widget's style sheet, the form in
// the page, names that are hashes of the final bytes. In development and for a release, so that both take the same path;
// a release is minified as well, goes through wasm-opt, and gets what keeps it strict and on the device.

import { copyFileSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import path from "node:path";
import { bound, counted } from "./glue.mjs";
import { hash, optimised, pack, root, script, sha256, style } from "./small.mjs";

// What only Rust knows: see assemble.rs.
const { staging, release, target, version, study, chinese, schema, forms, types, notices } = JSON.parse(readFileSync(0));

const LOADER = "liver-prescreen.js";
const SINGLE = "liver-prescreen.html";
const CHARSET = '<meta charset="utf-8">';
/** The element of the page, in which the form is put. */
const ELEMENT = "<liver-prescreen data-whole-page>";
const TEMPLATE = '<template shadowrootmode="open">';

const source = (name) => readFileSync(path.join(root, name));
const staged = (name) => readFileSync(path.join(staging, name));
const write = (name, bytes) => writeFileSync(path.join(staging, name), bytes);
const files = () => readdirSync(staging).sort();
/** The name without the hash that Trunk put there. */
const base = (stem) => stem.replace(/-[0-9a-f]{12,}$/i, "");
const integrity = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
/** As a source of a Content Security Policy. */
const allowed = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Writes a file with its hash in the name. */
function hashed(stem, ending, bytes) {
  const name = `${stem}-${hash(bytes)}${ending}`;
  write(name, bytes);
  return name;
}

function once(text, from, to) {
  if (text.split(from).length !== 2) {
    throw new Error(`A page or a manifest must have ${from} exactly once: mend it, or xtask/src/build/assemble.mjs.`);
  }
  return text.replace(from, () => to);
}

/** A binary made small, and the glue that wasm-bindgen wrote for it, which goes into a script. */
async function take(stem) {
  const own = files().filter((name) => name.endsWith("_bg.wasm") && base(name.slice(0, -"_bg.wasm".length)) === stem);
  if (own.length !== 1) throw new Error(`Trunk staged ${own.length} files for ${stem}: keep one link to it in index.html.`);
  const script = own[0].replace("_bg.wasm", ".js");
  let [glue, wasm] = [String(staged(script)), staged(own[0])];
  if (release) {
    [glue, wasm] = counted(glue, wasm);
    wasm = await optimised(wasm, stem, target, stem === "liver-prescreen");
  }
  for (const name of [script, own[0]]) rmSync(path.join(staging, name));
  return { before: own[0], wasm, glue: bound(glue) };
}

/** The same, served beside the loader. */
async function served(stem) {
  const taken = await take(stem);
  return { ...taken, name: hashed(stem, ".wasm", taken.wasm) };
}

/** A part's own style sheet stands in its folder and bears its name. */
function widgetStyle() {
  const parts = readdirSync(path.join(root, "src/ui")).map((part) => `src/ui/${part}/${part}.css`);
  const own = parts.filter((sheet) => existsSync(path.join(root, sheet))).sort();
  const sheets = ["tokens", "widget", "controls"].map((name) => `style/${name}.css`);
  sheets.push(...own, "style/device.css", "style/prepared.css");
  return style(sheets.map((sheet) => String(source(sheet))).join("\n"));
}

// wasm-opt takes one processor for each.
const [form, api, whole] = await Promise.all(
  ["liver-prescreen", "liver-prescreen-api", "liver-prescreen-whole"].map(served),
);
let page = String(staged("index.html")).replaceAll(form.before, form.name);

// What makes of a build an npm package.
for (const [from, to] of [
  ["src/embed/frame.d.ts", "liver-prescreen-frame.d.ts"],
  ["src/embed/react.d.ts", "liver-prescreen-react.d.ts"],
  ["LICENSE-MIT", "LICENSE-MIT"],
  ["LICENSE-APACHE", "LICENSE-APACHE"],
]) {
  copyFileSync(path.join(root, from), path.join(staging, to));
}
write("liver-prescreen.d.ts", types);
write("study.schema.json", schema);
write("liver-prescreen-frame.js", await script("src/embed/frame.ts"));
write("package.json", String(source("src/embed/package.json")).replace("__VERSION__", version));

// The page holds the form with all that it looks like, so that it stands as soon as the page itself has come; hosts, and
// readers of another language, get it as a file behind its style sheet.
const sheet = widgetStyle();
const look = style(["tokens", "page"].map((name) => String(source(`style/${name}.css`))).join("\n"));
page = once(page, ELEMENT, `${ELEMENT}${TEMPLATE}<style>${sheet}</style>${forms.en}</template>`);
// Chooses the language before anything is shown.
const early = (await script("src/page/early.ts", { format: "iife" })).trimEnd();
page = once(page, "</title>", `</title>\n<script data-cfasync="false">${early}</script>\n<style>${look}</style>`);
const beside = {
  FORM_WASM: [form.name, form.wasm],
  API_WASM: [api.name, api.wasm],
  WHOLE_WASM: [whole.name, whole.wasm],
  CHINESE: [hashed("zh-CN", ".txt", chinese), chinese],
  PREPARED_EN: [hashed("form-en", ".txt", sheet + forms.en), sheet + forms.en],
  PREPARED_ZH: [hashed("form-zh-CN", ".txt", sheet + forms["zh-CN"]), sheet + forms["zh-CN"]],
};
const define = { STUDY: JSON.stringify(study) };
for (const [key, [name, bytes]] of Object.entries(beside)) {
  define[key] = JSON.stringify(`./${name}`);
  define[`${key.replace("_WASM", "")}_INTEGRITY`] = JSON.stringify(integrity(bytes));
}
const made = { "glue.js": form.glue, "api-glue.js": api.glue, "whole-glue.js": whole.glue };
write(LOADER, await script("src/embed/shell/main.ts", { made, define, minify: release }));
if (release) {
  write(SINGLE, await single());
  write("index.html", await sealed());
  write("THIRD-PARTY.txt", notices);
  for (const name of files()) {
    if (/\.(?:js|css|wasm|html|svg|txt|webmanifest)$/.test(name)) pack(path.join(staging, name));
  }
  // SHA-256 as `sha256sum` prints it, SHA-384 as an `integrity` attribute takes it.
  const lines = files().map((name) => {
    const bytes = staged(name);
    return `  "${name}": { "bytes": ${bytes.length}, "sha256": "${sha256(bytes)}", "sha384": "${integrity(bytes)}" }`;
  });
  write("integrity.json", `{\n${lines.join(",\n")}\n}\n`);
} else {
  write("index.html", page);
}

/**
 * A letter for each byte, and bytes written in them, so that Brotli finds what repeats in the wasm: the single file takes
 * 320 kB so, 331 where a byte is the letter of its number, and 372 with base64 of gzip. Small letters stand for
 * themselves; what else is frequent gets a letter of one byte, and none is one that a page or a script would change.
 */
function lettered(bytes) {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] += 1;
  const all = Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code));
  const free = all.filter((letter) => /[ !#%-;=?A-[\]^_{-~\u00c0-\u017f]/.test(letter));
  const alphabet = all.slice(0, 256);
  const isFree = (byte) => byte < 97 || byte > 122;
  const frequent = [...counts.keys()].filter(isFree).sort((a, b) => counts[b] - counts[a] || a - b);
  for (const [at, byte] of frequent.entries()) alphabet[byte] = free[at];
  return { alphabet: alphabet.join(""), letters: Array.from(bytes, (byte) => alphabet[byte]).join("") };
}

/**
 * The whole app in one file that opens from `file://`, from a USB stick and out of an e-mail: no address in it is fetched,
 * and its own policy forbids the network. The policy names the checksums of its two scripts: one chooses the language before
 * anything is shown, the other holds the wasm too. Where a byte of that was changed, nothing runs.
 */
async function single() {
  // The functions for programs are in the wasm of the form.
  const same = 'export * from "./glue.js"; export { default } from "./glue.js";';
  const { alphabet, letters } = lettered(whole.wasm);
  const texts = { "alphabet.txt": alphabet, "whole.wasm.txt": letters, "zh-CN.txt": chinese };
  const carried = { "glue.js": whole.glue, "api-glue.js": same, "whole-glue.js": same, ...texts };
  const all = (await script("src/embed/shell/single.ts", { made: carried, define })).trimEnd();
  if (/<\/script|<!--|\r/i.test(early + all)) throw new Error("The script of the single file would end early in a page.");
  const policy =
    `default-src 'none'; script-src ${allowed(early)} ${allowed(all)} 'wasm-unsafe-eval'; style-src ${allowed(look)} ${allowed(sheet)}; ` +
    "img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'";
  const icon = `<link rel="icon" href="data:image/svg+xml;base64,${source("style/icon.svg").toString("base64")}">`;
  let file = page.replaceAll(/<link.*?>/gs, "").replaceAll(/<script[^>]* src=.*?<\/script>/gs, "");
  // It has no file beside it to link to. Networks on the way rewrite what looks like an address of mail, and the page hides
  // what is in plain "en" from readers of Chinese.
  const words = file.match(/<p data-last><a href="\.\/THIRD-PARTY\.txt"[^>]*>(.*?)<\/a><\/p>/s);
  if (!words) throw new Error("index.html must link to the notices of others.");
  const text = notices.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("@", "&#64;");
  file = once(file, words[0], `<details><summary>${words[1]}</summary><pre lang="en-GB">${text}</pre></details>`);
  file = once(file, CHARSET, `${CHARSET}\n<meta http-equiv="Content-Security-Policy" content="${policy}">`);
  file = once(file, "</head>", `${icon}\n</head>`);
  return once(file, "</body>", `<script data-cfasync="false" type="module">${all}</script>\n</body>`);
}

/**
 * The page of a release: its policy, the checksums of what it loads, the manifest, and the worker with its list of files. In
 * development a worker would serve what was built before.
 */
async function sealed() {
  // Trunk's own hash is of another kind.
  const icon = files().find((name) => name.endsWith(".svg"));
  const iconName = `icon-${hash(staged(icon))}.svg`;
  renameSync(path.join(staging, icon), path.join(staging, iconName));
  let strict = once(page, icon, iconName);
  let manifest = once(String(source("src/page/manifest.webmanifest")), "icon.svg", iconName);
  for (const name of ["icon-192", "icon-512", "icon-maskable"]) {
    manifest = once(manifest, `${name}.png`, hashed(name, ".png", source(`src/page/${name}.png`)));
  }
  write("manifest.webmanifest", manifest);
  // The names of these two are the same in each release, so the page asks for this one's.
  const manifestName = `manifest.webmanifest?${hash(manifest)}`;
  const loaderName = `${LOADER}?${hash(staged(LOADER))}`;

  const tag = (name) =>
    `<script data-cfasync="false" type="module" src="./${name}" integrity="${integrity(staged(name.split("?")[0]))}"></script>`;
  const own = tag(hashed("page", ".js", await script("src/page/page.ts")));
  // Nothing from elsewhere, nothing inline but by its checksum, and of code that is made at run time only wasm.
  const policy =
    `default-src 'none'; script-src 'self' ${allowed(early)} 'wasm-unsafe-eval'; style-src ${allowed(look)} ${allowed(sheet)}; ` +
    "img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";
  strict = once(strict, CHARSET, `${CHARSET}\n<meta http-equiv="Content-Security-Policy" content="${policy}">`);
  // The page's own script comes last: the calculator does not wait for it.
  strict = once(
    strict,
    `<script data-cfasync="false" type="module" src="./${LOADER}"></script>`,
    `<link rel="manifest" href="./${manifestName}">\n${tag(loaderName)}\n${own}`,
  );

  // Every visitor's device keeps those with a checksum in the name. Icons for a home screen come when somebody installs the
  // page.
  const kept = files().filter((name) => /-[0-9a-f]{16}\.(?!png)[^.]*$/.test(name));
  const all = [loaderName, manifestName, ...kept].sort();
  const list = (names) => `{ ${names.map((name) => `"${name}": "${integrity(staged(name.split("?")[0]))}"`).join(", ")} }`;
  // Most visitors bring no study of their own.
  const FILES = list(all.filter((name) => name !== whole.name));
  const RARE = list([whole.name]);
  const id = hash(String(source("src/page/worker.ts")) + strict + FILES + RARE);
  write("sw.js", await script("src/page/worker.ts", { define: { RELEASE: JSON.stringify(id), FILES, RARE } }));
  return once(strict, '<html lang="en">', `<html lang="en" data-release="${id}">`);
}
