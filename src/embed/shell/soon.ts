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

/** Does the module's work: at once, or behind the frame that shows what is being entered. */
export function soon(work: () => void) {
  if (!entering) return queueMicrotask(work);
  due[due.length] = work;
  // The first of them calls for all.
  if (due.length > 1) return;
  requestAnimationFrame(() => setTimeout(settle));
  // A page that is out of sight has no frames.
  frame = setTimeout(settle, 250);
}

/** Until a frame has been shown; on a page that is out of sight, which has none, a moment. */
export const shown = () =>
  new Promise<void>((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 250);
  });
