// The one file that a host page loads. It exists because Rust cannot export a class that extends HTMLElement, and
// because a strict Content Security Policy refuses an inline bootstrap. `cargo xtask assemble` fills in the hashed
// names, the checksum of the wasm and the style sheet, and puts what is imported into this file, so that one checksum
// covers everything that runs.

// One by one: what a bundler writes for everything that a file exports meets with what a page adds to `Object.prototype`.
import startApi, {
  checkStudy as apiCheckStudy,
  readFhir as apiReadFhir,
  readField,
  readPrintout as apiReadPrintout,
  screen as apiScreen,
  studies as apiStudies,
} from "./api-glue.js";
import startForm, { mount, takeInChinese } from "./glue.js";
import { enter as entering, settle } from "./soon.js";
import { brief, stop } from "./watched.js";

const TAG = "liver-prescreen";
const WASM = new URL("./glue_bg.wasm", import.meta.url);
const INTEGRITY = "__WASM_INTEGRITY__";
const API_WASM = new URL("./api_bg.wasm", import.meta.url);
const API_INTEGRITY = "__API_INTEGRITY__";
const CHINESE = new URL("./zh-CN.txt", import.meta.url);
const CHINESE_INTEGRITY = "__CHINESE_INTEGRITY__";
const STYLE = "__WIDGET_CSS__";

const ATTRIBUTES = ["lang", "theme", "share", "units", "study", "enrolled", "recruitment", "as-of", "enrolment"];
const PROPERTIES = ["theme", "share", "units", "study", "enrolled", "recruitment", "asOf", "enrolment", "patient"];

// So long after a host could not be reached it is asked again, where something that was kept stands on the page.
const AGAIN = 60_000;

// The most that is read of a file which a host names, and taken from a script for the calculator.
const LARGEST = { study: 1 << 19, enrolment: 1 << 14, text: 1 << 20 };

// How much of the widget a change concerns.
const SETTINGS = 1;
const ENTRIES = 2;
const EVERYTHING = 3;

// The calculator refuses what is nested deeper, so nothing is read further than one step beyond.
const DEEPEST = 33;

// More members than any study or input has, and than any FHIR document: what refers to the same parts over and over has
// no end otherwise.
const MOST = 200_000;
const MOST_OF_FHIR = 1_000_000;

// So long a page waits for the calculator before it is told that nothing came; what comes later still works.
const PATIENCE = 30_000;

// Pages change JavaScript's own functions, and forms and images that bear the name of a function of the document stand in
// its place. What decides is therefore taken here, once, and called by way of the prototype; `isIntact` tries it out.
const { parse } = JSON;
const { isArray } = Array;
const { defineProperty, getPrototypeOf, hasOwn, keys: keysOf } = Object;
const { apply } = Reflect;
const { slice } = String.prototype;
const tagOf = Object.prototype.toString;

/** A property of a document. */
const of = (page, name) => Reflect.get(Document.prototype, name, page);

const make = (tag) => apply(Document.prototype.createElement, document, [tag]);

const SENTENCES = {
  en: {
    title: "Liver Prescreen",
    unloaded: "The calculator could not be loaded. Check the connection, then reload the page.",
    changed:
      "A file of the calculator came changed and was not run: a proxy or content network on the way may have changed it. " +
      "Reload the page; if that does not help, tell whoever runs it.",
    broken: "Result unavailable. Reload the page and enter the values again; do not use a result shown before.",
    refused: "The calculator cannot start with the settings of this page:",
    retry: "Try again",
  },
  zh: {
    title: "肝病研究预筛",
    unloaded: "计算器无法加载。请检查网络连接，然后重新加载页面。",
    changed: "计算器的一个文件内容被改动，因此未运行：可能是途中的代理服务器或内容分发网络改动了它。请重新加载页面；如仍无效，请告知本页面的管理者。",
    broken: "结果不可用。请重新加载页面并重新输入各项数值；请勿使用先前显示的结果。",
    refused: "计算器无法按本页面的设置启动：",
    retry: "重试",
  },
};

// What whoever runs the page can do.
const ADVICE = {
  unloaded:
    "Serve every file of the build unchanged beside liver-prescreen.js, and where the page has a Content Security " +
    "Policy, let it allow script-src 'wasm-unsafe-eval' and, for that folder, script-src and connect-src.",
  changed:
    "Have the files of the build served as they are: switch off minifying, script rewriting and address obfuscation for " +
    "their folder in the proxy or content network, or send Cache-Control: no-transform with them.",
  broken: "Reload the page. If it happens again, report the cause to the authors of the calculator.",
  refused: "Mend what path names: the element's attribute or property, or the file at that address.",
};

// An event must not repeat what was entered.
const WITHHELD = 'This is not accepted. screen(), or share="full", says why.';

const UNSET =
  "This must be set as a property. A framework that renders before this script has come writes an attribute instead: " +
  "import the script first.";

const CHANGED =
  "This page has changed JavaScript's own functions (those of Array, JSON, Object or String), so that nothing can be read " +
  "with certainty: load this script before the one that does so.";

const STOPPED = "Result unavailable: the calculator stopped after an internal error and must be loaded anew.";

/** An input that the calculator refuses: `path` says where in the input, `message` what to do. */
export class PrescreenError extends Error {
  // Fields, because pages freeze `Error.prototype`, and then nothing can be assigned that it has too.
  name = "PrescreenError";
  path;

  constructor(message, path) {
    super(message);
    this.path = path;
  }
}

let broken = false;
const instances = new Set();

// In a browser an element whose id is `process` goes by that name.
const isNode = apply(tagOf, globalThis.process, []) === "[object process]";

async function source(url, integrity, signal) {
  if (!isNode || url.protocol !== "file:") return fetched(url, integrity, signal);
  // Not by an import, which bundlers would follow.
  const { process } = globalThis;
  if (!process.getBuiltinModule) throw new Error("Node 20.16 or later is needed.");
  const bytes = await process.getBuiltinModule("node:fs/promises").readFile(url);
  const hash = process.getBuiltinModule("node:crypto").createHash("sha384");
  if (integrity && integrity !== `sha384-${hash.update(bytes).digest("base64")}`) {
    throw new Error(`${url.pathname} is not the file that was released`);
  }
  return bytes;
}

