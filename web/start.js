// Starts the page from a file of its own: its security policy allows no script in the HTML.

/** The language for what the browser prefers, by the rule of `Language::preferred`. */
function preferred(code) {
  const [first, ...rest] = code.toLowerCase().split(/[-_]/);
  if (first !== "zh") return "en";
  return rest.some((part) => ["hant", "tw", "hk", "mo"].includes(part)) ? "zh-Hant" : "zh-Hans";
}

/** Shows what the page will show, until the program is there; once it can be seen. */
async function show(drawn) {
  const first = document.createElement("div");
  first.id = "first";
  first.inert = true;
  first.setAttribute("aria-busy", "true");
  first.append(drawn);
  document.body.replaceChildren(first);
  // A frame is on the screen one or two after it is drawn.
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const painted = frame().then(frame).then(frame);
  // A page in the background is never painted.
  await Promise.race([painted, new Promise((resolve) => setTimeout(resolve, 1000))]);
}

const language = preferred(navigator.language);
// Drawn when the page was built.
const drawn = document.querySelector(`template[lang="${language}"]`).content;
const failed = drawn.querySelector("[role=alert].starting");
failed.remove();
document.documentElement.lang = language;
try {
  // A link has a plan of its own, which only the program can read.
  if (!location.hash) await show(drawn);
  const program = fetch("./netprice-page_bg.wasm");
  const { default: init } = await import("./netprice-page.js");
  await init({ module_or_path: program });
} catch (error) {
  document.querySelector(".starting")?.remove();
  document.body.append(failed);
  throw error;
}
// Without it the page only needs a network at each opening, so a failure is none of the reader's.
navigator.serviceWorker?.register("sw.js").catch(() => {});
