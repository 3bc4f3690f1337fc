// The shadow root of an element: its style sheet, what stands in it before the calculator does, and its keys.

import { make, of } from "./natives.ts";
import { type Language, languageOf } from "./sentences.ts";
import { enter, settle } from "./soon.ts";

/** Keys that are not typed into a field: a page may be listening for them. */
const NOT_TYPED = /^(?:Escape|Tab|Shift|Control|Alt|AltGraph|Meta|CapsLock|F\d+)$/;

/** A key typed into a field is no shortcut of the page's, which could not tell: it sees the element, and no field. */
function keepTyped(event: KeyboardEvent) {
  const { target, key, ctrlKey, altKey, metaKey } = event;
  const { localName } = target as Element;
  const isField = localName === "input" || localName === "textarea";
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

/** The root that a page holds already, with the form in it. */
function standing(host: HTMLElement) {
  if (host.shadowRoot) return host.shadowRoot;
  const root = host.attachShadow({ mode: "open" });
  // Some browsers leave it where it is written.
  const template = host.querySelector<HTMLTemplateElement>(":scope > template[shadowrootmode]");
  if (template) root.append(template.content);
  return root;
}

/** Whether a style sheet has come as it was released: Firefox has an empty one in the place of one that it refused. */
function hasCome(sheet: CSSStyleSheet | null | undefined) {
  try {
    return !!sheet && sheet.cssRules.length > 0;
  } catch {
    return false;
  }
}

type Field = HTMLInputElement | HTMLTextAreaElement;

const isChoice = (field: Field): field is HTMLInputElement => field.type === "radio" || field.type === "checkbox";

const isFilled = (field: Field) =>
  isChoice(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;

export class Root {
  readonly shadow;
  /** The style sheet that the page holds together with the form. */
  readonly #own: HTMLLinkElement | HTMLStyleElement | undefined;
  /** The document whose style sheet the root has. */
  #dressed: Document | undefined;
  /** The form that a calculator is still to take over, while something else stands in its place. */
  #aside: HTMLElement | null = null;

  constructor(host: HTMLElement) {
    const root = (this.shadow = standing(host));
    const first = root.firstElementChild;
    if (this.#form && first && /^(?:link|style)$/.test(first.localName)) this.#own = first as HTMLLinkElement;
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

  /** The form that was written beforehand, for as long as no calculator has taken it over. */
  get #form() {
    return this.#aside ?? this.shadow.querySelector<HTMLElement>("[data-prerendered]");
  }

  get #fields() {
    return this.#form?.querySelectorAll<Field>("input, textarea") ?? [];
  }

  /** Whether the page brings its style sheet, or is to. */
  get isDressed() {
    return this.#own !== undefined;
  }

  /** Whether the page's style sheet has not come, or came changed. */
  get isBare() {
    return this.isDressed && !hasCome(this.#own?.sheet);
  }

  /** Whether somebody has entered something before the calculator was there. */
  get isFilled() {
    for (const field of this.#fields) if (isFilled(field)) return true;
    return false;
  }

  /** Whether a form stands that may stay until the calculator takes it over: in use, or in the language that is asked for. */
  isReady(language: Language) {
    const form = this.#form;
    if (!form) return false;
    const { lang } = form.firstElementChild as HTMLElement;
    return this.isFilled || !!this.shadow.activeElement || languageOf(lang) === language;
  }

  /** Takes back what was entered before the calculator was there. */
  empty() {
    for (const field of this.#fields) {
      if (isChoice(field)) field.checked = field.defaultChecked;
      else field.value = field.defaultValue;
    }
  }

  /** Gives it the style sheet of the document that the element stands in. */
  dress(page: Document, style: string) {
    const view = of(page, "defaultView");
    if (hasCome(this.#own?.sheet) || this.#dressed === page || !view) return;
    this.shadow.adoptedStyleSheets = [sheetOf(page, view, style)];
    this.#dressed = page;
  }

  /** Shows a form that was written beforehand. */
  prepare(html: string) {
    const template = make("template");
    try {
      template.innerHTML = html;
    } catch {
      // The page lets no script write into it; the calculator makes its own.
      return;
    }
    this.forget();
    this.clear(template.content);
  }

  /** What stands until the calculator does: the form, or else what the page wrote between the tags. */
  showPlaceholder() {
    const form = this.#form;
    this.#aside = null;
    if (form) this.#leaveOnly(form);
    else this.clear(make("slot"));
  }

  /** Makes room for the calculator, which takes over the form where one stands. */
  receive() {
    const form = this.#form;
    this.#aside = null;
    if (!form) return this.clear();
    for (const button of form.querySelectorAll("button")) button.disabled = false;
    this.#leaveOnly(form);
  }

  /** Lets go of the form that was written beforehand. */
  forget() {
    this.#aside = null;
    this.shadow.querySelector("[data-prerendered]")?.remove();
  }

  /** Puts something above the form where there is one, and else in the place of everything. */
  tell(what: Node) {
    const form = this.#form;
    if (!form) return this.clear(what);
    this.#leaveOnly(form);
    form.before(what);
  }

  /** Takes everything out and puts something else there, or nothing. A form that waits for its calculator is kept. */
  clear(...others: Node[]) {
    this.#aside = this.#form;
    // Chromium never frees radio buttons that leave a shadow root with a name, nor what they hold.
    for (const field of this.shadow.querySelectorAll("input[name]")) {
      if (!this.#aside?.contains(field)) field.removeAttribute("name");
    }
    this.#leaveOnly();
    this.shadow.append(...others);
  }

  #leaveOnly(form?: Node) {
    for (const child of [...this.shadow.childNodes]) if (child !== this.#own && child !== form) child.remove();
    if (form && form.parentNode !== this.shadow) this.shadow.append(form);
  }
}