/** What did not come, or came damaged: a browser may have kept it so, and is told to ask anew. */
const lost = new Set();

async function fetched(url, integrity, signal) {
  const cache = lost.has(url.href) ? "reload" : "default";
  try {
    // `credentials` is the mode of a preload with `crossorigin`, so that the preloaded bytes are the ones used.
    const response = await fetch(url, { credentials: "same-origin", integrity, cache, signal });
    if (response.ok) return response;
    throw new Error(`HTTP status ${response.status}`);
  } catch (error) {
    lost.add(url.href);
    const told = new Error(`${url.pathname}: ${error.message}`);
    // Browsers do not say that a checksum was wrong. What comes without one is there, and is another file.
    if (integrity) {
      told.changed = await fetch(url, { credentials: "same-origin", cache: "reload", signal }).then(
        ({ ok, body }) => (void body?.cancel(), ok),
        () => false,
      );
    }
    throw told;
  }
}

let chineseIsHere = false;

/** What may be asked for once, by whomever; after a failure it may be asked for again. */
function once(work) {
  let asked;
  return () =>
    (asked ??= work().catch((error) => {
      asked = undefined;
      throw error;
    }));
}

/** The Chinese words, once for all elements. */
const chinese = once(async () => {
  // A page that carries the words itself, such as one that is a single file, says so here.
  const carried = globalThis.__liverPrescreenChinese;
  const text = typeof carried === "string" ? carried : await (await fetched(CHINESE, CHINESE_INTEGRITY)).text();
  if (!guarded(() => FORM.wasm.takeInChinese(text))) throw new Error(`${CHINESE.pathname} belongs to another build`);
});

const isChinese = (tag) => /^zh\b/i.test(tag ?? "");

/** Ends the wait for a file that does not come. */
let waiting = new AbortController();

/** A wasm with its glue. Copies of this file on one page share it: to start it twice would take the memory from under the first. */
const part = (name, init, functions, url, integrity) => ({
  name,
  init,
  functions,
  url,
  integrity,
  shared: Symbol.for(`${TAG} ${url.href}`),
});

/** What an element shows. */
const FORM = part("form", startForm, { mount, takeInChinese }, WASM, INTEGRITY);

/** What programs call, and what a form asks for once it stands: an own wasm, since no first verdict needs it. */
const API = part(
  "api",
  startApi,
  {
    checkStudy: apiCheckStudy,
    readFhir: apiReadFhir,
    readField,
    readPrintout: apiReadPrintout,
    screen: apiScreen,
    studies: apiStudies,
  },
  API_WASM,
  API_INTEGRITY,
);

async function start({ name, init, functions, url, integrity }) {
  await init({ module_or_path: await source(url, integrity, waiting.signal, name) });
  // Started again, a wasm only gives its exports: for whoever looks at its memory.
  functions.default = init;
  return functions;
}

/** Loads one of the two; after a failure it may be called again. */
async function load(part) {
  const started = (globalThis[part.shared] ??= start(part));
  try {
    part.wasm = await started;
    if (part.wasm.isBroken) panicked(STOPPED);
  } catch (error) {
    if (globalThis[part.shared] === started) globalThis[part.shared] = undefined;
    // Nothing of the release may be wrong where the page has changed what loading takes.
    throw isChanged() ? new PrescreenError(CHANGED, "") : error;
  }
}

/** Asks anew for a calculator that has not come. */
function askAnew() {
  waiting.abort();
  waiting = new AbortController();
  for (const part of [FORM, API]) if (!part.wasm) globalThis[part.shared] = undefined;
  prepare();
  for (const instance of instances) instance.retry();
}

function panicked(message) {
  if (broken) return;
  broken = true;
  stop();
  for (const { wasm } of [FORM, API]) if (wasm) wasm.isBroken = true;
  for (const instance of instances) instance.fail("broken", message);
}

// Called by the panic hook in Rust. All instances share one memory, so one panic makes every result doubtful.
const earlier = globalThis.__liverPrescreenPanicked;
globalThis.__liverPrescreenPanicked = (message) => {
  // An element of the page's may go by that name.
  if (typeof earlier === "function") earlier(message);
  panicked(String(message));
};

/** How often the page was left in a way that lets a browser bring it back as it stood. */
let departures = 0;

/** Documents whose windows are listened to. */
const attended = new WeakSet();

/** Does what is due when the window of a document is left, printed or come back to. */
function attend(page) {
  const view = of(page, "defaultView");
  if (!view || attended.has(page)) return;
  attended.add(page);
  const here = (work) => {
    for (const instance of instances) if (instance.page() === page) work(instance);
  };
  // Entries are stored nowhere, so leaving the page asks first.
  view.addEventListener("beforeunload", (event) => here((instance) => instance.filled() && event.preventDefault()));
  // A page that a browser keeps for the way back would keep a patient for whoever goes that way.
  for (const event of ["pagehide", "pageshow"]) {
    view.addEventListener(event, ({ persisted }) => {
      if (!persisted) return;
      departures += 1;
      here((instance) => instance.leave());
    });
  }
  // What goes on paper is put together when a browser comes to print.
  for (const event of ["beforeprint", "afterprint"]) {
    view.addEventListener(event, () => {
      settle();
      here((instance) => instance.paper(event === "beforeprint"));
    });
  }
}

/** Keys that are not typed into a field: a page may be listening for them. */
const NOT_TYPED = /^(?:Escape|Tab|Shift|Control|Alt|AltGraph|Meta|CapsLock|F\d+)$/;

