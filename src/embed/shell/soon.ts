// A key is shown first. What follows from it comes with the frame after that, or before anything else is asked of the page.

let entering = false;
let frame: ReturnType<typeof setTimeout> | undefined;
let due: (() => void)[] = [];

/** Told whether a person is entering something at this moment. */
export function enter(isEntering: boolean) {
  entering = isEntering;
}

/** Does at once what waits for a frame. */
export function settle() {
  clearTimeout(frame);
  // Without the functions of lists, which a page may have changed: an old score would stay.
  const now = due;
  due = [];
  for (let at = 0; at < now.length; at += 1) now[at]!();
}

/** Does something behind the next frame; on a page that is out of sight, which has none, in a moment. */
function framed(work: () => void) {
  requestAnimationFrame(() => setTimeout(work));
  return setTimeout(work, 250);
}

/** Does the module's work: at once, or behind the frame that shows what is being entered. */
export function soon(work: () => void) {
  if (!entering) return queueMicrotask(work);
  due[due.length] = work;
  // The first of them calls for all.
  if (due.length > 1) return;
  frame = framed(settle);
}

/** Until a frame has been shown. */
export const shown = () => new Promise<void>((done) => void framed(done));
