// A study file of the reader's own, dropped on the page or chosen: it is read on this device, checked as a whole, and only
// then used. Nothing of it is stored or sent. Only a page that is there for the calculator alone has this, and none of it
// comes before the first verdict.

import type { LiverPrescreenElement, StudyRemark } from "../embed/api.d.ts";

/** What is said of the text of a study file. */
export type Check = (text: string) => StudyRemark[] | Promise<StudyRemark[]>;

/** A remark of either grade: one that is no fault refuses nothing. */
type Remark = StudyRemark & { grade?: string; messageZh?: string };

/** A text in the languages that it has. */
type Text = { en?: string; "zh-CN"?: string };

/** The most that a study file may hold, in bytes. */
const LARGEST = 1 << 19;

/** More than anybody mends at once. */
const MOST_SHOWN = 20;

/** What a page says of enrolment is of its own study. */
const ENROLMENT = ["enrolment", "enrolled", "recruitment", "as-of"];

const WORDS = {
  choose: ["Open a study file…", "打开研究文件…"],
  choosing: [
    "A file of a study of your own (JSON, at most 512 kB) is read on this device and checked before it is used; nothing of it is stored or sent. It can also be dropped on this page.",
    "您自己的研究文件（JSON，不超过 512 kB）仅在本设备上读取，使用前先行检查，不会被保存或发送。也可将文件拖放到本页面。",
  ],
  own: ["Study file of your own:", "您自己的研究文件："],
  unchecked: [", not checked by anybody here.", "，未经本页面任何人核对。"],
  back: ["Back to the study of this page", "返回本页面的研究"],
  refused: ["This study file cannot be used, and nothing on the page has changed:", "此研究文件无法使用，页面内容保持不变："],
  asks: ["To open this study empties the form:", "打开此研究将清空表单："],
  returns: ["To go back empties the form.", "返回将清空表单。"],
  open: ["Empty the form and go on", "清空表单并继续"],
  keep: ["Keep what is entered", "保留已填写的内容"],
  close: ["Close", "关闭"],
  remarks: ["What the check remarks on", "检查提出的意见"],
  more: ["There is more; mend these first.", "还有更多问题；请先修正以上各项。"],
  several: ["Give one file at a time.", "请每次只提供一个文件。"],
  large: ["This is larger than 512 kB, the most that a study may be.", "文件超过 512 kB，即研究文件的上限。"],
  unread: ["The browser could not read the file.", "浏览器无法读取该文件。"],
  letters: ["This is no text in UTF-8: save the file in that encoding.", "文件不是 UTF-8 编码的文本：请以该编码保存。"],
  unloaded: ["The calculator is not loaded, so nothing can be checked.", "计算器未加载，因此无法检查。"],
} as const satisfies Record<string, readonly [string, string]>;

type Words = readonly [string, string];

function make<K extends keyof HTMLElementTagNameMap>(tag: K, ...children: (Node | string)[]) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}

/** A text in both languages, of which the page's style sheet shows one. */
function both([en, zh]: Words) {
  const of = (lang: string, text: string) => Object.assign(make("span", text), { lang });
  const whole = document.createDocumentFragment();
  whole.append(of("en", en), of("zh-CN", zh));
  return whole;
}

/** A text of the file's: in one language alone it is shown to every reader, marked as that. */
function localised({ en, "zh-CN": zh }: Text) {
  if (en && zh) return both([en, zh]);
  return Object.assign(make("span", en || zh || ""), { lang: en ? "en-GB" : "zh-Hans" });
}

function button(words: Words, work: () => void) {
  const made = make("button", both(words));
  made.type = "button";
  made.addEventListener("click", work);
  return made;
}

/** What is wrong with a file, or remarked on: the place, and the sentence in the languages that it has. */
function listed(remarks: Remark[]) {
  const list = make("ul");
  for (const { path, message, messageZh } of remarks.slice(0, MOST_SHOWN)) {
    const said = localised({ en: message, "zh-CN": messageZh });
    list.append(make("li", ...(path ? [make("code", path), ": "] : []), said));
  }
  if (remarks.length > MOST_SHOWN) list.append(make("li", both(WORDS.more)));
  return list;
}

/** Lets readers open a study file where the page is there for the calculator alone, and is nobody else's frame. */
export function openStudies(check: Check) {
  const calculator = document.querySelector<LiverPrescreenElement>("liver-prescreen[data-whole-page]");
  if (calculator && window === top) new Opener(calculator, check).attend();
}

class Opener {
  readonly #calculator;
  readonly #check;
  /** Which study file stands, where it is the reader's. */
  readonly #standing = make("div");
  /** What became of the last file, or what is to be decided about it. */
  readonly #told = make("div");
  readonly #input = make("input");
  #turn = {};
  /** The attributes of the page that are of its own study, while another one stands. */
  #aside: [string, string][] | undefined;

  constructor(calculator: LiverPrescreenElement, check: Check) {
    this.#calculator = calculator;
    this.#check = check;
  }

