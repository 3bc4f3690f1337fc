// In which language a page that is there for the calculator opens: as its address says, as its reader chose before, or as
// the browser does.

/** The one word that the page remembers. */
const NAME = "liver-prescreen-language";

/** The language of a tag, where the calculator has it: Chinese, or English with the region that it is spelt by. */
function known(tag: string | null | undefined) {
  if (!tag) return undefined;
  if (/^zh\b/i.test(tag)) return "zh-CN";
  return /^en\b/i.test(tag) ? tag : undefined;
}

const preferred = () => (navigator.languages ?? []).map(known).filter((tag) => tag !== undefined);

/** How English is spelt is the browser's to say, as long as it says so. */
const spelt = (tag: string | undefined) =>
  (tag === "en" && preferred().find((other) => other !== "zh-CN")) || tag;

/** None where the browser lets nothing be stored. */
function remembered() {
  try {
    return spelt(known(localStorage.getItem(NAME)));
  } catch {
    return undefined;
  }
}

function remember(tag: string | undefined) {
  try {
    localStorage.setItem(NAME, tag === "zh-CN" ? tag : "en");
  } catch {}
}

/** What the address asks for. */
export const asked = () => known(new URLSearchParams(location.search).get("lang"));

export const wanted = () => asked() ?? remembered() ?? preferred()[0];

/** Has the calculator speak so, and remembers what a reader chooses. In a frame the page around says which language. */
export function speak() {
  const calculator = document.querySelector("liver-prescreen");
  if (window !== top || !calculator) return;
  const lang = wanted();
  if (lang) calculator.setAttribute("lang", lang);
  const chosen = new MutationObserver(() => {
    const now = known(calculator.getAttribute("lang"));
    const as = spelt(now);
    if (as && as !== now) calculator.setAttribute("lang", as);
    remember(now);
  });
  chosen.observe(calculator, { attributeFilter: ["lang"] });
}
