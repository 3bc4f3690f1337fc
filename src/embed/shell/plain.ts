// What comes from a host, as plain data: a copy that nobody changes later, and the text in which it reaches the calculator.

import { apply, defineProperty, getPrototypeOf, hasOwn, isArray, keysOf, parse, stringify, tagOf } from "./natives.ts";
import { PrescreenError } from "./sentences.ts";

/** The longest text that is taken from a script. */
const LONGEST = 1 << 20;

/** The calculator refuses what is nested deeper, so nothing is read further than one step beyond. */
const DEEPEST = 33;

// More members than any study or input has, and than any FHIR document: what refers to the same parts over and over has
// no end otherwise.
const MOST = 200_000;
export const MOST_OF_FHIR = 1_000_000;

/** A value that JSON could hold. */
export type Plain = string | number | boolean | null | undefined | Plain[] | { [key: string]: Plain };

/** The objects around one that is being copied, the nearest first. */
interface Around {
  object: object;
  above: Around | undefined;
}

const joined = (path: string, step: string) => (path ? `${path}.${step}` : step);

/** What can be read of an object: its keys, or the length of a list, or else the name of what it is. */
function shape(value: object): { keys?: string[]; length?: number; name?: string } {
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
export function plain(value: unknown, path: string, most = MOST): Plain {
  let members = 0;
  const refuse = (why: string, at: string): never => {
    throw new PrescreenError(why, at);
  };
  // Proxies, and objects that compute what they hold, may throw what they like.
  const read = <T>(work: () => T, at: string): T => {
    try {
      return work();
    } catch {
      return refuse("This threw an error when it was read. Expected plain data, as JSON could hold it.", at);
    }
  };
  const put = (target: object, key: PropertyKey, value: unknown) =>
    defineProperty(target, key, {
      // @ts-expect-error: without a prototype, to which a page may have added what makes a descriptor something else.
      __proto__: null,
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  const copied = (value: unknown, at: string, above?: Around): Plain => {
    members += 1;
    if (members > most) refuse("This is larger than any input.", path);
    switch (typeof value) {
      case "string":
        if (most === MOST && value.length > LONGEST) refuse("This is larger than any input.", at);
        for (let index = 0; index < value.length; index += 1) {
          if (value[index] === "\0") refuse("Expected plain data: this text holds the character U+0000.", at);
        }
        return value;
      case "number":
        // Of these JSON has no word.
        if (value - value !== 0) refuse(`This is ${value}. Expected a number, or its digits as a text.`, at);
        return value;
      case "bigint":
        return refuse("This is a BigInt. Expected plain data: write the number as 52 or as \"52\", not as 52n.", at);
      case "function":
      case "symbol":
        return refuse(`This is a ${typeof value}. Expected plain data, as JSON could hold it.`, at);
      case "object":
        return value === null ? null : copyOf(value, at, above);
      default:
        return value as boolean | undefined;
    }
  };
  const copyOf = (object: object, at: string, above: Around | undefined): Plain => {
    let depth = 0;
    for (let one = above; one; one = one.above) {
      if (one.object === object) refuse("This is part of itself, and so runs deeper than any input can.", at);
      depth += 1;
    }
    if (depth > DEEPEST) refuse("This runs deeper than any input can.", at);
    const here = { object, above };
    const { keys, length = 0, name } = read(() => shape(object), at);
    if (name) refuse(`This is a ${name} object. Expected plain data: an object as { … }, a list as [ … ].`, at);
    const member = (key: PropertyKey) => (object as Record<PropertyKey, unknown>)[key];
    if (keys) {
      const copy = {};
      for (let index = 0; index < keys.length; index += 1) {
        const key = copied(keys[index], at) as string;
        const place = joined(at, key);
        put(copy, key, copied(read(() => member(key), place), place, here));
      }
      return copy;
    }
    const copy: Plain[] = [];
    for (let index = 0; index < length; index += 1) {
      const place = `${at}[${index}]`;
      if (!read(() => hasOwn(object, index), place)) refuse("This list has a gap here: fill it, or close it.", place);
      put(copy, index, copied(read(() => member(index), place), place, here));
    }
    return copy;
  };
  return copied(value, path);
}

/** A copy as plain data, or the refusal: a setter does not throw for what a value holds. */
export function plainOrWhyNot(value: unknown, path: string): Plain | PrescreenError {
  try {
    return plain(value, path);
  } catch (error) {
    if (error instanceof PrescreenError) return error;
    throw error;
  }
}

/**
 * Plain data as JSON, written without a function that a page may have made its own (see `src/embed/api.rs`). What is null
 * or undefined in an object is left out: it counts as absent.
 */
export function json(value: Plain): string {
  if (value == null) return "null";
  if (typeof value !== "object") return stringify(value);
  let text = "";
  const add = (before: string, member: Plain) => {
    text += (text ? "," : "") + before + json(member);
  };
  if (isArray(value)) {
    for (let index = 0; index < value.length; index += 1) add("", value[index]);
    return `[${text}]`;
  }
  const keys = keysOf(value);
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index]!;
    if (value[key] != null) add(`${stringify(key)}:`, value[key]);
  }
  return `{${text}}`;
}

/** A text, unless it is larger than any input. */
export function bounded(text: string): string {
  if (text.length > LONGEST) throw new PrescreenError("This is larger than any input.", "");
  return text;
}

/** The same of plain data as JSON. */
export const small = (value: Plain): string => bounded(json(value));

/** An input as JSON, and the study document in it apart, whose checksum is that of its own text. */
export function apart(input: Plain): [string, string | undefined] {
  if (!input || typeof input !== "object" || isArray(input)) return [small(input), undefined];
  const { study } = input;
  if (!study || typeof study !== "object" || isArray(study)) return [small(input), undefined];
  return [small({ ...input, study: undefined }), small(study)];
}

/** Whether a sample goes in and comes back whole: what the shell relies on may be of the page's making. */
export function isIntact() {
  const sample = '{"a":[1.5,"b",null],"c":{"d":true}}';
  return json(plain({ a: [1.5, "b", null], c: { d: true } }, "")) === sample && json(parse(sample)) === sample;
}

export function isChanged() {
  try {
    return !isIntact();
  } catch {
    return true;
  }
}