  attend() {
    for (const bar of [this.#standing, this.#told]) bar.className = "news study-file";
    this.#standing.classList.add("own");
    this.#standing.setAttribute("role", "status");
    this.#told.tabIndex = -1;
    document.querySelector("main")?.before(this.#standing, this.#told);
    const input = this.#input;
    Object.assign(input, { type: "file", accept: ".json,application/json", hidden: true });
    input.addEventListener("change", () => {
      const [file] = input.files ?? [];
      if (file) void this.#take(file);
      // The same file once more is to be read once more.
      input.value = "";
    });
    // Shown by the calculator in its part on itself.
    const chooser = make("div", make("p", both(WORDS.choosing)), button(WORDS.choose, () => input.click()), input);
    chooser.className = "study-file";
    chooser.slot = "study-file";
    this.#calculator.append(chooser);
    const held = (event: DragEvent) => event.dataTransfer?.types.includes("Files");
    // A browser would otherwise leave the page for the file, and what is entered with it.
    document.addEventListener("dragover", (event) => {
      if (!held(event)) return;
      event.preventDefault();
      event.dataTransfer!.dropEffect = "copy";
    });
    document.addEventListener("drop", (event) => {
      if (!held(event)) return;
      event.preventDefault();
      const { files } = event.dataTransfer!;
      if (files.length === 1) void this.#take(files[0]!);
      else this.#refuse(both(WORDS.several));
    });
  }

  /** Reads a file and checks it; what stands does not change before it is known to be good. */
  async #take(file: File) {
    // Of two files counts the one that was given last.
    const turn = (this.#turn = {});
    const isCurrent = () => turn === this.#turn;
    const refuse = (why: Node) => isCurrent() && this.#refuse(why, file.name);
    if (file.size > LARGEST) return refuse(both(WORDS.large));
    const bytes = await file.arrayBuffer().catch(() => undefined);
    if (!bytes) return refuse(both(WORDS.unread));
    let text: string;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return refuse(both(WORDS.letters));
    }
    let remarks: Remark[];
    try {
      remarks = await this.#check(text);
    } catch {
      return refuse(both(WORDS.unloaded));
    }
    if (!isCurrent()) return;
    const faults = remarks.filter(({ grade }) => grade !== "remark");
    if (faults.length > 0) return refuse(listed(faults));
    const study = JSON.parse(text);
    const title = () => make("b", localised(study.shortTitle));
    this.#ask(make("p", both(WORDS.asks), " ", title()), () => {
      this.#change(study, () => {
        const name = make("p", both(WORDS.own), " ", title(), both(WORDS.unchecked));
        this.#standing.replaceChildren(name, button(WORDS.back, () => this.#goBack()));
        if (remarks.length === 0) return;
        this.#standing.append(make("details", make("summary", both(WORDS.remarks)), listed(remarks)));
      });
    });
  }

  #goBack() {
    this.#turn = {};
    // What the page itself says of its study still stands in the attribute.
    const goOn = () => this.#change(this.#calculator.getAttribute("study"), () => this.#standing.replaceChildren());
    this.#ask(make("p", both(WORDS.returns)), goOn);
  }

  /** Goes on at once where nothing is entered, and else once the reader has said so. */
  #ask(question: Node, goOn: () => void) {
    // What asks before the page is left knows whether anything would be lost.
    const holdsEntries = !dispatchEvent(new Event("beforeunload", { cancelable: true }));
    const settled = (work?: () => void) => () => {
      this.#told.replaceChildren();
      work?.();
    };
    if (!holdsEntries) return settled(goOn)();
    this.#tell("group", question, button(WORDS.open, settled(goOn)), button(WORDS.keep, settled()));
  }

  /** Has the calculator take a study. It checks by itself once more, and keeps the one before where it refuses this one. */
  #change(study: string | object | null, done: () => void) {
    const calculator = this.#calculator;
    const ended = new AbortController();
    const { signal } = ended;
    const isOwn = typeof study === "object" && study !== null;
    const before = this.#aside;
    this.#setAside(isOwn);
    calculator.addEventListener(
      "prescreen-ready",
      () => {
        ended.abort();
        done();
        this.#standing.scrollIntoView({ block: "nearest" });
      },
      { signal },
    );
    calculator.addEventListener(
      "prescreen-error",
      ({ detail: { path = "", message } }) => {
        if (!path.startsWith("study")) return;
        ended.abort();
        this.#setAside(!!before);
        this.#refuse(listed([{ path, message } as Remark]));
      },
      { signal },
    );
    calculator.study = study;
  }

  /** What the page says of enrolment counts for its own study alone. */
  #setAside(isAside: boolean) {
    const calculator = this.#calculator;
    if (isAside && !this.#aside) {
      const said = ENROLMENT.map((name) => [name, calculator.getAttribute(name)] as const);
      this.#aside = said.filter((one): one is [string, string] => one[1] !== null);
      for (const name of ENROLMENT) calculator.removeAttribute(name);
    } else if (!isAside && this.#aside) {
      for (const [name, value] of this.#aside) calculator.setAttribute(name, value);
      this.#aside = undefined;
    }
  }

  #refuse(why: Node, name = "") {
    const file = name ? [" ", Object.assign(make("b", name), { translate: false })] : [];
    const close = button(WORDS.close, () => this.#told.replaceChildren());
    this.#tell("alert", make("p", both(WORDS.refused), ...file), make("div", why), close);
  }

  #tell(role: string, ...what: Node[]) {
    this.#told.setAttribute("role", role);
    this.#told.replaceChildren(...what);
    this.#told.focus();
  }
}
