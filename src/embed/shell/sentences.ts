// What the shell says: to whoever looks at the page in both languages, to whoever runs it in English.

export const TAG = "liver-prescreen";

export const SENTENCES = {
  en: {
    title: "Liver Prescreen",
    unloaded: "The calculator could not be loaded. Check the connection, then reload the page.",
    changed:
      "A file of the calculator came changed and was not run: a proxy or content network on the way may have changed it. " +
      "Reload the page; if that does not help, tell whoever runs it.",
    broken: "Result unavailable. Reload the page and enter the values again; do not use a result shown before.",
    refused: "The calculator cannot start with the settings of this page:",
    stays: "The study that this page asks for cannot be used. The form below is still that of the study before:",
    retry: "Try again",
  },
  zh: {
    title: "肝病研究预筛",
    unloaded: "计算器无法加载。请检查网络连接，然后重新加载页面。",
    changed: "计算器的一个文件内容被改动，因此未运行：可能是途中的代理服务器或内容分发网络改动了它。请重新加载页面；如仍无效，请告知本页面的管理者。",
    broken: "结果不可用。请重新加载页面并重新输入各项数值；请勿使用先前显示的结果。",
    refused: "计算器无法按本页面的设置启动：",
    stays: "本页面所要求的研究无法使用。下方表单仍为先前的研究：",
    retry: "重试",
  },
};

/** What whoever runs the page can do. */
export const ADVICE = {
  unloaded:
    "Serve every file of the build unchanged beside liver-prescreen.js, and where the page has a Content Security " +
    "Policy, let it allow script-src 'wasm-unsafe-eval' and, for that folder, script-src and connect-src.",
  changed:
    "Have the files of the build served as they are: switch off minifying, script rewriting and address obfuscation for " +
    "their folder in the proxy or content network, or send Cache-Control: no-transform with them.",
  broken: "Reload the page. If it happens again, report the cause to the authors of the calculator.",
  refused: "Mend what path names: the element's attribute or property, or the file at that address.",
  stays: "Mend what path names: the element's attribute or property, or the file at that address.",
};

/** An event must not repeat what was entered. */
export const WITHHELD = 'This is not accepted. screen(), or share="full", says why.';

export const UNSET =
  "This must be set as a property. A framework that renders before this script has come writes an attribute instead: " +
  "import the script first.";

export const CHANGED =
  "This page has changed JavaScript's own functions (those of Array, JSON, Object or String), so that nothing can be read " +
  "with certainty: load this script before the one that does so.";

export const STOPPED = "Result unavailable: the calculator stopped after an internal error and must be loaded anew.";

/** The language of a tag, of the two that there are. */
export type Language = keyof typeof SENTENCES;

export const languageOf = (tag: string | undefined): Language => (/^zh\b/i.test(tag ?? "") ? "zh" : "en");

/** As an attribute has it. */
export const TAGS = { en: "en", zh: "zh-CN" };

/** An input that the calculator refuses: `path` says where in the input, `message` what to do. */
export class PrescreenError extends Error {
  // Fields, because pages freeze `Error.prototype`, and then nothing can be assigned that it has too.
  override name = "PrescreenError";
  readonly path: string;

  constructor(message: string, path: string) {
    super(message);
    this.path = path;
  }
}

/** An error of the shell's, with what else is known of it. */
export interface Failure extends Error {
  path?: string;
  /** A file came, and is another than the one that was released. */
  changed?: boolean;
  /** Nothing has come so far, and may yet. */
  late?: boolean;
  /** To ask once more may help. */
  again?: boolean;
}
