// Makes the page work offline: caches each response from the network, and answers from the cache when
// the network fails. Only requests for files of the page are handled.
const KEPT = "netprice";
const PAGE = ["./", "start.js", "netprice-page.js", "netprice-page_bg.wasm", "style.css", "favicon.svg"];
// The parts, which are loaded when they are first needed; the build inserts their names.
const PARTS = [/* parts */];
// The folder of the price tables of this build, and those that are kept from the start: those of the price books
// of the first view and those of no single offer. The build inserts both. Others are kept once they were asked for.
const TABLES = "tables/";
const KEPT_TABLES = [/* kept tables */].map((name) => TABLES + name);

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll([...PAGE, ...PARTS, ...KEPT_TABLES])));
});

// Removes the files of earlier builds from the cache.
self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.open(KEPT).then(async (kept) => {
      const own = new Set([...PAGE, ...PARTS].map((name) => new URL(name, self.registration.scope).href));
      const tables = new URL(TABLES, self.registration.scope).href;
      const isOwn = (url) => own.has(url) || url.startsWith(tables);
      const stale = (await kept.keys()).filter(({ url }) => !isOwn(url.split(/[?#]/)[0]));
      await Promise.all(stale.map((request) => kept.delete(request)));
    }),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(fromNetwork(request).catch(() => caches.match(request, { ignoreSearch: true })));
});

async function fromNetwork(request) {
  const answer = await fetch(request);
  if (answer.ok) {
    const kept = await caches.open(KEPT);
    await kept.put(request, answer.clone());
    return answer;
  }
  // The open page may request a part of its own build after the host has a newer one.
  return (await caches.match(request, { ignoreSearch: true })) ?? answer;
}
