// What a page does with the elements on it: it is left, printed, come back to.

import { type Inside, instances } from "./containment.ts";
import { of } from "./natives.ts";
import { settle } from "./soon.ts";

let left = 0;

/** How often the page was left in a way that lets a browser bring it back as it stood. */
export const departures = () => left;

/** Documents whose windows are listened to. */
const attended = new WeakSet<Document>();

/** Does what is due when the window of a document is left, printed or come back to. */
export function attend(page: Document) {
  const view = of(page, "defaultView");
  if (!view || attended.has(page)) return;
  attended.add(page);
  const here = (work: (instance: Inside) => void) => {
    for (const instance of instances) if (instance.page() === page) work(instance);
  };
  // Entries are stored nowhere, so leaving the page asks first.
  view.addEventListener("beforeunload", (event) => here((instance) => instance.filled() && event.preventDefault()));
  // A page that a browser keeps for the way back would keep a patient for whoever goes that way.
  for (const event of ["pagehide", "pageshow"] as const) {
    view.addEventListener(event, ({ persisted }) => {
      if (!persisted) return;
      left += 1;
      here((instance) => instance.leave());
    });
  }
  // What goes on paper is put together when a browser comes to print.
  for (const event of ["beforeprint", "afterprint"]) {
    view.addEventListener(event, () => {
      settle();
      here((instance) => instance.paper(event === "beforeprint"));
    });
  }
}
