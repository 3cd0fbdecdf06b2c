// Starts the page. This is a separate file, because the security policy forbids scripts in the HTML.

/** Returns the language for a browser's preferred language, by the same rule as `Language::preferred`. */
function preferred(code) {
  const [first, ...rest] = code.toLowerCase().split(/[-_]/);
  if (first !== "zh") return "en";
  return rest.some((part) => ["hant", "tw", "hk", "mo"].includes(part)) ? "zh-Hant" : "zh-Hans";
}

/** Shows the prerendered first view until the program replaces it; resolves once it is painted. */
async function show(drawn) {
  const first = document.createElement("div");
  first.id = "first";
  first.inert = true;
  first.setAttribute("aria-busy", "true");
  first.append(drawn);
  document.body.replaceChildren(first);
  const painted = new Promise((resolve) => new PerformanceObserver(resolve).observe({ type: "paint", buffered: true }));
  // A page in the background is never painted.
  await Promise.race([painted, new Promise((resolve) => setTimeout(resolve, 1000))]);
}

/** The folder of the price tables of this build, and those that the first view needs by language; the build inserts both. */
const TABLES = "tables/";
const FIRST_TABLES = { /* first tables */ };

/** Loads a price table. */
async function fetchTable(name) {
  const address = new URL(TABLES + name, import.meta.url);
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  // The service worker does not handle the requests of the visit that installs it.
  if (globalThis.caches && !navigator.serviceWorker?.controller) keep(address, answer.clone());
  return answer.text();
}

/** Keeps a table for use without a network; a failure only lacks that. */
async function keep(address, answer) {
  try {
    await (await caches.open("netprice")).put(address, answer);
  } catch {}
}

const begun = new Map();

/** Begins to load a table, or returns the promise of one that is being loaded; a failed one is tried again. */
globalThis.loadTable = (name) => {
  if (!begun.has(name)) {
    const text = fetchTable(name);
    begun.set(name, text);
    text.catch(() => begun.delete(name));
  }
  return begun.get(name);
};

const language = preferred(navigator.language);
// The first view, prerendered by the build.
const drawn = document.querySelector(`template[lang="${language}"]`).content;
const failed = drawn.querySelector("[role=alert].starting");
failed.remove();
document.documentElement.lang = language;
try {
  // A link contains a study, which only the program can read.
  if (!location.hash) await show(drawn);
  const program = fetch("./netprice-page_bg.wasm");
  for (const name of FIRST_TABLES[language.slice(0, 2)]) {
    // A link has other offers.
    if (!location.hash || !name.includes("/")) globalThis.loadTable(name);
  }
  const { default: init } = await import("./netprice-page.js");
  await init({ module_or_path: program });
} catch (error) {
  document.querySelector(".starting")?.remove();
  document.body.append(failed);
  throw error;
}
// Without the service worker, the page only lacks offline use, so a failure is not reported.
navigator.serviceWorker?.register("sw.js").catch(() => {});
