// The one file that a host page loads. It exists because Rust cannot export a class that extends HTMLElement, and
// because a strict Content Security Policy refuses an inline bootstrap. `cargo xtask assemble` fills in the hashed
// names, the checksum of the wasm and the style sheet.

const TAG = "liver-prescreen";
const WASM = new URL("./glue_bg.wasm", import.meta.url);
const INTEGRITY = "__WASM_INTEGRITY__";
const CHINESE = new URL("./zh-CN.txt", import.meta.url);
const CHINESE_INTEGRITY = "__CHINESE_INTEGRITY__";
const DETAILS = new URL("./details.txt", import.meta.url);
const DETAILS_INTEGRITY = "__DETAILS_INTEGRITY__";
const STYLE = "__WIDGET_CSS__";

const ATTRIBUTES = {
  lang: "lang",
  study: "study",
  enrolled: "enrolled",
  recruitment: "recruitment",
  "as-of": "asOf",
  theme: "theme",
  share: "share",
};

const SENTENCES = {
  en: {
    title: "Liver Prescreen",
    unloaded: "The calculator could not be loaded. Check the connection, then reload the page.",
    broken: "Result unavailable. Reload the page and enter the values again; do not use a result shown before.",
    refused: "The calculator cannot start with the settings of this page:",
  },
  zh: {
    title: "肝病研究预筛",
    unloaded: "计算器无法加载。请检查网络连接，然后重新加载页面。",
    broken: "结果不可用。请重新加载页面并重新输入各项数值；请勿使用先前显示的结果。",
    refused: "计算器无法按本页面的设置启动：",
  },
};

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

async function wasmSource() {
  if (globalThis.process?.versions?.node && WASM.protocol === "file:") {
    const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ "node:fs/promises");
    return readFile(WASM);
  }
  return fetched(WASM, INTEGRITY);
}

async function fetched(url, integrity) {
  // `credentials` is the mode of a preload with `crossorigin`, so that the preloaded bytes are the ones used.
  const response = await fetch(url, { credentials: "same-origin", integrity });
  if (!response.ok) throw new Error(`${url.pathname} answered with HTTP status ${response.status}`);
  return response;
}

let chineseIsHere = false;

/** A file of words, once for all elements; after a failure it may be asked for again. */
function words(url, integrity, name) {
  const takeIn = async () => {
    // A page that carries the words itself, such as one that is a single file, says so here.
    const text = globalThis[`__liverPrescreen${name}`] ?? (await (await fetched(url, integrity)).text());
    if (!guarded(() => wasm[`takeIn${name}`](text))) throw new Error(`${url.pathname} belongs to another build`);
  };
  let asked;
  return () =>
    (asked ??= takeIn().catch((error) => {
      asked = undefined;
      throw error;
    }));
}

const chinese = words(CHINESE, CHINESE_INTEGRITY, "Chinese");
const details = words(DETAILS, DETAILS_INTEGRITY, "Details");

const isChinese = (tag) => /^zh\b/i.test(tag ?? "");

async function start() {
  // `cargo xtask assemble` puts the glue into this file, so that one checksum covers everything that runs.
  const [glue, module_or_path] = await Promise.all([import("./glue.js"), wasmSource()]);
  await glue.default({ module_or_path });
  return glue;
}

async function load() {
  // Two copies of this file on one page share the glue: to start it twice would take the memory from under the first.
  const key = Symbol.for(`${TAG} ${WASM.href}`);
  wasm = await (globalThis[key] ??= start());
}

function panicked(message) {
  if (broken) return;
  broken = true;
  for (const instance of instances) instance.fail("broken", message);
}

// Called by the panic hook in Rust. All instances share one memory, so one panic makes every result doubtful.
const earlier = globalThis.__liverPrescreenPanicked;
globalThis.__liverPrescreenPanicked = (message) => {
  earlier?.(message);
  panicked(String(message));
};

// A trap that is no panic, such as an exhausted stack, reaches no hook.
globalThis.addEventListener?.("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError && String(error.stack).includes(WASM.pathname)) panicked(error.message);
});

// Entries are stored nowhere, so leaving the page asks first.
globalThis.addEventListener?.("beforeunload", (event) => {
  for (const instance of instances) if (instance.filled) event.preventDefault();
});

// What goes on paper is put together when a browser comes to print.
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
    if (error instanceof WebAssembly.RuntimeError) {
      panicked(error.message);
      throw new Error(STOPPED, { cause: error });
    }
    if (typeof error?.path === "string") throw new PrescreenError(String(error.message), error.path);
    throw error;
  }
}

function call(name, ...values) {
  if (!wasm) throw new Error(`The calculator is not loaded yet: await the exported promise "ready" before ${name}().`);
  return guarded(() => wasm[name](...values));
}

/** Resolves once the calculator can be used; rejects with the reason where it could not be loaded. */
export const ready = load();
ready.catch(() => {});