/** A key typed into a field is no shortcut of the page's, which could not tell: it sees the element, and no field. */
function keepTyped(event) {
  const { target, key, ctrlKey, altKey, metaKey } = event;
  const isField = target.localName === "input" || target.localName === "textarea";
  const isCommand = (ctrlKey || altKey || metaKey) && !event.getModifierState?.("AltGraph");
  if (isField && !isCommand && !NOT_TYPED.test(key)) event.stopPropagation();
}

function guarded(work) {
  if (broken) throw new Error(STOPPED);
  try {
    return work();
  } catch (error) {
    if (!broken && typeof error === "string") {
      const { message, path } = parse(error);
      throw new PrescreenError(message, path);
    }
    globalThis.__liverPrescreenPanicked(brief(error));
    throw new Error(STOPPED);
  }
}

const joined = (path, step) => (path ? `${path}.${step}` : step);

/** What can be read of an object: its keys, or the length of a list, or else the name of what it is. */
function shape(value) {
  if (isArray(value)) return { length: value.length };
  const above = getPrototypeOf(value);
  const tag = apply(tagOf, value, []);
  // Plain objects of another window have another prototype.
  const isBare = above === null || (getPrototypeOf(above) === null && hasOwn(above, "hasOwnProperty"));
  if (tag === "[object Object]") return isBare ? { keys: keysOf(value) } : { name: value.constructor?.name || "class" };
  return { name: tag.slice(8, -1) };
}

/**
 * A copy as plain data: what a host changes later, or made to deceive, does not reach the calculator. What is not plain is
 * refused by its name and place, and nothing of it is left out. The sentences hold nothing of what was entered.
 */
