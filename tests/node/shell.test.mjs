// The pieces of the shell, each by itself: what a host page meets where a file does not come, or a calculator stops.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { mock, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const shell = fileURLToPath(new URL("../../src/embed/shell/", import.meta.url));

// What wasm-bindgen writes, in the place of which a test may put something.
const GLUE = `
  const call = (name) => (...given) => globalThis.glue[name](...given);
  export const [mount, takeInChinese, checkPatient, checkStudy, field, printout, readFhir, readPrintout, readStudy, screen, studies, write] =
    ["mount", "takeInChinese", "checkPatient", "checkStudy", "field", "printout", "readFhir", "readPrintout", "readStudy", "screen",
     "studies", "write"].map(call);
  export default call("start");
`;

/** Modules of the shell, as fresh as on a page that has just been opened. */
async function fresh(...names) {
  const contents = names.map((name) => `export * from "./${name}.ts";`).join("\n");
  const glue = {
    name: "glue",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /glue\.js$/ }, ({ path }) => ({ path, namespace: "glue" }));
      onLoad({ filter: /./, namespace: "glue" }, () => ({ contents: GLUE }));
    },
  };
  const options = { bundle: true, format: "esm", target: "es2022", write: false, plugins: [glue] };
  const { outputFiles } = await build({ ...options, stdin: { contents, resolveDir: shell, loader: "ts" } });
  const source = `${outputFiles[0].text}\n// ${Math.random()}`;
  return import(`data:text/javascript;base64,${Buffer.from(source).toString("base64")}`);
}

/** What is asked for, and what comes: a stand-in for `fetch`. */
function serve(answer) {
  const asked = [];
  mock.method(globalThis, "fetch", async (url, options) => {
    asked.push({ path: new URL(url).pathname, ...options });
    return answer(asked.length, options);
  });
  return asked;
}

test("the types of the shell, of the page and of its worker hold", () => {
  const typescript = path.dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
  for (const project of [shell, path.join(shell, "../../page")]) {
    const check = [path.join(typescript, "bin/tsc"), "-p", project];
    assert.equal(spawnSync(process.execPath, check, { encoding: "utf8" }).stdout, "");
  }
});

// guards: H36
test("a file that came changed is told from one that did not come, and is asked for anew the next time", async () => {
  const { beside } = await fresh("fetched");
  const file = beside(new URL("https://host.example/a.wasm"), "sha384-x");
  const isThere = serve((_, { integrity }) => {
    if (integrity) throw new TypeError("Failed to fetch");
    return new Response("changed");
  });
  await assert.rejects(file.get(), { message: "/a.wasm: Failed to fetch", changed: true });
  await assert.rejects(file.get(), { changed: true });
  assert.deepEqual(isThere.map(({ cache }) => cache), ["default", "reload", "reload", "reload"]);
  serve(() => new Response("", { status: 404 }));
  await assert.rejects(file.get(), { message: "/a.wasm: HTTP status 404", changed: false });
  serve(() => new Response("released"));
  assert.equal(await (await file.get()).text(), "released");
});

test("a wasm is started once for all who ask, and again only after a failure", async () => {
  const { load, loadFrom, FORM } = await fresh("loading");
  let starts = 0;
  globalThis.glue = {
    async start() {
      starts += 1;
      if (starts === 1) throw new Error("made up");
    },
  };
  const source = { name: "a", id: `a ${Math.random()}`, get: async () => new Response() };
  loadFrom({ form: source, api: source, chinese: source });
  await assert.rejects(load(FORM), /made up/);
  assert.equal(FORM.wasm, undefined);
  await Promise.all([load(FORM), load(FORM), load(FORM)]);
  assert.equal(starts, 2);
});

