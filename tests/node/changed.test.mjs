// Pages and programs change JavaScript's own functions, before this script or after it: then there is a result, the same as
// ever, or a refusal. Each case runs in a process of its own.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { folderUnderTest, patientNobodyExcludes } from "./case.mjs";

const loader = pathToFileURL(path.join(folderUnderTest, "liver-prescreen.js")).href;
const input = JSON.stringify(patientNobodyExcludes());

/** What a program prints that changes something before or after it imports the calculator. */
function told(before, after) {
  // The program keeps what it needs for itself.
  const program = `
    const input = ${input};
    const { stringify } = JSON;
    const { log } = console;
    ${before}
    const { ready, screen, checkStudy, PrescreenError } = await import(${JSON.stringify(loader)});
    // Where not even loading works, that is a refusal as well, and it must say so.
    const unready = await ready.then(() => undefined, (error) => error);
    if (unready && !(unready instanceof PrescreenError)) throw unready;
    ${after}
    const tell = (work) => {
      try {
        if (unready) throw unready;
        return work();
      } catch (error) {
        return error instanceof PrescreenError ? "refused: " + error.name + ": " + error.message : "thrown: " + error.stack;
      }
    };
    const of = (report) => (typeof report === "string" ? report : [report.verdict.state, report.scores.meld.value,
      report.scores.childPugh.class, report.criteria.length, report.criteria[0].id, report.criteria[0].words[0],
      report.schedule[0].label]);
    const lines = [of(tell(() => screen(input))), of(tell(() => screen({ patient: { age: "old" } }))), tell(() => checkStudy({}).length > 0)];
    delete Array.prototype.toJSON;
    delete Object.prototype.toJSON;
    delete String.prototype.toJSON;
    log("TOLD" + stringify(lines));
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
  const line = stdout.split("\n").find((line) => line.startsWith("TOLD"));
  assert.ok(line, stderr);
  return JSON.parse(line.slice(4));
}

const usual = told("", "");

test("the program tells what it should", () => {
  assert.deepEqual(usual[0].slice(0, 5), ["not-excluded", 15, "B", 26, "I1"]);
  assert.match(usual[1], /^refused: PrescreenError: Expected a whole number/);
  assert.equal(usual[2], true);
});

const PROTOTYPE_JS = `
  Object.prototype.toJSON ??= undefined;
  delete Object.prototype.toJSON;
  Array.prototype.toJSON = function () { return stringify([].concat(this)); };
  String.prototype.toJSON = function () { return '"' + this + '"'; };
  Object.keys = function (object) { const keys = []; for (const key in object) keys[keys.length] = key; return keys; };
  Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };
  Array.prototype.each = function () {};
  Function.prototype.bind = function () { return this; };
  Array.from = function (list) { const made = []; for (let at = 0; at < list.length; at += 1) made[at] = list[at]; return made; };
`;

for (const [what, change] of [
  ["Prototype 1.6", PROTOTYPE_JS],
  ["an Error.prototype that is frozen", "Object.freeze(Error.prototype);"],
  ["frozen prototypes", "for (const of of [Object, Array, Error, String, Function, Number]) Object.freeze(of.prototype);"],
  ["an Object.prototype with members that can be seen", "Object.prototype.seen = () => 1; Array.prototype.also = 2;"],
  ["an Object.prototype with members that are no functions", 'Object.prototype.seen = "x"; Object.prototype.also = { a: 1 };'],
  [
    "an Object.prototype whose setters swallow names",
    `for (const name of ["path", "message", "report", "state", "criteria", "words"])
      Object.defineProperty(Object.prototype, name, { __proto__: null, configurable: true, get() {}, set() {} });`,
  ],
  ["toJSON everywhere", "for (const of of [Object, Array, String, Number, Boolean]) of.prototype.toJSON = () => ({});"],
]) {
  // guards: H20, H25
  test(`with ${what}, before or after, the result is the same`, () => {
    assert.deepEqual(told(change, ""), usual);
    assert.deepEqual(told("", change), usual);
  });
}

const NAMES = `{
  Array: ["map", "filter", "join", "slice", "forEach", "push", "concat", "splice", "some", "includes", "entries", "keys"],
  String: ["replace", "replaceAll", "split", "slice", "includes", "trim", "startsWith", "charCodeAt", "concat", "substring"],
}`;

/** Sets functions of JavaScript to something that gives nothing. */
const hostile = `
  const names = ${NAMES};
  for (const of in names) for (const name of names[of]) globalThis[of].prototype[name] = () => undefined;
  JSON.stringify = () => "{}";
  JSON.parse = () => ({});
  Object.keys = () => [];
  Object.entries = () => [];
  Object.assign = (target) => target;
  Object.hasOwn = () => false;
  Object.getPrototypeOf = () => null;
  Array.isArray = () => false;
  Reflect.get = () => undefined;
  Reflect.apply = () => undefined;
  Math.abs = () => 0;
`;

// guards: H20, H25
test("where hostile functions come after it, the result is the same", () => {
  // What this program itself needs to tell is taken before.
  assert.deepEqual(told("", hostile), usual);
});

for (const change of [
  "JSON.parse = () => ({});",
  "Object.keys = () => [];",
  "Array.isArray = () => false;",
  "Object.defineProperty = (target) => target;",
  "Object.hasOwn = () => false;",
]) {
  // guards: H20, H25
  test(`where "${change}" came before it, nothing is taken for an empty answer`, () => {
    const lines = told(`const own = { parse: JSON.parse }; ${change}`, "JSON.parse = own.parse;");
    for (const [at, line] of lines.entries()) {
      const isUsual = JSON.stringify(line) === JSON.stringify(usual[at]);
      const isRefused = /^refused: PrescreenError: ./.test(line) || (at === 2 && line === true);
      assert.ok(isUsual || isRefused, JSON.stringify(line));
    }
  });
}