function plain(value, path, most = MOST) {
  let members = 0;
  const refuse = (why, at) => {
    throw new PrescreenError(why, at);
  };
  // Proxies, and objects that compute what they hold, may throw what they like.
  const read = (work, at) => {
    try {
      return work();
    } catch {
      return refuse("This threw an error when it was read. Expected plain data, as JSON could hold it.", at);
    }
  };
  const put = (target, key, value) =>
    defineProperty(target, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  const copied = (value, at, above) => {
    members += 1;
    if (members > most) refuse("This is larger than any input.", path);
    switch (typeof value) {
      case "string":
        if (most === MOST && value.length > LARGEST.text) refuse("This is larger than any input.", at);
        for (let index = 0; index < value.length; index += 1) {
          if (value[index] === "\0") refuse("Expected plain data: this text holds the character U+0000.", at);
        }
        return value;
      case "bigint":
        return refuse("This is a BigInt. Expected plain data: write the number as 52 or as \"52\", not as 52n.", at);
      case "function":
      case "symbol":
        return refuse(`This is a ${typeof value}. Expected plain data, as JSON could hold it.`, at);
      case "object":
        return value === null ? null : copyOf(value, at, above);
      default:
        return value;
    }
  };
  const copyOf = (object, at, above) => {
    let depth = 0;
    for (let one = above; one; one = one.above) {
      if (one.object === object) refuse("This is part of itself, and so runs deeper than any input can.", at);
      depth += 1;
    }
    if (depth > DEEPEST) refuse("This runs deeper than any input can.", at);
    const here = { object, above };
    const { keys, length, name } = read(() => shape(object), at);
    if (name) refuse(`This is a ${name} object. Expected plain data: an object as { … }, a list as [ … ].`, at);
    if (keys) {
      const copy = {};
      for (let index = 0; index < keys.length; index += 1) {
        const key = copied(keys[index], at);
        const place = joined(at, key);
        put(copy, key, copied(read(() => object[key], place), place, here));
      }
      return copy;
    }
    const copy = [];
    for (let index = 0; index < length; index += 1) {
      const place = `${at}[${index}]`;
      if (!read(() => hasOwn(object, index), place)) refuse("This list has a gap here: fill it, or close it.", place);
      put(copy, index, copied(read(() => object[index], place), place, here));
    }
    return copy;
  };
  return copied(value, path);
}

const number = new Float64Array(1);
const halves = new Uint32Array(number.buffer);

/** Plain data as one text of tokens, which the calculator takes in at once: see `src/document/tokens.rs`. */
function tokens(value) {
  let text = "";
  const walk = (value) => {
    if (typeof value === "string") text += `"${value}\0`;
    else if (typeof value === "number") {
      number[0] = value;
      text += `#${halves[1]}\0${halves[0]}\0`;
    } else if (typeof value === "boolean") text += value ? "t\0" : "f\0";
    else if (value == null) text += "n\0";
    else if (isArray(value)) {
      text += "[\0";
      for (let index = 0; index < value.length; index += 1) walk(value[index]);
      text += "]\0";
    } else {
      text += "{\0";
      const keys = keysOf(value);
      for (let index = 0; index < keys.length; index += 1) {
        text += `:${keys[index]}\0`;
        walk(value[keys[index]]);
      }
      text += "}\0";
    }
  };
  walk(value);
  // An empty token at the end; nothing reads so far.
  return text;
}

/** As much of a text of tokens as tells that it is too large. */
const atMost = (text) => apply(slice, text, [0, LARGEST.text + 1]);

/** Whether a sample goes in and comes back whole: what this file relies on may be of the page's making. */
function isIntact() {
  const sample = tokens(plain({ a: [1.5, "b", null], c: { d: true } }, ""));
  const back = parse('{"a":[1.5,"b"],"c":{"d":true}}');
  return (
    sample === '{\0:a\0[\0#1073217536\x000\0"b\0n\0]\0:c\0{\0:d\0t\0}\0}\0' &&
    tokens(back) === '{\0:a\0[\0#1073217536\x000\0"b\0]\0:c\0{\0:d\0t\0}\0}\0'
  );
}

function isChanged() {
  try {
    return !isIntact();
  } catch {
    return true;
  }
}

function call(name, value, known) {
  if (!API.wasm) throw new Error(`The calculator is not loaded yet: await the exported promise "ready" before ${name}().`);
  if (broken) throw new Error(STOPPED);
  if (!isIntact()) throw new PrescreenError(CHANGED, "");
  const isFhir = name === "readFhir";
  const copy = plain(value, "", isFhir ? MOST_OF_FHIR : MOST);
  const text = isFhir ? tokens(copy) : atMost(tokens(copy));
  return parse(guarded(() => API.wasm[name](text, known)));
}

/** Resolves once the calculator can be used; rejects with the reason where it could not be loaded. */
export let ready;

/** What the form asks of the other wasm: a printout, or a value as a report prints it, read. */
async function asked(name, ...given) {
  await load(API);
  return tokens(parse(guarded(() => API.wasm[name](...given))));
}

/** Loads what programs call. A form on the page comes first. */
async function loadApi() {
  if (globalThis.document) {
    // Elements connect when this file has run.
    await new Promise((done) => setTimeout(done));
    if (instances.size > 0) await load(FORM).catch(() => {});
  }
  await load(API);
}

function prepare() {
  ready = loadApi();
  ready.catch(() => {});
}

prepare();

/** What a study says whoever the patient is: it is passed on once, for the study that was asked for last. */
let same = { sha256: "" };

export function screen(input) {
  const told = call("screen", input, same.sha256);
  if (told.same) same = told.same;
  const { report } = told;
  const { criteria, schedule } = report;
  for (let at = 0; at < criteria.length; at += 1) criteria[at] = criterion(criteria[at], same.criteria[at]);
  for (let at = 0; at < schedule.length; at += 1) schedule[at] = { ...same.schedule[at], ...schedule[at] };
  return report;
}

/** A criterion of a report: what was found, and what the study says of it. */
function criterion(found, said) {
  const { id, kind, text } = said;
  const words = [];
  for (let at = 0; at < said.words.length; at += 1) words[at] = said.words[at];
  const whole = {
    id,
    kind,
    state: found[0],
    text,
    words,
    reading: found[1],
    because: found[2],
    from: found[3],
    otherReadings: found[4],
    cautions: found[5],
  };
  if (found[6]) whole.margin = found[6];
  return whole;
}

export const studies = () => call("studies");

/** Reads the text of a printout. */
export function readPrintout(text) {
  if (typeof text !== "string") throw new PrescreenError("Expected the text of a printout.", "");
  if (!API.wasm) throw new Error('The calculator is not loaded yet: await the exported promise "ready" before readPrintout().');
  if (!isIntact()) throw new PrescreenError(CHANGED, "");
  return parse(guarded(() => API.wasm.readPrintout(text)));
}

/** Reads a FHIR R4 document. */
export const readFhir = (document) => call("readFhir", document);


export function checkStudy(study) {
  try {
    return call("checkStudy", study);
  } catch (error) {
    // What is no plain data is remarked on as everything else is.
    if (!(error instanceof PrescreenError)) throw error;
    const { path, message } = error;
    return [{ path, message }];
  }
}

const sheets = new WeakMap();

/** The style sheet for a document: a sheet belongs to the one that it was made in. */
function widgetSheet(page) {
  const known = sheets.get(page);
  if (known) return known;
  const view = of(page, "defaultView");
  const sheet = new view.CSSStyleSheet();
  // Hosts make the root's letters small and enlarge their own; a reader who makes them large is followed.
  const small = 16 / parseFloat(view.getComputedStyle(of(page, "documentElement")).fontSize);
  sheet.replaceSync(small > 1 ? STYLE.replace(/([\d.]+)rem\b/g, (_, size) => `${size * small}rem`) : STYLE);
  sheets.set(page, sheet);
  return sheet;
}

/** The header by which the worker of the single-page app says since when it has kept a file. */
const KEPT = "liver-prescreen-kept";

/**
 * A file of the host's own: of the same origin, of no more than a certain size, JSON; and since when it was kept, where
 * it does not come from the host now.
 */
async function published(address, path, cache = "no-cache") {
  const refuse = (why) => {
    throw Object.assign(new PrescreenError(`${address}: ${why}`, path), { again: true });
  };
  const base = of(document, "baseURI");
  if (!URL.canParse(address, base)) refuse("This is no address.");
  const url = new URL(address, base);
  // A frame in a sandbox is a stranger to its own server.
  const mode = self.origin === "null" ? "cors" : "same-origin";
  const response =
    url.origin === location.origin && (await fetch(url, { mode, cache }).catch((error) => refuse(error)));
  // A stranger may be led elsewhere.
  if (!response || (response.redirected && new URL(response.url).origin !== url.origin)) {
    refuse("This must be a file of the page's own origin.");
  }
  if (!response.ok) refuse(`The server answered with HTTP status ${response.status}.`);
  if (!response.body) refuse("The server sent nothing.");
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = "";
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > LARGEST[path]) {
      reader.cancel();
      refuse(`This is larger than ${LARGEST[path]} bytes.`);
    }
    text += decoder.decode(value, { stream: true });
  }
  let value;
  try {
    value = parse(text);
  } catch (error) {
    refuse(`This is no JSON: ${error.message}.`);
  }
  // JSON.parse keeps the last of two fields of one name. No text that is accepted here holds a colon.
  if (path === "enrolment" && text.split(":").length !== Object.keys(value ?? {}).length + 1) {
    refuse('Expected "asOf", and "recruitment" or "enrolled", each once.');
  }
  return { value, kept: response.headers.get(KEPT) };
}