export const screen = (input) => call("screen", input);
export const studies = () => call("studies");
export const checkStudy = (study) => call("checkStudy", study);

let sheet;
function widgetSheet() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  return sheet;
}

function define() {
  class LiverPrescreen extends HTMLElement {
    static observedAttributes = Object.keys(ATTRIBUTES);
    #root = this.attachShadow({ mode: "open" });
    #handle = null;
    #failed = null;

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [widgetSheet()];
      this.#showPlaceholder();
    }

    connectedCallback() {
      instances.add(this);
      if (broken) this.fail("broken");
      else if (!this.#handle && !this.#failed) {
        ready.then(
          () => this.#mount(),
          (error) => this.fail("unloaded", error),
        );
      }
    }

    disconnectedCallback() {
      // Moving a node disconnects and connects it again in one task: entries must survive that.
      queueMicrotask(() => {
        if (this.isConnected) return;
        instances.delete(this);
        this.#unmount();
      });
    }

    attributeChangedCallback(name, before, after) {
      if (broken || before === after) return;
      // Another study has other criteria, so the widget starts afresh; so does one whose settings were refused.
      if (this.#failed === "refused" || (this.#handle && name === "study")) {
        this.#failed = null;
        this.#unmount();
        if (wasm) this.#mount();
      } else if (this.#handle) {
        this.#attempt(() => this.#handle.update(this.#options()));
        if (name === "lang") this.#tellPage();
      }
    }

    // Asked by the widget for the details, or else for Chinese. It goes on without where this fails, and offers to try
    // again.
    async #fetch(ofDetails) {
      let error;
      await (ofDetails ? details : chinese)().catch((reason) => (error = reason));
      chineseIsHere ||= !ofDetails && !error;
      if (!this.#handle || broken) return;
      this.#attempt(() => this.#handle.hear(ofDetails, !error));
      if (error) this.#tell({ path: ofDetails ? undefined : "lang", message: String(error) });
      else this.#tellPage();
    }

    // A page that is there for the calculator alone speaks as it does.
    #tellPage() {
      const language = isChinese(this.#options().lang) ? "zh" : "en";
      if (!this.hasAttribute("data-whole-page") || (language === "zh" && !chineseIsHere)) return;
      document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
      document.title = SENTENCES[language].title;
    }

    #tell(detail) {
      this.dispatchEvent(new CustomEvent("prescreen-error", { bubbles: true, composed: true, detail }));
    }

    /** Whether anything is entered. */
    get filled() {
      return !broken && !!this.#handle?.holdsEntries();
    }

    /** Puts the record for paper on the page, or takes it off. */
    paper(printing) {
      if (this.#handle && !broken) this.#attempt(() => this.#handle.paper(printing));
    }

    /** Takes every result off the screen and says why. */
    fail(reason, error) {
      if (this.#failed && reason !== "broken") return;
      this.#failed = reason;
      const language = isChinese(this.#options().lang) ? "zh" : "en";
      const text = document.createElement("p");
      text.setAttribute("role", "alert");
      text.setAttribute("part", "error");
      text.lang = language === "zh" ? "zh-CN" : "en";
      text.textContent = SENTENCES[language][reason];
      const detail = { reason, message: text.textContent };
      if (reason === "refused") {
        detail.message = error.message;
        detail.path = error.path;
        text.append(` ${error.path}: ${error.message}`);
      } else if (error !== undefined) {
        detail.cause = String(error);
      }
      this.#root.replaceChildren(text);
      this.#tell(detail);
    }

    #options() {
      const options = {};
      for (const [attribute, name] of Object.entries(ATTRIBUTES)) {
        const value = this.getAttribute(attribute);
        if (value !== null) options[name] = value;
      }
      options.lang ??= this.closest("[lang]")?.lang || document.documentElement.lang || undefined;
      return options;
    }

    // What the page wrote between the tags stands until the calculator does.
    #showPlaceholder() {
      this.#root.replaceChildren(document.createElement("slot"));
    }

    #mount() {
      if (!this.isConnected || this.#handle || broken) return;
      this.#root.replaceChildren();
      this.#attempt(() => {
        this.#handle = wasm.mount(this.#root, this, this.#options(), (ofDetails) => void this.#fetch(ofDetails));
      });
    }

    #unmount() {
      const handle = this.#handle;
      this.#handle = null;
      if (broken) return;
      if (handle) this.#attempt(() => handle.unmount());
      if (!this.#failed) this.#showPlaceholder();
    }

    #attempt(work) {
      try {
        guarded(work);
      } catch (error) {
        if (!broken) this.fail(error instanceof PrescreenError ? "refused" : "unloaded", error);
      }
    }
  }
  customElements.define(TAG, LiverPrescreen);
}

if (globalThis.customElements && !customElements.get(TAG)) define();
