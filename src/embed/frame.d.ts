// The script for pages that show the calculator in a frame: it exports nothing. The events happen on the frame.
import type {} from "./liver-prescreen.js";

export {};