test("who has the wasm of every study loads no second one for programs", async () => {
  const { load, loadFrom, API, WHOLE } = await fresh("loading");
  let starts = 0;
  globalThis.glue = { start: async () => void (starts += 1) };
  const source = (id) => ({ name: id, id: `${id} ${Math.random()}`, get: async () => new Response("") });
  loadFrom({ form: source("form"), api: source("api"), whole: source("whole"), chinese: source("zh") });
  await load(WHOLE);
  await load(API);
  assert.equal(starts, 1);
  assert.equal(API.wasm, WHOLE.wasm);
});

test("Chinese words of another build are refused, and may be asked for again", async () => {
  const { chineseIsHere, load, loadChinese, loadFrom, FORM } = await fresh("loading");
  const taken = [];
  globalThis.glue = { start: async () => {}, takeInChinese: (text) => taken.push(text) > 1 };
  const source = { name: "zh-CN.txt", id: `b ${Math.random()}`, get: async () => new Response("字") };
  loadFrom({ form: source, api: source, whole: source, chinese: source });
  await load(FORM);
  await assert.rejects(loadChinese(FORM), /zh-CN.txt belongs to another build/);
  assert.equal(chineseIsHere(), false);
  await Promise.all([loadChinese(FORM), loadChinese(FORM)]);
  assert.deepEqual(taken, ["字", "字"]);
  assert.equal(chineseIsHere(), true);
});

const instance = (told) => ({ fail: (...said) => told.push(said) });

// guards: H22
test("what is thrown out of the wasm takes every result away, once, and nothing is called any more", async () => {
  const { guarded, instances, isBroken, watched } = await fresh("containment");
  const told = [];
  for (const _ of [1, 2]) instances.add(instance(told));
  let calls = 0;
  const { work, memory } = watched({
    memory: 7,
    work() {
      calls += 1;
      throw new WebAssembly.RuntimeError("unreachable");
    },
  });
  assert.equal(memory, 7);
  assert.throws(work, /unreachable/);
  assert.equal(isBroken(), true);
  assert.deepEqual(told, [["broken", "unreachable"], ["broken", "unreachable"]]);
  assert.equal(work(), undefined);
  assert.throws(() => guarded(() => "an old score"), /Result unavailable/);
  assert.deepEqual([calls, told.length], [1, 2]);
});

// guards: H22
test("a refusal of the wasm breaks nothing; of any other error only the kind is told", async () => {
  const { guarded, instances, isBroken } = await fresh("containment");
  const told = [];
  instances.add(instance(told));
  const refused = () => {
    throw '{ "path": "patient.age", "message": "Expected a whole number." }';
  };
  assert.throws(() => guarded(refused), { name: "PrescreenError", path: "patient.age", message: "Expected a whole number." });
  assert.deepEqual([isBroken(), told], [false, []]);
  const broken = () => {
    throw new TypeError("bilirubin 45");
  };
  assert.throws(() => guarded(broken), /Result unavailable/);
  assert.deepEqual(told, [["broken", "TypeError"]]);
});

// guards: H22
test("a copy of the shell that comes later knows that the calculator has stopped", async () => {
  const id = `c ${Math.random()}`;
  globalThis.glue = { start: async () => {} };
  const source = { name: "a", id, get: async () => new Response() };
  const [first, second] = [await fresh("loading", "containment"), await fresh("loading", "containment")];
  for (const copy of [first, second]) copy.loadFrom({ form: source, api: source, chinese: source });
  await first.load(first.FORM);
  first.panicked("made up");
  assert.equal(second.isBroken(), false);
  await second.load(second.FORM);
  assert.equal(second.isBroken(), true);
});

/** The page that a published file belongs to. */
function onPage() {
  class Document {
    get baseURI() {
      return "https://host.example/trial/";
    }
  }
  Object.assign(globalThis, { Document, document: new Document(), location: { origin: "https://host.example" } });
  globalThis.self = { origin: "https://host.example" };
}

