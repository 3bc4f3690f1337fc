// The shadow root of an element: its style sheet, what stands in it before the calculator does, and its keys.

import { make, of } from "./natives.ts";
import { enter, settle } from "./soon.ts";
import STYLE from "./widget.css";

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
function sheetOf(page: Document, view: Window & typeof globalThis) {
  let sheet = sheets.get(page);
  if (sheet) return sheet;
  sheet = new view.CSSStyleSheet();
  // Hosts make the root's letters small and enlarge their own; a reader who makes them large is followed.
  const small = 16 / parseFloat(view.getComputedStyle(of(page, "documentElement")).fontSize);
  sheet.replaceSync(small > 1 ? STYLE.replace(/([\d.]+)rem\b/g, (_, size) => `${size * small}rem`) : STYLE);
  sheets.set(page, sheet);
  return sheet;
}

export class Root {
  readonly shadow;
  /** The document whose style sheet the root has. */
  #dressed: Document | undefined;

  constructor(host: HTMLElement) {
    const root = (this.shadow = host.attachShadow({ mode: "open" }));
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

  /** Gives it the style sheet of the document that the element stands in. */
  dress(page: Document) {
    const view = of(page, "defaultView");
    if (this.#dressed === page || !view) return;
    this.shadow.adoptedStyleSheets = [sheetOf(page, view)];
    this.#dressed = page;
  }

  /** What the page wrote between the tags stands until the calculator does. */
  showPlaceholder() {
    this.clear(make("slot"));
  }

  /** Takes everything out and puts something else there, or nothing. */
  clear(...others: Node[]) {
    // Chromium never frees radio buttons that leave a shadow root with a name, nor what they hold.
    for (const field of this.shadow.querySelectorAll("input[name]")) field.removeAttribute("name");
    this.shadow.replaceChildren(...others);
  }
}