/** What stands in the fields, in the shape of `ScreenInput.patient`. */
function typed(root) {
  const patient = {};
  const put = (group, name, value) => ((patient[group] ??= {})[name] = value);
  for (const entry of root.querySelectorAll("[data-entry]")) {
    const name = entry.dataset.entry;
    const value = entry.querySelector(entry.localName === "fieldset" ? "input:checked" : "input")?.value;
    if (!value) continue;
    if (entry.querySelector(".units-of")) {
      const unit = entry.querySelector(".unit :checked")?.value ?? entry.querySelector("[data-unit]")?.dataset.unit;
      const lab = unit ? { value, unit } : { value };
      const date = root.getElementById(`${name}-date`)?.value;
      if (date) lab.date = date;
      const control = root.getElementById(`${name}-control`)?.value;
      if (control) lab.control = control;
      if (root.getElementById(`${name}-confirmed`).checked) lab.confirmed = true;
      put("labs", name, lab);
    } else if (name.endsWith("-event")) put("events", name.slice(0, -6), value);
    else if (name === "age") patient.age = /^\d+$/.test(value) ? Number(value) : value;
    else if (name === "dialysis") patient.dialysis = value === "yes";
    else if (/^(?:sex|ascites|encephalopathy)$/.test(name)) patient[name] = value;
    else if (root.getElementById(`${name}-unknown`)) put("answers", name, value);
  }
  return patient;
}

/** Puts a patient into empty fields: all that is said of one, or nothing. */
function fill(root, patient, study) {
  const said = { ...patient };
  const { birthDate } = said;
  if (birthDate && said.age == null) {
    const now = new Date();
    const day = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    said.age = now.getFullYear() - String(birthDate).slice(0, 4) - (day < String(birthDate).slice(5) ? 1 : 0);
  }
  // The core refuses what it does not accept, and an age that the date of birth does not give.
  screen({ study, patient: typeof patient === "object" && !Array.isArray(patient) ? said : patient });
  if (said.cholestatic) {
    throw new PrescreenError("The form has the usual cut-offs of bilirubin alone: leave this out.", "patient.cholestatic");
  }
  const puts = [];
  const put = (path, id, value) => {
    const input = root.getElementById(id);
    if (input) puts.push([input, String(value)]);
    else if (path) throw new PrescreenError("The form does not ask for this: leave it out.", `patient.${path}`);
  };
  // `screen` has found plain objects there.
  const entries = (group, take) => {
    const held = said[group] ?? {};
    for (const key of keysOf(held)) if (held[key] != null) take(key, held[key]);
  };
  if (said.age != null) put("age", "age", said.age);
  for (const name of ["sex", "ascites", "encephalopathy"]) if (said[name]) put(name, `${name}-${said[name]}`);
  if (said.dialysis != null) put("dialysis", `dialysis-${said.dialysis ? "yes" : "no"}`);
  entries("labs", (name, { value, unit, date, control, confirmed }) => {
    put("", `${name}-unit-${unit}`);
    put(`labs.${name}`, name, value);
    put(`labs.${name}.date`, `${name}-date`, date ?? "");
    if (control != null) put(`labs.${name}.control`, `${name}-control`, control);
    if (confirmed) put("", `${name}-confirmed`);
  });
  entries("answers", (id, answer) => put(`answers.${id}`, `${id}-${answer}`));
  entries("events", (id, day) => put(`events.${id}`, `${id}-event`, day));
  for (const [input, value] of puts) enter(input, value);
}

const isChoice = (field) => field.type === "radio" || field.type === "checkbox";

/** Enters something into a field, as a reader does. */
function enter(field, value) {
  if (isChoice(field)) field.checked = true;
  else field.value = value;
  field.dispatchEvent(new Event(isChoice(field) ? "change" : "input"));
}

/** Everything that stands in fields, accepted or not, by the ids of the fields. */
function entered(root) {
  const all = [];
  for (const field of root.querySelectorAll("input, textarea:not([readonly])")) {
    if (isChoice(field) ? field.checked : field.value) all.push([field.id, field.value]);
  }
  return all;
}

/** Puts it back into the fields of the same study; what somebody confirmed last, because it stands beside its values. */
function enterAgain(root, all) {
  for (const isLast of [false, true]) {
    for (const [id, value] of all) {
      const field = root.getElementById(id);
      const stands = !field || (isChoice(field) && field.checked);
      if (!stands && isLast === (field.type === "checkbox")) enter(field, value);
    }
  }
}

const send = (target, type, detail) =>
  target.dispatchEvent(new CustomEvent(`prescreen-${type}`, { bubbles: true, composed: true, detail }));

const { getAttribute } = globalThis.Element?.prototype ?? {};

/** A copy as plain data, or the refusal: a setter does not throw for what a value holds. */
function plainOrWhyNot(value, path) {
  try {
    return plain(value, path);
  } catch (error) {
    if (error instanceof PrescreenError) return error;
    throw error;
  }
}

function reflect(element, attribute, value) {
  if (value == null) element.removeAttribute(attribute);
  else element.setAttribute(attribute, value);
}

