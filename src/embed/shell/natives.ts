// Pages change JavaScript's own functions, and forms and images that bear the name of a function of the document stand in
// its place. What decides is therefore taken here, once, and called by way of the prototype; `isIntact` tries it out.

export const { parse, stringify } = JSON;
export const { isArray } = Array;
export const { defineProperty, getPrototypeOf, hasOwn, keys: keysOf } = Object;
export const { apply } = Reflect;
export const { slice } = String.prototype;
export const tagOf = Object.prototype.toString;
const { getAttribute } = globalThis.Element?.prototype ?? {};

/** A property of a document. */
export function of<K extends keyof Document>(page: Document, name: K): Document[K] {
  return Reflect.get(Document.prototype, name, page) as Document[K];
}

/** A new element. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K): HTMLElementTagNameMap[K] {
  const element = apply(Document.prototype.createElement as (tag: string) => HTMLElement, document, [tag]);
  return element as HTMLElementTagNameMap[K];
}

/** An attribute: what a form holds may bear the name of a property. */
export const attributeOf = (element: Element, name: string) => apply(getAttribute, element, [name]);
