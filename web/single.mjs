// Makes dist/netprice.html: the whole page in one file, which opens by double click from a disk.
// Then says how large the page is as it is sent.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const SINGLE = "netprice.html";
const text = (name) => readFileSync(DIST + name, "utf8");

const wasm = readFileSync(DIST + "netprice-page_bg.wasm").toString("base64");
// What would end the script element early cannot stand in it.
const glue = text("netprice-page.js").replaceAll("</script", "<\\/script");
const start = `__wbg_init({ module_or_path: Uint8Array.from(atob("${wasm}"), (c) => c.charCodeAt(0)) });`;
const policy =
  "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; " +
  "img-src data:; base-uri 'none'; form-action 'none'";

const replaced = (html, pattern, by) => {
  if (!pattern.test(html)) throw new Error(`index.html has no ${pattern}`);
  return html.replace(pattern, () => by);
};
let html = text("index.html");
html = replaced(html, /content="default-src[^"]*"/, `content="${policy}"`);
html = replaced(html, /<link rel="stylesheet"[^>]*>/, `<style>${text("style.css")}</style>`);
html = replaced(html, /<link rel="icon"[^>]*>/, "");
html = html.replaceAll(/<link rel="(?:modulepreload|preload)"[^>]*>/g, "");
html = replaced(html, /<script type="module" src="start.js"><\/script>/, `<script type="module">${glue}\n${start}</script>`);
writeFileSync(DIST + SINGLE, html);

const sizes = readdirSync(DIST)
  .filter((name) => name !== SINGLE)
  .map((name) => [name, brotliCompressSync(readFileSync(DIST + name)).length]);
const total = sizes.reduce((sum, [, size]) => sum + size, 0);
for (const [name, size] of sizes) console.log(`${size} bytes in brotli: ${name}`);
console.log(`${total} bytes in brotli: the page`);
