// In a frame, `index.html?embed` tells the page around how high it is, and what happens in it where the address names
// the origin that may hear it.

import { TAG } from "./sentences.ts";

/** Hosts may hear of results where whoever publishes this page lists them: an address can be made by anybody. */
function mayHear(origin: string | null): origin is string {
  if (!origin || !URL.canParse(origin) || new URL(origin).origin !== origin) return false;
  const list = document.querySelector<HTMLMetaElement>(`meta[name="${TAG}-origins"]`)?.content ?? "";
  if (list.split(/\s+/).includes(origin)) return true;
  console.warn(`${origin} hears nothing: <meta name="${TAG}-origins"> of this page does not list it.`);
  return false;
}

export function embed() {
  const asked = new URLSearchParams(location.search);
  if (!asked.has("embed") || parent === window) return;
  const widget = document.querySelector(`${TAG}[data-whole-page]`);
  if (!widget) return;
  document.documentElement.dataset.embed = "";
  for (const name of ["lang", "theme", "study", "enrolment", "units"]) {
    const value = asked.get(name);
    if (value !== null) widget.setAttribute(name, value);
  }
  // No arrow without braces: WebKit leaves out the frame of a call in the last place, and then takes the page around
  // for the sender.
  const say = (message: object, origin: string) => {
    parent.postMessage({ from: TAG, ...message }, origin);
  };
  const height = () => say({ height: Math.ceil(document.documentElement.getBoundingClientRect().height) }, "*");
  new ResizeObserver(height).observe(document.documentElement);
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data === TAG) height();
  });
  const origin = asked.get("origin");
  if (!mayHear(origin)) return;
  for (const type of ["ready", "change", "error"]) {
    addEventListener(`prescreen-${type}`, (event) => say({ type, detail: (event as CustomEvent).detail }, origin));
  }
}
