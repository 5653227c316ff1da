// Lets the page of one event's door open without network: the page and its files, nothing else. What it is about stands
// before this text: KEPT = {page, files, name, family}.
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const shelf = await caches.open(KEPT.name);
    await shelf.addAll(KEPT.files);
    await keep(await fetch(KEPT.page));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((one) => one.startsWith(KEPT.family) && one !== KEPT.name);
    await Promise.all(old.map((one) => caches.delete(one)));
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin !== self.location.origin || event.request.method !== "GET") return;
  if (event.request.mode === "navigate" && pathname === KEPT.page) event.respondWith(page(event.request));
  else if (KEPT.files.includes(pathname)) event.respondWith(file(event.request));
});

// A way to sign in is no door: only the page itself is kept, and only with its files; another version is another worker.
async function keep(response) {
  if (!response.ok || response.redirected) throw new Error(`the door isn't open: ${response.status}`);
  await (await caches.open(KEPT.name)).put(KEPT.page, response);
}

async function page(request) {
  const kept = await (await caches.open(KEPT.name)).match(KEPT.page);
  const fresh = fetch(request);
  if (!kept) return fresh;
  // A line that is there and brings nothing is as good as none.
  const enough = new Promise((resolve) => { setTimeout(() => resolve(kept), PATIENCE); });
  return Promise.race([fresh.then((response) => (response.status < 500 ? response : kept), () => kept), enough]);
}

async function file(request) {
  return (await (await caches.open(KEPT.name)).match(request)) || fetch(request);
}
