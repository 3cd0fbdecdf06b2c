// Starts the page from a file of its own: its security policy allows no script in the HTML.
import init from "./netprice-page.js";

await init({ module_or_path: "./netprice-page_bg.wasm" });
// Without it the page only needs a network at each opening, so a failure is none of the reader's.
navigator.serviceWorker?.register("sw.js").catch(() => {});
