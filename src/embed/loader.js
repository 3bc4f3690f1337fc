// The one file that a host page loads. It exists because Rust cannot export a class that extends HTMLElement, and
// because a strict Content Security Policy refuses an inline bootstrap. `cargo xtask assemble` fills in the hashed
// names, the checksum of the wasm and the style sheet, and puts what is imported into this file, so that one checksum
// covers everything that runs.

import * as glue from "./glue.js";
import { enter, settle } from "./soon.js";

const TAG = "liver-prescreen";
const HERE = import.meta.url;
const WASM = new URL("./glue_bg.wasm", import.meta.url);
const INTEGRITY = "__WASM_INTEGRITY__";
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

const STOPPED = "Result unavailable: the calculator stopped after an internal error and must be loaded anew.";

/** An input that the calculator refuses: `path` says where in the input, `message` what to do. */
export class PrescreenError extends Error {
  constructor(message, path) {
    super(message);
    this.name = "PrescreenError";
    this.path = path;
  }
}

let wasm = null;
let broken = false;
const instances = new Set();

async function source(url, integrity) {
  const { process } = globalThis;
  if (!process?.versions?.node || url.protocol !== "file:") return fetched(url, integrity);
  // Not by an import, which bundlers would follow.
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

async function fetched(url, integrity) {
  const cache = lost.has(url.href) ? "reload" : "default";
  try {
    // `credentials` is the mode of a preload with `crossorigin`, so that the preloaded bytes are the ones used.
    const response = await fetch(url, { credentials: "same-origin", integrity, cache });
    if (response.ok) return response;
    throw new Error(`HTTP status ${response.status}`);
  } catch (error) {
    lost.add(url.href);
    const told = new Error(`${url.pathname}: ${error.message}`);
    // Browsers do not say that a checksum was wrong. What comes without one is there, and is another file.
    if (integrity) {
      told.changed = await fetch(url, { credentials: "same-origin", cache: "reload" }).then(
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
  const text = globalThis.__liverPrescreenChinese ?? (await (await fetched(CHINESE, CHINESE_INTEGRITY)).text());
  if (!guarded(() => wasm.takeInChinese(text))) throw new Error(`${CHINESE.pathname} belongs to another build`);
});

const isChinese = (tag) => /^zh\b/i.test(tag ?? "");

async function start() {
  await glue.default({ module_or_path: await source(WASM, INTEGRITY) });
  return { ...glue };
}

/** Loads the calculator; after a failure it may be called again. */
async function load() {
  // Two copies of this file on one page share the glue: to start it twice would take the memory from under the first.
  const key = Symbol.for(`${TAG} ${WASM.href}`);
  const started = (globalThis[key] ??= start());
  try {
    wasm = await started;
    if (wasm.isBroken) panicked(STOPPED);
  } catch (error) {
    if (globalThis[key] === started) globalThis[key] = undefined;
    throw error;
  }
}

function panicked(message) {
  if (broken) return;
  broken = true;
  if (wasm) wasm.isBroken = true;
  for (const instance of instances) instance.fail("broken", message);
}

// Called by the panic hook in Rust. All instances share one memory, so one panic makes every result doubtful.
const earlier = globalThis.__liverPrescreenPanicked;
globalThis.__liverPrescreenPanicked = (message) => {
  earlier?.(message);
  panicked(String(message));
};

/** What may be said of an error: words other than a trap's may be anything that lay in memory. */
const brief = (error) => (error instanceof WebAssembly.RuntimeError ? error.message : String(error?.name));

/** An error that came out of the calculator, and out of no listener of a host that was called from it. */
function isOurs(error, file) {
  if ([WASM.href, HERE].includes(file)) return error instanceof Error;
  const stack = error instanceof WebAssembly.RuntimeError ? String(error.stack) : "";
  return [WASM.href, HERE].some((ours) => stack.includes(ours));
}

// What stops it in the middle of its work, as a trap does that is no panic, reaches no hook.
globalThis.addEventListener?.("error", ({ error, filename }) => {
  if (isOurs(error, filename)) panicked(brief(error));
});
globalThis.addEventListener?.("unhandledrejection", ({ reason }) => {
  if (isOurs(reason)) panicked(brief(reason));
});

// Entries are stored nowhere, so leaving the page asks first.
globalThis.addEventListener?.("beforeunload", (event) => {
  for (const instance of instances) if (instance.filled()) event.preventDefault();
});

// What goes on paper is put together when a browser comes to print.
globalThis.addEventListener?.("beforeprint", settle);
for (const event of ["beforeprint", "afterprint"]) {
  globalThis.addEventListener?.(event, () => {
    for (const instance of instances) instance.paper(event === "beforeprint");
  });
}

function guarded(work) {
  if (broken) throw new Error(STOPPED);
  try {
    return work();
  } catch (error) {
    if (typeof error?.path === "string") throw new PrescreenError(String(error.message), error.path);
    // Whatever else comes out has cut the calculator off half way. All copies of this file hear of it.
    globalThis.__liverPrescreenPanicked(brief(error));
    throw new Error(STOPPED);
  }
}

/**
 * Plain data as one text of tokens, which the calculator takes in at once: see `src/document/tokens.rs`. Where `most`
 * says how much it takes, what comes after that is left out: enough is left for it to be refused.
 */
function tokens(value, most = Infinity) {
  let text = "";
  const number = new DataView(new ArrayBuffer(8));
  const put = (token) => {
    text += `${token.includes("\0") ? "!" : token}\0`;
  };
  const walk = (value, depth) => {
    if (text.length > most) return;
    if (typeof value === "string") put(`"${value.slice(0, most + 1)}`);
    else if (typeof value === "number") {
      number.setFloat64(0, value);
      text += `#${number.getUint32(0)}\0${number.getUint32(4)}\0`;
    } else if (typeof value === "boolean") put(value ? "t" : "f");
    else if (value == null) put("n");
    else if (typeof value !== "object" || depth > DEEPEST) put("!");
    else if (Array.isArray(value)) {
      put("[");
      for (const item of value) walk(item, depth + 1);
      put("]");
    } else {
      put("{");
      for (const key of Object.keys(value)) {
        if (text.length > most) break;
        put(`:${key}`);
        walk(value[key], depth + 1);
      }
      put("}");
    }
  };
  walk(value, 0);
  return text.slice(0, Math.min(text.length - 1, most + 1));
}

function call(name, value, known) {
  if (!wasm) throw new Error(`The calculator is not loaded yet: await the exported promise "ready" before ${name}().`);
  const text = tokens(value, name === "readFhir" ? Infinity : LARGEST.text);
  return guarded(() => wasm[name](text, known));
}

/** Resolves once the calculator can be used; rejects with the reason where it could not be loaded. */
export let ready;

function prepare() {
  ready = load();
  ready.catch(() => {});
}

prepare();

/** What a study says whoever the patient is: it is passed on once, for the study that was asked for last. */
let same = { sha256: "" };

export function screen(input) {
  const told = call("screen", input, same.sha256);
  if (told.same) same = told.same;
  const { report } = told;
  report.criteria = report.criteria.map((found, at) => {
    const { id, kind, text, words } = same.criteria[at];
    const [state, reading, because, from, otherReadings, cautions, margin] = found;
    const criterion = { id, kind, state, text, words: words.slice(), reading, because, from, otherReadings, cautions };
    if (margin) criterion.margin = margin;
    return criterion;
  });
  report.schedule = report.schedule.map((found, at) => Object.assign({}, same.schedule[at], found));
  return report;
}

export const studies = () => call("studies");
export const checkStudy = (study) => call("checkStudy", study);

let sheet;
function widgetSheet() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    // Hosts make the root's letters small and enlarge their own; a reader who makes them large is followed.
    const small = 16 / parseFloat(getComputedStyle(document.documentElement).fontSize);
    sheet.replaceSync(small > 1 ? STYLE.replace(/([\d.]+)rem\b/g, (_, size) => `${size * small}rem`) : STYLE);
  }
  return sheet;
}

/** A copy as plain data: what a host changes later, or made to deceive, does not reach the calculator. */
function plain(value, path) {
  // What JSON would drop or turn into null must be refused instead.
  const honest = (_, value) =>
    /^(?:bigint|function|symbol)$/.test(typeof value) || Math.abs(value) === Infinity || Number.isNaN(value)
      ? String(value)
      : value;
  try {
    return JSON.parse(JSON.stringify(value, honest));
  } catch (error) {
    throw new PrescreenError(`Expected plain data, as JSON could hold it: ${error}`, path);
  }
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
  if (!URL.canParse(address, document.baseURI)) refuse("This is no address.");
  const url = new URL(address, document.baseURI);
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
    value = JSON.parse(text);
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
  const entries = (group) => Object.entries(said[group] ?? {}).filter(([, value]) => value != null);
  if (said.age != null) put("age", "age", said.age);
  for (const name of ["sex", "ascites", "encephalopathy"]) if (said[name]) put(name, `${name}-${said[name]}`);
  if (said.dialysis != null) put("dialysis", `dialysis-${said.dialysis ? "yes" : "no"}`);
  for (const [name, { value, unit, date, control, confirmed }] of entries("labs")) {
    put("", `${name}-unit-${unit}`);
    put(`labs.${name}`, name, value);
    put(`labs.${name}.date`, `${name}-date`, date ?? "");
    if (control != null) put(`labs.${name}.control`, `${name}-control`, control);
    if (confirmed) put("", `${name}-confirmed`);
  }
  for (const [id, answer] of entries("answers")) put(`answers.${id}`, `${id}-${answer}`);
  for (const [id, day] of entries("events")) put(`events.${id}`, `${id}-event`, day);
  for (const [input, value] of puts) {
    const isChoice = input.type !== "text" && input.type !== "date";
    if (isChoice) input.checked = true;
    else input.value = value;
    input.dispatchEvent(new Event(isChoice ? "change" : "input"));
  }
}

const send = (target, type, detail) =>
  target.dispatchEvent(new CustomEvent(`prescreen-${type}`, { bubbles: true, composed: true, detail }));

function reflect(element, attribute, value) {
  if (value == null) element.removeAttribute(attribute);
  else element.setAttribute(attribute, value);
}

function define() {
  class LiverPrescreen extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    #root = this.attachShadow({ mode: "open" });
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
    #kept = null;
    #asked;
    /** A patient that is not yet in the fields; and the last one that was, with what then stood there. */
    #patient;
    #given;
    /** How often the form was given or emptied for a patient. */
    #patients = 0;
    #turn;
    /** The units that the reader chose, which stay for the next patient. */
    #chosen;
    /** What the rest of this file may ask of an element and a host may not. */
    #inside = {
      fail: (reason, error) => this.#fail(reason, error),
      filled: () => !broken && !!this.#handle?.holdsEntries(),
      retry: () => this.#failed && this.#touch(EVERYTHING),
      /** Puts the record for paper on the page, or takes it off. */
      paper: (printing) => {
        if (this.#handle && !broken) this.#attempt(() => this.#handle.paper(printing));
      },
    };

    constructor() {
      super();
      const root = this.#root;
      root.adoptedStyleSheets = [widgetSheet()];
      for (const event of ["input", "change"]) {
        // On the way down to the field and on the way back. What a script enters has nobody waiting for a frame.
        root.addEventListener(event, ({ isTrusted }) => enter(isTrusted), true);
        root.addEventListener(event, () => enter(false));
      }
      // Whatever else is done finds the page settled; not at a click, when a choice is half made.
      root.addEventListener("pointerdown", settle, true);
      root.addEventListener("keydown", ({ key, target }) => (key === "Tab" || target.type !== "text") && settle(), true);
      this.#showPlaceholder();
    }

    connectedCallback() {
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
      if (this.#kept !== null) void this.#askEnrolment();
      if (broken) this.#fail("broken");
      else this.#touch(this.#handle ? SETTINGS : EVERYTHING);
    }

    disconnectedCallback() {
      // Moving a node disconnects and connects it again in one task: entries must survive that.
      queueMicrotask(() => {
        if (this.isConnected) return;
        instances.delete(this.#inside);
        this.#unmount();
      });
    }

    attributeChangedCallback(name, before, after) {
      // The same address once more asks for the file once more.
      if (name === "enrolment") void this.#askEnrolment();
      else if (before === after) return;
      // Another study has other criteria, so the widget starts afresh.
      this.#touch(name === "study" && !this.#study ? EVERYTHING : SETTINGS);
    }

    /** A document, or what the attribute says. */
    get study() {
      return this.#study ? plain(this.#study) : (this.getAttribute("study") ?? "");
    }

    set study(value) {
      const before = this.#study;
      const isDocument = value !== null && typeof value === "object";
      this.#study = isDocument ? this.#plainly(value, "study") : undefined;
      if (before || isDocument) this.#touch(EVERYTHING);
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
      return this.#enrolment === undefined ? (this.#attributesSay() ?? null) : plain(this.#enrolment);
    }

    /** A text is the address of a file; anything else stands in place of the attributes. */
    set enrolment(value) {
      this.#enrolment = undefined;
      if (value == null || typeof value === "string") reflect(this, "enrolment", value);
      else this.#enrolment = this.#plainly(value, "enrolment");
      this.#touch(SETTINGS);
    }

    /** What stands in the fields. */
    get patient() {
      if (this.#patient !== undefined) return plain(this.#patient);
      return this.#handle && !broken ? typed(this.#root) : {};
    }

    /** Takes the place of everything that stands in the fields. */
    set patient(value) {
      const patient = this.#plainly(value ?? {}, "patient");
      // A host that says again what stands here takes nothing from under the reader's hands.
      const stands = this.#due < ENTRIES && this.#given?.[0] === JSON.stringify(patient);
      if (stands && this.#given[1] === JSON.stringify(this.patient)) return;
      this.#patient = patient;
      this.#patients += 1;
      this.#touch(ENTRIES);
    }

    /** Fills empty fields with what a FHIR document says of a patient, and gives what of it was not taken. */
    async importFhir(document) {
      const patients = this.#patients;
      const copy = plain(document, "");
      await load();
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
      this.#patient = undefined;
      this.#patients += 1;
      this.#touch(ENTRIES);
    }

    // What is no plain data is refused as a text is, where it is read.
    #plainly(value, path) {
      try {
        return plain(value, path);
      } catch (error) {
        return error.message;
      }
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
        this.#attempt(() => this.#handle.update(this.#options()));
        this.#tellPage();
      }
    }

    async #begin() {
      // A later beginning overtakes this one.
      const turn = (this.#turn = {});
      const study = this.#study ?? this.#read("study");
      const isAddress = typeof study === "string" && !this.#study && /\W/.test(study.replaceAll("-", ""));
      let failure;
      let document;
      try {
        const named = isAddress ? published(study, "study").then(({ value }) => value) : study;
        [document] = await Promise.all([named, load()]);
      } catch (error) {
        failure = error;
      }
      if (turn !== this.#turn || !this.isConnected || broken) return;
      this.#document = document;
      if (failure) this.#fail(failure instanceof PrescreenError ? "refused" : "unloaded", failure);
      else this.#mount(true);
    }

    async #askEnrolment() {
      const address = this.#read("enrolment");
      const asked = (this.#asked = {});
      this.#file = address && null;
      this.#kept = null;
      if (!address) return;
      for (let cache = "no-cache"; ; cache = "reload") {
        const told = await published(address, "enrolment", cache).catch((error) => ({ value: error.message, kept: null }));
        if (asked !== this.#asked) return;
        const before = this.#kept;
        this.#file = told.value;
        this.#kept = told.kept;
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
      const text = document.createElement("p");
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
        const again = document.createElement("button");
        again.className = "plain";
        again.textContent = SENTENCES[language].retry;
        again.addEventListener("click", () => {
          prepare();
          for (const instance of instances) instance.retry();
        });
        text.append(" ", again);
      }
      this.#root.replaceChildren(text);
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
      const said = (value) => (value === undefined ? undefined : tokens(value));
      return {
        lang: this.#read("lang") || this.closest("[lang]")?.lang || document.documentElement.lang || undefined,
        study: tokens(this.#document, LARGEST.text),
        units: this.#read("units"),
        chosen: this.#chosen,
        share: this.#read("share"),
        host: said(this.#enrolment ?? this.#attributesSay()),
        file: said(this.#file),
        kept: this.#kept === null ? undefined : String(Math.floor((Date.now() - (Number(this.#kept) || NaN)) / 3_600_000)),
      };
    }

    // What the page wrote between the tags stands until the calculator does.
    #showPlaceholder() {
      this.#root.replaceChildren(document.createElement("slot"));
    }

    #mount(first) {
      if (!this.isConnected || this.#handle || broken) return;
      this.#root.replaceChildren();
      this.#attempt(() => {
        this.#handle = wasm.mount(this.#root, this, this.#options(), () => void this.#fetchChinese());
      });
      const handle = this.#handle;
      if (!handle) return;
      const patient = this.#patient;
      this.#patient = undefined;
      this.#given = undefined;
      let refusal;
      try {
        if (patient !== undefined) {
          fill(this.#root, patient, this.#document);
          this.#given = [patient, typed(this.#root)].map((value) => JSON.stringify(value));
        }
      } catch (error) {
        refusal = error;
      }
      if (first) send(this, "ready", null);
      if (refusal && !broken) {
        const message = this.#read("share") === "full" ? refusal.message : WITHHELD;
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
  const widget = document.querySelector(`${TAG}[data-whole-page]`);
  if (!widget || !asked.has("embed") || parent === window) return;
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
