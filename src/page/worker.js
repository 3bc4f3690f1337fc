// Keeps one whole release of the single-page app on the device, so that it opens with the network gone. What was
// downloaded counts only when every file of it arrived as it was released; until then the release before stands.
// `cargo xtask assemble` fills in the name of the release and the checksums of its files.

const RELEASE = "__RELEASE__";
const FILES = __FILES__;

/** How long a page or an enrolment is waited for where a copy is here. */
const PATIENCE = 3000;

const PAGE = registration.scope;
const PAGES = [PAGE, `${PAGE}index.html`];
const ENROLMENT = `${PAGE}enrolment.json`;
const OURS = "data-release=";

// Several folders of a host may each hold a copy of this app.
const CACHES = `liver-prescreen ${PAGE} `;
const CACHE = CACHES + RELEASE;
const OF_THE_SITE = `${CACHES}enrolment`;

async function fetched(request, options) {
  const response = await fetch(request, options);
  if (!response.ok) throw new Error(`${response.url} answered with HTTP status ${response.status}`);
  return response;
}

async function keepRelease() {
  const cache = await caches.open(CACHE);
  try {
    for (const [name, integrity] of Object.entries(FILES)) {
      const url = PAGE + name;
      // What a browser kept of an earlier visit may be damaged; then it is asked for anew.
      const response = await fetched(url, { integrity }).catch(() => fetched(url, { integrity, cache: "reload" }));
      await cache.put(url, response);
    }
    const page = await fetched(PAGE, { cache: "no-cache" });
    const text = await page.text();
    // A host may add to a page, so it has no checksum; what it runs has.
    if (!text.includes(`${OURS}"${RELEASE}"`)) throw new Error("the page belongs to another release");
    const headers = new Headers(page.headers);
    for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
    // Made anew, because a browser refuses a page that came by a redirection.
    await cache.put(PAGE, new Response(text, { headers }));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** Removes earlier releases, unless a tab may still need one for words that it has not asked for yet. */
async function tidy() {
  const tabs = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = tabs.filter(({ url }) => url.startsWith(PAGE)).length;
  if (open > 1 || registration.installing || registration.waiting) return;
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(CACHES) && name !== CACHE && name !== OF_THE_SITE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

const inTime = (answer) => Promise.race([answer, new Promise((done) => setTimeout(done, PATIENCE))]);

/** The network is asked first, for a host may have something to say in place of the page. */
async function page(request) {
  const kept = await caches.match(PAGE, { cacheName: CACHE });
  if (!kept) return fetch(request);
  const said = async () => {
    const answer = await fetch(request);
    // A redirection (to a login, for example) and "gone" are the host's decision; an error is not.
    if (answer.type === "opaqueredirect") return answer;
    if (answer.status === 410) {
      // What was withdrawn does not come back when the network goes.
      await caches.delete(CACHE);
      return answer;
    }
    if (!answer.ok) return kept;
    // A page of another release is not shown before all of that release is here: its worker sees to that.
    return (await answer.clone().text()).includes(OURS) ? kept : answer;
  };
  return (await inTime(said().catch(() => kept))) ?? kept;
}

async function enrolment(request) {
  const cache = await caches.open(OF_THE_SITE);
  const asked = async () => {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(ENROLMENT, answer.clone()).catch(() => {});
    else if (answer.status < 500) await cache.delete(ENROLMENT);
    else throw new Error("the host is out of order");
    return answer;
  };
  const answer = await inTime(asked().catch(() => undefined));
  return answer ?? (await cache.match(ENROLMENT)) ?? Response.error();
}

addEventListener("install", (event) => event.waitUntil(keepRelease()));

// A tab may yet stay with the release before, where its reader does not let it reload: the next opening tidies up.
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

// Somebody chose to take the new release, or a page asks which one this is.
addEventListener("message", ({ data, source }) => {
  if (data === "take") skipWaiting();
  else source.postMessage(RELEASE);
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = request.url.split("#")[0];
  if (request.method !== "GET" || !url.startsWith(PAGE)) return;
  if (request.mode === "navigate") {
    if (!PAGES.includes(url.split("?")[0])) return;
    event.respondWith(page(request));
    event.waitUntil(tidy());
  } else if (url === ENROLMENT) {
    event.respondWith(enrolment(request));
  } else {
    // A file of any release that is still here: its name holds its checksum.
    event.respondWith(caches.match(url, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
  }
});
