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

/** What is kept; where the storage is out of order, nothing is, and the network is asked. */
async function kept(url, options) {
  try {
    return await caches.match(url, options);
  } catch {
    return undefined;
  }
}

/** A host may add to a page of this release, so it has no checksum; what it runs has. */
const isWhole = (text) => text.includes(`${OURS}"${RELEASE}"`) && text.includes("</html>");

function keepPage(cache, page, text) {
  const headers = new Headers(page.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  // Made anew, because a browser refuses a page that came by a redirection.
  return cache.put(PAGE, new Response(text, { headers }));
}

async function keepRelease() {
  const page = await fetched(PAGE, { cache: "no-cache" });
  const text = await page.text();
  if (!isWhole(text)) throw new Error("the page belongs to another release, or was cut short");
  const cache = await caches.open(CACHE);
  // The page is kept last: where it stands, this release is whole, and a worker may be using it.
  const whole = await cache.match(PAGE);
  try {
    for (const [name, integrity] of Object.entries(FILES)) {
      const url = PAGE + name;
      if (await cache.match(url, { ignoreVary: true })) continue;
      // What a browser kept of an earlier visit may be damaged; then it is asked for anew.
      const response = await fetched(url, { integrity }).catch(() => fetched(url, { integrity, cache: "reload" }));
      await cache.put(url, response);
    }
    await keepPage(cache, page, text);
  } catch (error) {
    if (!whole) await caches.delete(CACHE);
    throw error;
  }
}

let keeping;

/** Keeps the release once more, where it was withdrawn for a while or cleared away. */
function keepAgain() {
  keeping ??= keepRelease()
    .catch(() => {})
    .finally(() => (keeping = undefined));
  return keeping;
}

/** Removes earlier releases, unless a tab may still need one for words that it has not asked for yet. */
async function tidy() {
  if (registration.installing || registration.waiting) return;
  // Each tab holds a lock with the name of its release.
  const [tabs, { held }] = await Promise.all([
    clients.matchAll({ type: "window", includeUncontrolled: true }),
    navigator.locks.query(),
  ]);
  const needed = held.map(({ name }) => name).filter((name) => name.startsWith(CACHES));
  // A tab that does not say what it shows may show anything.
  if (tabs.filter(({ url }) => url.startsWith(PAGE)).length > needed.length) return;
  const spare = (name) => name.startsWith(CACHES) && ![CACHE, OF_THE_SITE, ...needed].includes(name);
  await Promise.all((await caches.keys()).filter(spare).map((name) => caches.delete(name)));
}

const inTime = (answer) => Promise.race([answer, new Promise((done) => setTimeout(done, PATIENCE))]);

/** The network is asked first, for a host may have something to say in place of the page. */
async function page(request, own) {
  const said = async () => {
    const answer = await fetch(request);
    // A redirection (to a login, for example) and "gone" are the host's decision; an error is not.
    if (answer.type === "opaqueredirect") return answer;
    if (answer.status === 410) {
      // What was withdrawn does not come back when the network goes.
      await caches.delete(CACHE).catch(() => {});
      return answer;
    }
    if (!answer.ok) return own;
    const text = await answer.clone().text();
    if (!text.includes(OURS)) return answer;
    // A page of another release is not shown before all of that release is here: its worker sees to that.
    if (!isWhole(text)) return own;
    // What the host has changed in its page since is seen at once, and kept.
    if (text !== (await own.clone().text())) {
      await caches
        .open(CACHE)
        .then((cache) => keepPage(cache, answer, text))
        .catch(() => {});
    }
    return answer;
  };
  return (await inTime(said().catch(() => own))) ?? own;
}

/** What the host says of enrolment now, or else what it said last. */
async function enrolment(event) {
  const { request } = event;
  const asked = async () => {
    const answer = await fetch(request);
    const cache = await caches.open(OF_THE_SITE).catch(() => undefined);
    if ([404, 410].includes(answer.status)) await cache?.delete(ENROLMENT).catch(() => {});
    else if (!answer.ok || /^\s*</.test(await answer.clone().text())) {
      // Somebody on the way, who wants a login or a pause, says nothing of enrolment.
      return (await kept(ENROLMENT)) ?? answer;
    } else await cache?.put(ENROLMENT, answer.clone()).catch(() => {});
    return answer;
  };
  const answer = asked();
  // A late answer is kept for the next time.
  event.waitUntil(answer.catch(() => {}));
  const last = await kept(ENROLMENT);
  if (!last) return answer;
  return (await inTime(answer.catch(() => last))) ?? last;
}

/** A file of any release that is still here: its name holds its checksum. */
async function file(request, url) {
  const own = await kept(url, { ignoreVary: true });
  // Who has found it damaged asks for it anew.
  if (own && request.cache !== "reload") return own;
  try {
    return await fetch(request);
  } catch (error) {
    if (own) return own;
    throw error;
  }
}

addEventListener("install", (event) => event.waitUntil(keepRelease()));

// A tab may yet stay with the release before, where its reader does not let it reload: the next opening tidies up.
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

// Somebody chose to take the new release, or a page that has just been opened asks which one this is.
addEventListener("message", (event) => {
  if (event.data === "take") {
    skipWaiting();
    return;
  }
  event.source.postMessage(RELEASE);
  event.waitUntil(tidy());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = request.url.split("#")[0];
  if (request.method !== "GET" || !url.startsWith(PAGE)) return;
  if (request.mode === "navigate") {
    if (!PAGES.includes(url.split("?")[0])) return;
    const own = kept(PAGE, { cacheName: CACHE });
    event.respondWith(own.then((found) => (found ? page(request, found) : fetch(request))));
    event.waitUntil(own.then((found) => found ?? keepAgain()));
  } else if (url === ENROLMENT) {
    event.respondWith(enrolment(event));
  } else {
    event.respondWith(file(request, url));
  }
});
