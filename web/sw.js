// Keeps the page for use without a network: what the network gives is kept, and used when it gives
// nothing. No other request than the page's own files is looked at.
const KEPT = "netprice";
const PAGE = ["./", "start.js", "netprice-page.js", "netprice-page_bg.wasm", "style.css", "favicon.svg"];
// The parts that are loaded when they are first shown; the build names them here.
const PARTS = [/* parts */];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll([...PAGE, ...PARTS])));
});

// What an earlier build kept is not the page's any more.
self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.open(KEPT).then(async (kept) => {
      const own = new Set([...PAGE, ...PARTS].map((name) => new URL(name, self.registration.scope).href));
      const stale = (await kept.keys()).filter(({ url }) => !own.has(url.split(/[?#]/)[0]));
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
  // A part of the page that is open, after the host has another build.
  return (await caches.match(request, { ignoreSearch: true })) ?? answer;
}
