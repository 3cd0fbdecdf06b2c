// Keeps the page for use without a network: what the network gives is kept, and used when it gives
// nothing. No other request than the page's own files is looked at.
const KEPT = "netprice";
const PAGE = ["./", "start.js", "netprice-page.js", "netprice-page_bg.wasm", "style.css", "favicon.svg"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(PAGE)));
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
  }
  return answer;
}
