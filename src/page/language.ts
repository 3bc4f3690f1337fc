// In which language the page opens: as its address says, as its reader chose before, or as the browser does.

/** The one word that the page remembers. */
const NAME = "liver-prescreen-language";

/** The language of a tag, where the calculator has it: Chinese, or English with the region that it is spelt by. */
export function known(tag: string | null | undefined) {
  if (!tag) return undefined;
  if (/^zh\b/i.test(tag)) return "zh-CN";
  return /^en\b/i.test(tag) ? tag : undefined;
}

const preferred = () => (navigator.languages ?? []).map(known).filter((tag) => tag !== undefined);

/** How English is spelt is the browser's to say, as long as it says so. */
export const spelt = (tag: string | undefined) =>
  (tag === "en" && preferred().find((other) => other !== "zh-CN")) || tag;

/** None where the browser lets nothing be stored. */
function remembered() {
  try {
    return spelt(known(localStorage.getItem(NAME)));
  } catch {
    return undefined;
  }
}

export function remember(tag: string | undefined) {
  try {
    localStorage.setItem(NAME, tag === "zh-CN" ? tag : "en");
  } catch {}
}

/** What the address asks for. */
export const asked = () => known(new URLSearchParams(location.search).get("lang"));

export const wanted = () => asked() ?? remembered() ?? preferred()[0];
