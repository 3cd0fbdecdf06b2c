// Starts the page from a file of its own: its security policy allows no script in the HTML.
import init from "./netprice-page.js";

await init({ module_or_path: "./netprice-page_bg.wasm" });
