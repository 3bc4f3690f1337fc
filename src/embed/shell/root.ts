// The shadow root of an element: its style sheet, what stands in it before the calculator does, and its keys.

import { make, of } from "./natives.ts";
import { type Language, languageOf } from "./sentences.ts";
import { enter, settle } from "./soon.ts";

/** Keys that are not typed into a field: a page may be listening for them. */
const NOT_TYPED = /^(?:Escape|Tab|Shift|Control|Alt|AltGraph|Meta|CapsLock|F\d+)$/;

/** A key typed into a field is no shortcut of the page's, which could not tell: it sees the element, and no field. */
function keepTyped(event: KeyboardEvent) {
  const { target, key, ctrlKey, altKey, metaKey } = event;
  const isField = /^(?:input|textarea)$/.test((target as Element).localName);
  const isCommand = (ctrlKey || altKey || metaKey) && !event.getModifierState?.("AltGraph");
  if (isField && !isCommand && !NOT_TYPED.test(key)) event.stopPropagation();
}

const sheets = new WeakMap<Document, CSSStyleSheet>();

/** The style sheet for a document: a sheet belongs to the one that it was made in. */
function sheetOf(page: Document, view: Window & typeof globalThis, style: string) {
  let sheet = sheets.get(page);
  if (sheet) return sheet;
  sheet = new view.CSSStyleSheet();
  // Hosts make the root's letters small and enlarge their own; a reader who makes them large is followed.
  const small = 16 / parseFloat(view.getComputedStyle(of(page, "documentElement")).fontSize);
  sheet.replaceSync(small > 1 ? style.replace(/([\d.]+)rem\b/g, (_, size) => `${size * small}rem`) : style);
  sheets.set(page, sheet);
  return sheet;
}

export class Root {
  readonly shadow;
  readonly #host;
  /** The style sheet that the page holds together with the form. */
  readonly #own: HTMLLinkElement | null | undefined;
  /** The style sheet where the page does not hold it, as text. */
  #style: string | undefined;
  /** What stands above the form, whatever becomes of that. */
  #warning: HTMLElement | undefined;
  /** The form that was written beforehand, until a calculator takes it over. */
  #form: HTMLElement | undefined;

  constructor(host: HTMLElement) {
    this.#host = host;
    const root = (this.shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" }));
    // Where a page was put together by a script, a browser leaves the template as it is written.
    const template = host.querySelector<HTMLTemplateElement>(":scope > template[shadowrootmode]");
    if (template) root.append(template.content);
    this.#form = root.querySelector<HTMLElement>("[data-prerendered]") ?? undefined;
    this.#own = this.#form && root.querySelector<HTMLLinkElement>("link, style");
    const listen = (event: string, heard: (event: any) => void, capture = false) =>
      root.addEventListener(event, heard, capture);
    for (const event of ["keydown", "keypress", "keyup"]) listen(event, keepTyped);
    for (const event of ["input", "change"]) {
      // On the way down to the field and on the way back. What a script enters has nobody waiting for a frame.
      listen(event, ({ isTrusted }) => enter(isTrusted), true);
      listen(event, () => enter(false));
    }
    // Whatever else is done finds the page settled; not at a click, when a choice is half made.
    listen("pointerdown", settle, true);
    listen("keydown", ({ key, target }) => (key === "Tab" || target.type !== "text") && settle(), true);
    this.showPlaceholder();
  }

  /** Whether a style sheet is here, or the page brings one. */
  get isDressed() {
    return !!this.#own || !!this.#style;
  }

  /** Whether the page's style sheet has not come, or came changed: Firefox has an empty one in the place of that. */
  get isBare() {
    if (!this.#own) return false;
    try {
      return !this.#own.sheet?.cssRules.length;
    } catch {
      return true;
    }
  }

  /** Gives it the style sheet of the document that the element stands in. */
  dress(style = this.#style) {
    this.#style = style;
    const page = this.#host.ownerDocument;
    const view = of(page, "defaultView");
    if (style && view && (!this.#own || this.isBare)) this.shadow.adoptedStyleSheets = [sheetOf(page, view, style)];
  }

  get #fields() {
    return this.#form?.querySelectorAll<HTMLInputElement>("input, textarea") ?? [];
  }

  get isFilled() {
    for (const { value, defaultValue, checked, defaultChecked } of this.#fields) {
      if (value !== defaultValue || checked !== defaultChecked) return true;
    }
    return false;
  }

  /** Takes back what was entered before the calculator was there. */
  empty() {
    for (const field of this.#fields) {
      field.value = field.defaultValue;
      field.checked = field.defaultChecked;
    }
  }

  /** Whether a form stands that may stay until the calculator takes it over: in use, or in the language asked for. */
  isReady(language: Language) {
    if (!this.#form) return false;
    const { lang } = this.#form.firstElementChild as HTMLElement;
    return this.isFilled || !!this.shadow.activeElement || languageOf(lang) === language;
  }

  prepare(html: string) {
    const template = make("template");
    try {
      template.innerHTML = html;
    } catch {
      // The page lets no script write into it; the calculator makes its own.
      return;
    }
    this.#form = template.content.firstElementChild as HTMLElement;
    this.showPlaceholder();
  }

  forget() {
    this.#form = undefined;
    this.showPlaceholder();
  }

  /** What stands until the calculator does: the form, or else what the page wrote between the tags. */
  showPlaceholder() {
    this.show(this.#form ?? make("slot"));
  }

  /** Makes room for the calculator, which takes over the form where one stands. */
  receive() {
    this.show(this.#form);
    for (const button of this.#form?.querySelectorAll("button") ?? []) button.disabled = false;
    this.#form = undefined;
  }

  /** Puts something above the form where there is one, and else in the place of everything. */
  tell(what: HTMLElement) {
    this.show(this.#form ?? what);
    this.#form?.before(what);
  }

  /** Puts this above whatever stands, or nothing, in the place of what was put there before. */
  warn(what?: HTMLElement) {
    this.#warning?.remove();
    this.#warning = what;
    if (what) this.shadow.prepend(what);
  }

  /** Has this stand alone, or nothing. */
  show(what?: HTMLElement) {
    for (const child of [...this.shadow.childNodes]) {
      if (child === this.#own || child === what || child === this.#warning) continue;
      // Chromium never frees radio buttons that leave a shadow root with a name, nor what they hold.
      const fields = child === this.#form ? [] : (child as Element).querySelectorAll?.("input[name]");
      for (const field of fields ?? []) field.removeAttribute("name");
      child.remove();
    }
    if (what && what.parentNode !== this.shadow) this.shadow.append(what);
  }
}
