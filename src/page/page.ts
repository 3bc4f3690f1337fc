// What index.html does beside the calculator, and the element in a page of somebody else never does: it opens in the
// reader's language, opens study files, keeps the page for use without a network, and tells of a new release.

import { speak } from "./language.ts";
import { openStudies } from "./study.ts";

const HOUR = 3_600_000;

const WORDS = {
  en: ["A new version of this page is ready. Taking it reloads the page and clears what is entered.", "Take it now"],
  "zh-CN": ["本页面的新版本已就绪。更新会重新加载页面，并清除已填写的内容。", "立即更新"],
};

// In a frame it is part of somebody else's page; and a sandboxed one may not even ask.
const worker: ServiceWorkerContainer | undefined = window === top ? navigator.serviceWorker : undefined;

/** The words in both languages, of which the style sheet shows one. */
function both<K extends "p" | "button">(tag: K, index: 0 | 1) {
  const element = document.createElement(tag);
  for (const [lang, words] of Object.entries(WORDS)) {
    const text = document.createElement("span");
    text.lang = lang;
    text.textContent = words[index]!;
    element.append(text);
  }
  return element;
}

speak();

// The script that the page loaded, which is not loaded once more.
const { src } = document.querySelector<HTMLScriptElement>('script[src*="liver-prescreen.js"]') ?? {};
openStudies(async (text) => {
  const { ready, checkStudy }: typeof import("../embed/api.d.ts") = await import(src!);
  await ready;
  return checkStudy(text);
});

let begun = false;

async function start(worker: ServiceWorkerContainer) {
  if (begun) return;
  begun = true;
  const bar = document.createElement("div");
  bar.className = "news";
  bar.setAttribute("role", "status");
  document.querySelector("main")?.before(bar);
  let chosen = false;
  const registration = await worker.register("./sw.js", { updateViaCache: "none" });

  const tell = () => {
    if (bar.firstChild) return;
    const button = both("button", 1);
    button.type = "button";
    button.addEventListener("click", () => {
      chosen = true;
      // Where entries would be lost, the browser asks before it reloads.
      if (registration.waiting) registration.waiting.postMessage("take");
      else location.reload();
    });
    bar.append(both("p", 0), button);
  };
  const look = () => registration.active && registration.waiting && tell();
  const watch = () => registration.installing?.addEventListener("statechange", look);
  registration.addEventListener("updatefound", watch);
  watch();
  look();
  // The worker says of which release it is: where another tab took the next one, this tab goes on with its own until
  // somebody says so here. It also tidies up, unless the page that was here before still stands in its way: so it is
  // asked again.
  const ask = () => registration.active?.postMessage("release");
  worker.addEventListener("message", ({ data }) => data === document.documentElement.dataset.release || tell());
  worker.addEventListener("controllerchange", () => {
    if (!chosen) return ask();
    // Once: the reader may say no, and another tab's choice is not this one's.
    chosen = false;
    location.reload();
  });
  ask();
  const update = () => {
    ask();
    registration.update().then(look, () => {});
  };
  // Browsers do not all look for a new release at each visit, and WebKit now and then drops one that is on its way.
  const pauses = registration.active ? [0, 2000, 6000, 12_000] : [];
  for (const pause of pauses) setTimeout(update, pause);
  // A page may stay open for weeks.
  setInterval(update, HOUR);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && update());
}

// For as long as this tab stands, the worker keeps the release that it shows.
const shown = `liver-prescreen ${new URL("./", location.href)} ${document.documentElement.dataset.release}`;
navigator.locks?.request(shown, { mode: "shared" }, () => new Promise(() => {})).catch(() => {});

// The calculator must not wait for this. Its script ran before this one; where it was refused, a sound release may come
// this way. A browser that allows no worker, or has no room, still has the page.
if (worker) {
  const begin = () => void start(worker).catch(() => {});
  const waits = document.querySelector("liver-prescreen")?.shadowRoot?.querySelector("slot:not([name])");
  if (!waits) begin();
  else for (const event of ["prescreen-ready", "prescreen-error"]) addEventListener(event, begin, { once: true });
}
