// A key is shown first. What follows from it comes with the frame after that, or before anything else is asked of the page.

let entering = false;
let frame;
const due = [];

/** Told whether a person is entering something at this moment. */
export function enter(isEntering) {
  entering = isEntering;
}

/** Does at once what waits for a frame. */
export function settle() {
  clearTimeout(frame);
  for (const work of due.splice(0)) work();
}

/** Does the module's work: at once, or behind the frame that shows what is being entered. */
export function soon(work) {
  if (!entering) return queueMicrotask(work);
  // The first of them calls for all.
  if (due.push(work) > 1) return;
  requestAnimationFrame(() => setTimeout(settle));
  // A page that is out of sight has no frames.
  frame = setTimeout(settle, 250);
}
