// Runs before the page is read on, so that a reader of Chinese is shown nothing in English first.

import { asked, wanted } from "./language.ts";

// In a frame the page around says which language.
const language = window === top ? wanted() : asked();
if (language === "zh-CN") document.documentElement.lang = language;