// guards: H20
test("a published file is of the same origin, of a bounded size and JSON, or is refused with its address", async () => {
  onPage();
  const { published } = await fresh("published");
  const refused = async (answer, why, address = "enrolment.json") => {
    serve(answer);
    const refusal = { name: "PrescreenError", path: "enrolment", again: true, message: why };
    await assert.rejects(published(address, "enrolment"), refusal);
  };
  const says = (text, options) => () => new Response(text, options);
  await refused(says("{}"), "http://: This is no address.", "http://");
  await refused(says("{}"), /^https:\/\/other.example\/: This must be a file of the page's own origin/, "https://other.example/");
  await refused(() => Promise.reject(new Error("offline")), "enrolment.json: Error: offline");
  await refused(says("", { status: 503 }), /HTTP status 503/);
  await refused(says("<html>"), /This is no JSON/);
  await refused(says(`"${"x".repeat(1 << 14)}"`), /larger than 16384 bytes/);
  await refused(says('{ "enrolled": 4, "enrolled": 9 }'), /each once/);
  const elsewhere = Object.defineProperties(new Response("{}"), {
    redirected: { value: true },
    url: { value: "https://other.example/" },
  });
  await refused(() => elsewhere, /the page's own origin/);
  const asked = serve(says('{ "asOf": "2026-11-20", "enrolled": 9 }', { headers: { "liver-prescreen-kept": "5" } }));
  const { value, kept } = await published("enrolment.json", "enrolment");
  assert.deepEqual([value, kept], [{ asOf: "2026-11-20", enrolled: 9 }, "5"]);
  assert.deepEqual(asked, [{ path: "/trial/enrolment.json", mode: "same-origin", cache: "no-cache" }]);
});

// guards: H20
test("an enrolment that was kept says for how long, until the host itself speaks", async () => {
  onPage();
  const { EnrolmentFile } = await fresh("published");
  const file = new EnrolmentFile(() => true, () => changes.push([file.said, file.hours]));
  const changes = [];
  const kept = String(Date.now() - 3 * 3_600_000 - 60_000);
  const asked = serve((turn) =>
    turn === 1
      ? new Response('{ "asOf": "2026-11-20", "enrolled": 4 }', { headers: { "liver-prescreen-kept": kept } })
      : new Response('{ "asOf": "2026-11-24", "enrolled": 9 }'),
  );
  await file.ask("enrolment.json");
  assert.deepEqual(changes, [
    [{ asOf: "2026-11-20", enrolled: 4 }, "3"],
    [{ asOf: "2026-11-24", enrolled: 9 }, undefined],
  ]);
  assert.deepEqual(asked.map(({ cache }) => cache), ["no-cache", "reload"]);
  // What comes for an address that is named no more is not taken.
  const late = file.ask("enrolment.json");
  await file.ask(undefined);
  await late;
  assert.equal(file.said, undefined);
});

test("what follows from a key waits for the frame that shows it, or for whatever is asked next", async () => {
  const { enter, settle, soon } = await fresh("soon");
  const done = [];
  let frame;
  globalThis.requestAnimationFrame = (work) => (frame = work);
  enter(true);
  soon(() => done.push("a"));
  soon(() => done.push("b"));
  await new Promise((next) => setTimeout(next));
  assert.deepEqual(done, []);
  settle();
  assert.deepEqual(done, ["a", "b"]);
  soon(() => done.push("c"));
  frame();
  await new Promise((next) => setTimeout(next, 5));
  assert.deepEqual(done, ["a", "b", "c"]);
  enter(false);
  soon(() => done.push("d"));
  await null;
  assert.deepEqual(done, ["a", "b", "c", "d"]);
});

test("each sentence for a reader stands there in both languages", async () => {
  const { SENTENCES, languageOf } = await fresh("sentences");
  assert.deepEqual(Object.keys(SENTENCES.en), Object.keys(SENTENCES.zh));
  for (const said of Object.values(SENTENCES.zh)) assert.match(said, /\p{Script=Han}/u);
  assert.deepEqual(["zh-CN", "ZH", "zh-Hant", "en", "zhx", "", undefined].map(languageOf), ["zh", "zh", "zh", "en", "en", "en", "en"]);
});
