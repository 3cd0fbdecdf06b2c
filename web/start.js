// Starts the page. This is a separate file, because the security policy forbids scripts in the HTML.

/** Returns the language for a browser's preferred language, by the same rule as `Language::preferred`. */
function preferred(code) {
  const [first, ...rest] = code.toLowerCase().split(/[-_]/);
  if (first !== "zh") return "en";
  return rest.some((part) => ["hant", "tw", "hk", "mo"].includes(part)) ? "zh-Hant" : "zh-Hans";
}

const { setTimeout: later } = globalThis;
const { port1: turns, port2: next } = new MessageChannel();
const waiting = [];
turns.onmessage = () => waiting.shift()();
// Yew and the page let the browser draw and take input by timers of no delay, some forty times before the first
// answer. Browsers hold such timers back by 4 ms each; a message comes as soon as the browser is free.
globalThis.setTimeout = (run, delay, ...rest) => {
  if (delay || rest.length) return later(run, delay, ...rest);
  waiting.push(run);
  next.postMessage(0);
};

/** Shows the prerendered first view until the program replaces it; resolves once it is drawn. */
async function show(drawn) {
  const first = document.createElement("div");
  first.id = "first";
  first.inert = true;
  first.setAttribute("aria-busy", "true");
  first.append(drawn);
  document.body.replaceChildren(first);
  // The second frame comes once the first one is drawn.
  const drawing = new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))));
  // A page in the background is never drawn.
  await Promise.race([drawing, new Promise((resolve) => setTimeout(resolve, 1000))]);
}

/** Resolves once the program has drawn the answer: what is only for later visits waits for it. */
const answered = new Promise((resolve) => {
  const look = (_, observer) => {
    if (!document.querySelector("#page")) return;
    observer.disconnect();
    resolve();
  };
  new MutationObserver(look).observe(document.body, { childList: true });
});

/** The folder of the price tables of this build, which the build inserts. */
const TABLES = "tables/";

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
  await answered;
  try {
    await (await caches.open("netprice")).put(address, answer);
  } catch {}
}

/** The tables of the first view by name: one file costs less time than a request for each. */
let first = Promise.resolve({});
const begun = new Map();

/** Begins to load a table, or returns the promise of one that is being loaded; a failed one is tried again. */
globalThis.loadTable = (name) => {
  if (!begun.has(name)) {
    const text = first.then((tables) => tables[name] ?? fetchTable(name));
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
  // Without that file, each table is loaded by itself.
  first = fetchTable(`first-${language.slice(0, 2)}.json`).then(JSON.parse).catch(() => ({}));
  const { default: init } = await import("./netprice-page.js");
  await init({ module_or_path: program });
} catch (error) {
  document.querySelector(".starting")?.remove();
  document.body.append(failed);
  throw error;
}
// Without the service worker, the page only lacks offline use, so a failure is not reported.
await answered;
navigator.serviceWorker?.register("sw.js").catch(() => {});