function define() {
  class LiverPrescreen extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    #root = this.attachShadow({ mode: "open" });
    /** The document whose style sheet the root has. */
    #dressed;
    #handle = null;
    #failed = null;
    /** What waits for the end of the host's own task. */
    #due = 0;
    /** The study document and the enrolment that properties hold in place of attributes. */
    #study;
    #enrolment;
    /** The study document that the widget stands on, where it is no built-in one. */
    #document;
    /** What the enrolment file says, or the reason why it says nothing; null until it has come. */
    #file;
    /** Since when what it says was kept; null where the host says it now. */
    #keptSince = null;
    #asked;
    /** A patient that is not yet in the fields, or why it cannot be; and the last one that was, with what then stood
     * there, each as tokens. */
    #patient;
    #given;
    /** What stood in the fields when the element was taken off the page. */
    #kept;
    /** Whether the form was emptied because the page was left. */
    #emptied = false;
    /** How often the form was given or emptied for a patient. */
    #patients = 0;
    #turn;
    /** The units that the reader chose, which stay for the next patient. */
    #chosen;
    /** What the rest of this file may ask of an element and a host may not. */
    #inside = {
      fail: (reason, error) => this.#fail(reason, error),
      page: () => this.ownerDocument,
      filled: () => !broken && !!this.#handle?.holdsEntries(),
      /** Empties the form because its page is left, or was. */
      leave: () => {
        const isFilled = this.#patient !== undefined || this.#hasEntries();
        const isEmptied = this.#emptied || isFilled;
        this.reset();
        this.#emptied = isEmptied;
      },
      retry: () => this.#failed && this.#touch(EVERYTHING),
      /** Puts the record for paper on the page, or takes it off. */
      paper: (printing) => {
        if (this.#handle && !broken) this.#attempt(() => this.#handle.paper(printing));
      },
    };

    constructor() {
      super();
      const root = this.#root;
      for (const event of ["keydown", "keypress", "keyup"]) root.addEventListener(event, keepTyped);
      for (const event of ["input", "change"]) {
        // On the way down to the field and on the way back. What a script enters has nobody waiting for a frame.
        root.addEventListener(event, ({ isTrusted }) => entering(isTrusted), true);
        root.addEventListener(event, () => entering(false));
      }
      // Whatever else is done finds the page settled; not at a click, when a choice is half made.
      root.addEventListener("pointerdown", settle, true);
      root.addEventListener("keydown", ({ key, target }) => (key === "Tab" || target.type !== "text") && settle(), true);
      this.#showPlaceholder();
    }

    connectedCallback() {
      const page = this.ownerDocument;
      if (this.#dressed !== page && of(page, "defaultView")) {
        this.#root.adoptedStyleSheets = [widgetSheet(page)];
        this.#dressed = page;
      }
      attend(page);
      instances.add(this.#inside);
      // Properties that were set before this file had come hide those of the class.
      for (const name of PROPERTIES) {
        if (!Object.hasOwn(this, name)) continue;
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
      for (const path of ["study", "enrolment", "patient"]) {
        if (/^\[object|^\{/.test(this.getAttribute(path))) send(this, "error", { path, message: UNSET });
      }
      if (this.#keptSince !== null) void this.#askEnrolment();
      if (broken) this.#fail("broken");
      else this.#touch(this.#handle ? SETTINGS : EVERYTHING);
    }

    disconnectedCallback() {
      // Moving a node disconnects and connects it again in one task: entries must survive that.
      queueMicrotask(() => {
        if (this.isConnected) return;
        instances.delete(this.#inside);
        // What is away for longer may come back, or be forgotten: the entries go with the element, and nothing else of
        // it is held.
        if (this.#hasEntries()) {
          this.#kept = { fields: entered(this.#root), patient: typed(this.#root), departures };
        }
        this.#unmount();
      });
    }

    /** Whether anything is entered, a printout that nobody has read yet included. */
    #hasEntries() {
      if (broken || !this.#handle) return false;
      return this.#handle.holdsEntries() || !!this.#root.querySelector("textarea:not([readonly])")?.value;
    }

    attributeChangedCallback(name, before, after) {
      // The same address once more asks for the file once more.
      if (name === "enrolment") void this.#askEnrolment();
      else if (before === after) return;
      // Another study has other criteria, so the widget starts afresh.
      if (name === "study" && !this.#study) this.#startAfresh();
      else this.#touch(SETTINGS);
    }

    #startAfresh() {
      this.#kept = undefined;
      this.#emptied = false;
      this.#touch(EVERYTHING);
    }

    /** A document, or what the attribute says. */
    get study() {
      if (this.#study && !(this.#study instanceof PrescreenError)) return plain(this.#study, "study");
      return this.getAttribute("study") ?? "";
    }

    set study(value) {
      const before = this.#study;
      const isDocument = value !== null && typeof value === "object";
      this.#study = isDocument ? plainOrWhyNot(value, "study") : undefined;
      if (before || isDocument) this.#startAfresh();
      // Last, because a browser may let what waits come first once the attribute has changed.
      if (!isDocument) reflect(this, "study", value);
    }

    get enrolled() {
      const count = this.#read("enrolled");
      return /^\d+$/.test(count) ? Number(count) : (count ?? null);
    }

    set enrolled(value) {
      reflect(this, "enrolled", value);
    }

    /** What the host says of enrolment: as set here, or else as the attributes say. */
    get enrolment() {
      if (this.#enrolment === undefined) return this.#attributesSay() ?? null;
      return this.#enrolment instanceof PrescreenError ? null : plain(this.#enrolment, "enrolment");
    }

    /** A text is the address of a file; anything else stands in place of the attributes. */
    set enrolment(value) {
      this.#enrolment = undefined;
      if (value == null || typeof value === "string") reflect(this, "enrolment", value);
      else this.#enrolment = plainOrWhyNot(value, "enrolment");
      this.#touch(SETTINGS);
    }

    /** What stands in the fields. */
    get patient() {
      if (broken || this.#patient instanceof PrescreenError) return {};
      if (this.#patient !== undefined) return plain(this.#patient, "patient");
      if (this.#handle) return typed(this.#root);
      const kept = this.#kept;
      return kept?.departures === departures ? plain(kept.patient, "patient") : {};
    }

    /** Takes the place of everything that stands in the fields. */
    set patient(value) {
      const patient = plainOrWhyNot(value ?? {}, "patient");
      // A host that says again what stands here takes nothing from under the reader's hands.
      const isPlain = !(patient instanceof PrescreenError);
      const stands = isPlain && this.#due < ENTRIES && this.#given?.[0] === tokens(patient);
      if (stands && this.#given[1] === tokens(this.patient)) return;
      this.#replace(patient);
    }

    /** Takes everything that stands here away, and has a patient put in its place, or nobody. */
    #replace(patient) {
      this.#patient = patient;
      this.#patients += 1;
      this.#kept = undefined;
      this.#emptied = false;
      this.#touch(ENTRIES);
    }

    /** Fills empty fields with what a FHIR document says of a patient, and gives what of it was not taken. */
    async importFhir(document) {
      const patients = this.#patients;
      const copy = plain(document, "", MOST_OF_FHIR);
      await load(API);
      if (this.#kept) throw new PrescreenError("The element is away from the page: put it back first.", "");
      const { patient, remarks } = call("readFhir", copy);
      const held = this.patient;
      const differs = (name) => held[name] != null && patient[name] != null && held[name] !== patient[name];
      if (patients !== this.#patients || differs("sex") || differs("birthDate")) {
        throw new PrescreenError("The form holds another patient by now: empty it first.", "patient");
      }
      if (held.age != null && patient.birthDate) {
        // Refused where they contradict each other.
        screen({ patient: { age: held.age, birthDate: patient.birthDate } });
        delete patient.birthDate;
      }
      const fields = this.#patient === undefined ? this.#root : undefined;
      for (const name of Object.keys(patient.labs)) {
        // A day beside an empty field belongs to a value that is about to be typed.
        if (!held.labs?.[name] && !fields?.getElementById(`${name}-date`)?.value) continue;
        delete patient.labs[name];
        remarks.push({ path: `patient.labs.${name}`, message: "The form held an entry already, and keeps it." });
      }
      if (this.#handle && !this.#patient) fill(this.#root, patient, this.#document);
      else if (typeof held === "object") {
        this.#patient = { ...patient, ...held, labs: { ...patient.labs, ...held.labs } };
      }
      return remarks;
    }

    /** Empties the form, as for the next patient. */
    reset() {
      this.#replace(undefined);
    }

    // Changes are taken over once the host's own task has ended: it may make several, and it may make them while it is
    // told of a result.
    #touch(due) {
      this.#due = Math.max(this.#due, due);
      queueMicrotask(() => this.#settle());
    }

    #settle() {
      if (!this.#due || !this.isConnected || broken) return;
      const due = this.#due;
      this.#due = 0;
      if (due === EVERYTHING || (due === ENTRIES && this.#failed)) {
        this.#failed = null;
        this.#unmount();
        void this.#begin();
      } else if (this.#handle && due === ENTRIES) {
        this.#unmount();
        this.#mount();
      } else if (this.#handle) {
        const options = this.#options();
        this.#attempt(() => this.#handle.update(options));
        this.#tellPage();
      }
    }

    async #begin() {
      // A later beginning overtakes this one.
      const turn = (this.#turn = {});
      const study = this.#study ?? this.#read("study");
      const isAddress = typeof study === "string" && !this.#study && /\W/.test(study.replaceAll("-", ""));
      const isCurrent = () => turn === this.#turn && this.isConnected && !broken;
      const late = setTimeout(() => {
        const what = FORM.wasm && isAddress ? study : WASM.pathname;
        if (isCurrent()) this.#fail("unloaded", new Error(`${what}: nothing came within ${PATIENCE / 1000} seconds`));
      }, PATIENCE);
      let failure;
      let document;
      try {
        if (study instanceof PrescreenError) throw study;
        // The other wasm checks what is said of a patient.
        const loaded = [load(FORM), this.#patient === undefined || load(API)];
        const named = isAddress ? published(study, "study").then(({ value }) => value) : study;
        [document] = await Promise.all([named, ...loaded]);
      } catch (error) {
        failure = error;
      }
      clearTimeout(late);
      if (!isCurrent()) return;
      this.#document = document;
      if (failure) return this.#fail(failure instanceof PrescreenError ? "refused" : "unloaded", failure);
      // It may have come late.
      this.#failed = null;
      this.#mount(true);
    }

    async #askEnrolment() {
      const address = this.#read("enrolment");
      const asked = (this.#asked = {});
      this.#file = address && null;
      this.#keptSince = null;
      if (!address) return;
      for (let cache = "no-cache"; ; cache = "reload") {
        const told = await published(address, "enrolment", cache).catch((error) => ({ value: error.message, kept: null }));
        if (asked !== this.#asked) return;
        const before = this.#keptSince;
        this.#file = told.value;
        this.#keptSince = told.kept;
        this.#touch(SETTINGS);
        // What was kept stands only until the host itself says something: it is waited for, and asked again.
        if (told.kept === null) return;
        if (before !== null) await new Promise((done) => setTimeout(done, AGAIN));
        if (asked !== this.#asked || !this.isConnected) return;
      }
    }

    // Asked by the widget. It goes on in English where this fails, and offers to try again.
    async #fetchChinese() {
      let error;
      await chinese().catch((reason) => (error = reason));
      chineseIsHere ||= !error;
      if (!this.#handle || broken) return;
      this.#attempt(() => this.#handle.hear(!error));
      if (error) send(this, "error", { path: "lang", message: String(error) });
      else this.#tellPage();
    }

    // A page that is there for the calculator alone speaks as it does.
    #tellPage() {
      const language = isChinese(this.#options().lang) ? "zh" : "en";
      if (!this.hasAttribute("data-whole-page") || (language === "zh" && !chineseIsHere)) return;
      document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
      document.title = SENTENCES[language].title;
    }

    /** Takes every result off the screen and says why. */
    #fail(reason, error) {
      if (this.#failed && reason !== "broken") return;
      this.#failed = reason;
      this.#unmount();
      const language = isChinese(this.#options().lang) ? "zh" : "en";
      const text = make("p");
      text.setAttribute("role", "alert");
      text.setAttribute("part", "error");
      text.lang = language === "zh" ? "zh-CN" : "en";
      const said = error?.changed ? "changed" : reason;
      text.textContent = SENTENCES[language][said];
      const detail = { reason, message: text.textContent, advice: ADVICE[said] };
      if (reason === "refused") {
        detail.message = error.message;
        detail.path = error.path;
        text.append(` ${error.path}: ${error.message}`);
      } else if (error !== undefined) {
        detail.cause = String(error);
      }
      if (reason === "unloaded" || error?.again) {
        const again = make("button");
        again.className = "plain";
        again.textContent = SENTENCES[language].retry;
        again.addEventListener("click", askAnew);
        text.append(" ", again);
      }
      this.#clear(text);
      send(this, "error", detail);
    }

    #read(attribute) {
      return this.getAttribute(attribute)?.trim() || undefined;
    }

    #attributesSay() {
      const [asOf, recruitment] = [this.#read("as-of"), this.#read("recruitment")];
      const enrolled = this.enrolled ?? undefined;
      return asOf || recruitment || enrolled !== undefined ? { asOf, recruitment, enrolled } : undefined;
    }

    #options() {
      const said = (value) => {
        if (value === undefined) return undefined;
        return tokens(value instanceof PrescreenError ? `${value.path}: ${value.message}` : value);
      };
      // By the attribute: what a form holds may bear the name of a property.
      const around = this.closest("[lang]") ?? of(this.ownerDocument, "documentElement");
      return {
        lang: this.#read("lang") || (around && apply(getAttribute, around, ["lang"])) || undefined,
        study: atMost(tokens(this.#document)),
        units: this.#read("units"),
        chosen: this.#chosen,
        share: this.#read("share"),
        host: said(this.#enrolment ?? this.#attributesSay()),
        file: said(this.#file),
        kept: this.#keptSince === null ? undefined : String(Math.floor((Date.now() - (Number(this.#keptSince) || NaN)) / 3_600_000)),
        emptied: this.#emptied ? "yes" : undefined,
      };
    }

    // What the page wrote between the tags stands until the calculator does.
    #showPlaceholder() {
      this.#clear(make("slot"));
    }

    /** Takes everything out of the root and puts something else there, or nothing. */
    #clear(...others) {
      // Chromium never frees radio buttons that leave a shadow root with a name, nor what they hold.
      for (const field of this.#root.querySelectorAll("input[name]")) field.removeAttribute("name");
      this.#root.replaceChildren(...others);
    }

    #mount(first) {
      if (!this.isConnected || this.#handle || broken) return;
      // Whatever was said meanwhile of patient and settings is taken over now, and must not be once more: the patient would
      // be gone by then.
      if (this.#due < EVERYTHING) this.#due = 0;
      this.#clear();
      const kept = this.#kept;
      this.#kept = undefined;
      const isTooOld = kept && kept.departures !== departures;
      this.#emptied ||= !!isTooOld;
      const tell = (kind, detail) => send(this, kind, parse(detail));
      const options = this.#options();
      this.#attempt(() => {
        this.#handle = FORM.wasm.mount(this.#root, options, () => void this.#fetchChinese(), tell, asked);
      });
      const handle = this.#handle;
      if (!handle) return;
      const waits = this.#patient !== undefined && !API.wasm;
      const patient = waits ? undefined : this.#patient;
      if (!waits) this.#patient = undefined;
      else {
        const patients = this.#patients;
        const still = (next) => (error) => patients === this.#patients && next(error);
        load(API).then(still(() => this.#touch(ENTRIES)), still((error) => this.#fail("unloaded", error)));
      }
      if (kept && !isTooOld) enterAgain(this.#root, kept.fields);
      else this.#given = undefined;
      const unfit = patient instanceof PrescreenError;
      let refusal = unfit ? patient : undefined;
      try {
        if (patient !== undefined && !unfit) {
          fill(this.#root, patient, this.#document);
          this.#given = [tokens(patient), tokens(typed(this.#root))];
        }
      } catch (error) {
        refusal = error;
      }
      if (first) send(this, "ready", null);
      if (refusal && !broken) {
        // What is no plain data is said to be none, whatever it holds.
        const message = unfit || this.#read("share") === "full" ? refusal.message : WITHHELD;
        send(this, "error", { path: refusal.path, message });
      }
      if (!broken && this.#handle === handle) this.#attempt(() => handle.follow());
    }

    #unmount() {
      const handle = this.#handle;
      this.#handle = null;
      if (broken) return;
      if (handle) {
        this.#attempt(() => {
          this.#chosen = handle.units();
          handle.unmount();
        });
      }
      if (!this.#failed) this.#showPlaceholder();
    }

    #attempt(work) {
      try {
        guarded(work);
      } catch (error) {
        if (!broken) this.#fail("refused", error);
      }
    }
  }
  for (const [name, attribute] of [["theme"], ["share"], ["units"], ["recruitment"], ["asOf", "as-of"]]) {
    Object.defineProperty(LiverPrescreen.prototype, name, {
      __proto__: null,
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(attribute ?? name) ?? "";
      },
      set(value) {
        reflect(this, attribute ?? name, value);
      },
    });
  }
  customElements.define(TAG, LiverPrescreen);
}

/**
 * In a frame, `index.html?embed` tells the page around how high it is, and what happens in it where the address names
 * the origin that may hear it.
 */
function embed() {
  const asked = new URLSearchParams(location.search);
  if (!asked.has("embed") || parent === window) return;
  const widget = document.querySelector(`${TAG}[data-whole-page]`);
  if (!widget) return;
  document.documentElement.dataset.embed = "";
  for (const name of ["lang", "theme", "study", "enrolment", "units"]) {
    if (asked.has(name)) widget.setAttribute(name, asked.get(name));
  }
  // No arrow without braces: WebKit leaves out the frame of a call in the last place, and then takes the page around
  // for the sender.
  const say = (message, origin) => {
    parent.postMessage({ from: TAG, ...message }, origin);
  };
  const height = () => say({ height: Math.ceil(document.documentElement.getBoundingClientRect().height) }, "*");
  new ResizeObserver(height).observe(document.documentElement);
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data === TAG) height();
  });
  const origin = asked.get("origin");
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) return;
  // An address can be made by anybody; whoever publishes this page says who may hear of results.
  const list = document.querySelector(`meta[name="${TAG}-origins"]`)?.content ?? "";
  if (!list.split(/\s+/).includes(origin)) {
    console.warn(`${origin} hears nothing: <meta name="${TAG}-origins"> of this page does not list it.`);
    return;
  }
  for (const type of ["ready", "change", "error"]) {
    addEventListener(`prescreen-${type}`, ({ detail }) => say({ type, detail }, origin));
  }
}

if (globalThis.customElements) {
  const standing = customElements.get(TAG);
  if (!standing) {
    embed();
    define();
  } else if (!("patient" in standing.prototype)) {
    console.warn(`Something else is defined as <${TAG}> on this page, so the calculator does not show there.`);
  }
}
