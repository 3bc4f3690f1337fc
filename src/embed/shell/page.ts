// What a page does with the elements on it: it is left, printed, come back to.

import { instances } from "./containment.ts";
import type { Form } from "./form.ts";
import { of } from "./natives.ts";
import { settle } from "./soon.ts";

let left = 0;

/** How often the page was left in a way that lets a browser bring it back as it stood. */
export const departures = () => left;

const attended = new WeakSet<Document>();

/** Does what is due when the window of a document is left, printed or come back to. */
export function attend(page: Document) {
  const view = of(page, "defaultView");
  if (!view || attended.has(page)) return;
  attended.add(page);
  const here = (work: (form: Form) => void) => {
    for (const form of instances) if (form.host.ownerDocument === page) work(form);
  };
  // Entries are stored nowhere, so leaving the page asks first.
  view.addEventListener("beforeunload", (event) => here((form) => form.isFilled && event.preventDefault()));
  // A page that a browser keeps for the way back would keep a patient for whoever goes that way.
  for (const event of ["pagehide", "pageshow"] as const) {
    view.addEventListener(event, ({ persisted }) => {
      if (!persisted) return;
      left += 1;
      here((form) => form.clear());
    });
  }
  // What goes on paper is put together when a browser comes to print.
  for (const event of ["beforeprint", "afterprint"]) {
    view.addEventListener(event, () => {
      settle();
      here((form) => form.print(event === "beforeprint"));
    });
  }
}
