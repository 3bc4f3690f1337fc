// Keeps one whole release of the single-page app on the device, so that it opens with the network gone. What was
// downloaded counts only when every file of it arrived as it was released; until then the release before stands.

// The build fills in the name of the release, and the checksums of its files by their names.
declare const RELEASE: string;
declare const FILES: Record<string, string>;
/** Those that few need: they are kept once somebody has. */
declare const RARE: Record<string, string>;

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const { clients, registration } = worker;

/** How long a page or an enrolment is waited for where a copy is here. */
const PATIENCE = 3000;

const PAGE = registration.scope;
const PAGES = [PAGE, `${PAGE}index.html`];
const ENROLMENT = `${PAGE}enrolment.json`;
const OURS = "data-release=";
/** Stands on the last of the page: without it the page was cut short. */
const LAST = "data-last";

// Several folders of a host may each hold a copy of this app, and other applications live there too: theirs is nothing
// of this worker's, neither files nor caches nor pages.
const CACHES = `liver-prescreen ${PAGE} `;
const CACHE = CACHES + RELEASE;
const OF_THE_SITE = `${CACHES}enrolment`;
const isRelease = (cache: string) => cache.startsWith(CACHES) && /^[0-9a-f]{16}$/.test(cache.slice(CACHES.length));

/** Whether a page is that of this app. */
const isPage = (url: string) => PAGES.includes(url.replace(/[?#].*/, ""));

/** A file's name with its checksum left out, which is that of the same file in another release. */
const kind = (name: string) => name.replace(/([-?])[0-9a-f]{16}(\.|$)/, "$1$2");
const FILE_LIST = Object.entries(FILES);
const KINDS = new Set(FILE_LIST.map(([name]) => kind(name)));

/** Whether a file may be one of this app's: of this release, or of another, which may have had more files. */
const isFile = (name: string) => KINDS.has(kind(name)) || /^[\w-]+-[0-9a-f]{16}\.\w+$/.test(name);

/** Since when a copy is kept: the header by which the page knows it for one. */
const KEPT = "liver-prescreen-kept";

async function fetched(request: RequestInfo, options: RequestInit) {
  const response = await fetch(request, options);
  if (!response.ok) throw new Error(`${response.url} answered with HTTP status ${response.status}`);
  return response;
}

/** What is kept in a cache; where the storage is out of order, nothing is, and the network is asked. */
async function kept(url: string, cacheName: string) {
  try {
    return await caches.match(url, { cacheName, ignoreVary: true });
  } catch {
    return undefined;
  }
}

/** A file of this release, or of one that a tab still shows. */
async function keptFile(url: string) {
  let found = await kept(url, CACHE);
  if (!found) {
    const names = await caches.keys().catch((): string[] => []);
    for (const name of names.filter(isRelease)) found ??= await kept(url, name);
  }
  return found;
}

/**
 * A host may add to a page of this release, so it has no checksum; what it runs has. A content network may leave out
 * quotation marks and the end tags that nobody needs.
 */
const isWhole = (text: string) => new RegExp(`${OURS}["']?${RELEASE}\\b`).test(text) && text.includes(LAST);

/** The same answer, made anew: a browser refuses a page that came by a redirection. */
function anew(answer: Response, body: BodyInit | null, more: Record<string, string> = {}) {
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return new Response(body, { headers });
}

const keepPage = (cache: Cache, page: Response, text: string) => cache.put(PAGE, anew(page, text));

async function keepRelease() {
  const page = await fetched(PAGE, { cache: "no-cache" });
  const text = await page.text();
  if (!isWhole(text)) throw new Error("the page belongs to another release, or was cut short");
  const cache = await caches.open(CACHE);
  // The page is kept last: where it stands, this release is whole, and a worker may be using it.
  const whole = await cache.match(PAGE);
  try {
    for (const [name, integrity] of FILE_LIST) {
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

let keeping: Promise<void> | undefined;

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
  const [tabs, { held = [] }] = await Promise.all([
    clients.matchAll({ type: "window", includeUncontrolled: true }),
    navigator.locks.query(),
  ]);
  const needed = held.map(({ name = "" }) => name).filter((name) => name.startsWith(CACHES));
  // A tab that does not say what it shows may show anything.
  if (tabs.filter(({ url }) => isPage(url)).length > needed.length) return;
  const spare = (name: string) => isRelease(name) && ![CACHE, ...needed].includes(name);
  await Promise.all((await caches.keys()).filter(spare).map((name) => caches.delete(name)));
}

const inTime = (answer: Promise<Response>) =>
  Promise.race([answer, new Promise<undefined>((done) => setTimeout(done, PATIENCE))]);

/** The network is asked first, for a host may have something to say in place of the page. */
async function page(event: FetchEvent, coming: Promise<Response>, own: Response) {
  let writing: Promise<void> | undefined;
  const said = async () => {
    const answer = await coming;
    // A redirection (to a login, for example) and "gone" are the host's decision; an error is not.
    if (answer.type === "opaqueredirect") return answer;
    if (answer.status === 410) {
      // What was withdrawn does not come back when the network goes.
      await caches.delete(CACHE).catch(() => {});
      return answer;
    }
    if (!answer.ok) return own;
    // Its server says that this is the page that is here already, whole.
    const tag = answer.headers.get("ETag");
    if (tag && tag === own.headers.get("ETag")) {
      void answer.body?.cancel();
      return own;
    }
    const text = await answer.clone().text();
    if (!text.includes(OURS)) return answer;
    // A page of another release is not shown before all of that release is here: its worker sees to that.
    if (!isWhole(text)) return own;
    // What the host has changed in its page since is seen at once, and kept.
    const copy = own.clone();
    const keep = async () => {
      if (text !== (await copy.text())) await keepPage(await caches.open(CACHE), answer, text);
    };
    writing = keep().catch(() => {});
    return answer;
  };
  const saying = said().catch(() => own);
  event.waitUntil(saying.then(() => writing));
  return (await inTime(saying)) ?? own;
}

let asking: Promise<Response> | undefined;

/** What the host says of enrolment now; where it says nothing, what it said last. */
async function asked(request: Request) {
  const answer = await fetch(request).catch(async (error) => {
    const last = await lastWord();
    if (last) return last;
    throw error;
  });
  if (answer.headers.has(KEPT)) return answer;
  const cache = await caches.open(OF_THE_SITE).catch(() => undefined);
  if ([404, 410].includes(answer.status)) {
    await cache?.delete(ENROLMENT).catch(() => {});
    return answer;
  }
  const text = await answer.clone().text();
  // Somebody on the way, who wants a login or a pause, says nothing of enrolment.
  if (!answer.ok || /^\s*</.test(text)) return (await lastWord()) ?? answer;
  await cache?.put(ENROLMENT, anew(answer, text, { [KEPT]: String(Date.now()) })).catch(() => {});
  return answer;
}

/** What the host said last, labelled as kept. */
async function lastWord() {
  const last = await kept(ENROLMENT, OF_THE_SITE);
  return last && anew(last, last.body, { [KEPT]: last.headers.get(KEPT) ?? "" });
}

/**
 * The host's word on enrolment is waited for only for a while where an earlier one is kept. The page says that this one
 * was kept, and asks once more, for the host's own word, however late that comes.
 */
async function enrolment(event: FetchEvent) {
  const { request } = event;
  const patient = request.cache === "reload";
  let question = asking;
  if (!patient || !question) {
    const fresh = asked(request);
    asking = question = fresh;
    const done = () => {
      if (asking === fresh) asking = undefined;
    };
    event.waitUntil(fresh.then(done, done));
  }
  const answer = question.then((response) => response.clone());
  if (patient) return answer;
  const last = await lastWord();
  if (!last) return answer;
  return (await inTime(answer.catch(() => last))) ?? last;
}

/** A file of a release: its name holds its checksum. */
async function file(request: Request, url: string) {
  const own = await keptFile(url);
  // Who has found it damaged asks for it anew.
  if (own && request.cache !== "reload") return own;
  const integrity = RARE[url.slice(PAGE.length)];
  try {
    if (!integrity) return await fetch(request);
    const response = await fetched(url, { integrity, cache: request.cache });
    const copy = response.clone();
    const cache = await caches.open(CACHE).catch(() => undefined);
    await cache?.put(url, copy).catch(() => {});
    return response;
  } catch (error) {
    if (own) return own;
    throw error;
  }
}

worker.addEventListener("install", (event) => event.waitUntil(keepRelease()));

// A tab may yet stay with the release before, where its reader does not let it reload: the next opening tidies up. A
// worker can claim all pages below its folder or none, and those of other applications are none of its business.
async function claim() {
  const tabs = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (tabs.filter(({ url }) => url.startsWith(PAGE)).every(({ url }) => isPage(url))) await clients.claim();
}

worker.addEventListener("activate", (event) => event.waitUntil(claim()));

// Somebody chose to take the new release, or a page that has just been opened asks which one this is.
worker.addEventListener("message", (event) => {
  const { source } = event;
  if (!(source instanceof WindowClient) || !isPage(source.url)) return;
  if (event.data === "take") void worker.skipWaiting();
  if (event.data !== "release") return;
  source.postMessage(RELEASE);
  event.waitUntil(tidy());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = request.url.replace(/#.*/, "");
  if (request.method !== "GET" || !url.startsWith(PAGE)) return;
  if (request.mode === "navigate") {
    if (!isPage(url)) return;
    const own = kept(PAGE, CACHE);
    // The host is asked while the copy is looked for.
    const coming = fetch(request);
    event.respondWith(own.then((found) => (found ? page(event, coming, found) : coming)));
    event.waitUntil(own.then((found) => (found ? undefined : keepAgain())));
  } else if (url === ENROLMENT) {
    event.respondWith(enrolment(event));
  } else if (isFile(url.slice(PAGE.length))) {
    event.respondWith(file(request, url));
  }
});
