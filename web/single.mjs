// Creates dist/netprice.html: the whole page in one file, which opens from a disk by double click.
// Then prints the compressed size of the page, and fails if its first view is too large.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const SINGLE = "netprice.html";
const text = (name) => readFileSync(DIST + name, "utf8");

const replaced = (text, pattern, by) => {
  if (!pattern.test(text)) throw new Error(`there is no ${pattern}`);
  return text.replace(pattern, typeof by === "function" ? by : () => by);
};
const inline = (name) => `data:application/wasm;base64,${readFileSync(DIST + name).toString("base64")}`;

const wasm = readFileSync(DIST + "netprice-page_bg.wasm").toString("base64");
// A "</script" within the code would end the script element, so it is escaped.
const script = (name) => text(name).replaceAll("</script", "<\\/script");
// The two modules import each other; in one script, the imports are not needed.
const exported = [];
const imported = [];
const glue = replaced(script("netprice-page.js"), /import \* as (\w+) from "\.\/__wasm_split\.js";?/g, (_, name) => (imported.push(name), ""));
const parts = replaced(script("__wasm_split.js"), /import \{[^}]*\} from [^\n]*\n/, "")
  .replaceAll(/export const (\w+)/g, (_, name) => (exported.push(name), `const ${name}`))
  .replaceAll(/new URL\("\.\/([^"]+)", import\.meta\.url\)/g, (_, name) => `"${inline(name)}"`);
const start =
  `const loaders = { ${exported.join(", ")} };\n` +
  imported.map((name) => `const ${name} = loaders;\n`).join("") +
  `__wbg_init({ module_or_path: Uint8Array.from(atob("${wasm}"), (c) => c.charCodeAt(0)) });`;
const policy =
  "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; " +
  "img-src data:; connect-src data:; base-uri 'none'; form-action 'none'";

let html = text("index.html");
html = replaced(html, /content="default-src[^"]*"/, `content="${policy}"`);
html = replaced(html, /<link rel="stylesheet"[^>]*>/, `<style>${text("style.css")}</style>`);
html = replaced(html, /<link rel="icon"[^>]*>/, "");
html = html.replaceAll(/<link rel="modulepreload"[^>]*>/g, "");
// The program is in the file, so the prerendered first view is not needed.
html = replaced(html, /<template[^]*<\/template>/, "");
html = replaced(html, /<script type="module" src="start.js"><\/script>/, `<script type="module">${glue}\n${parts}\n${start}</script>`);
writeFileSync(DIST + SINGLE, html);

// The limit for the files of the first view, in bytes; parts are loaded later and do not count.
const MOST = 412_000;
const sizes = readdirSync(DIST)
  .filter((name) => name !== SINGLE)
  .map((name) => [name, brotliCompressSync(readFileSync(DIST + name)).length]);
const sum = (sizes) => sizes.reduce((sum, [, size]) => sum + size, 0);
const first = sum(sizes.filter(([name]) => !/^(chunk|split)_|^sw\.js$/.test(name)));
for (const [name, size] of sizes) console.log(`${size} bytes in brotli: ${name}`);
console.log(`${sum(sizes)} bytes in brotli: the whole page`);
console.log(`${first} bytes in brotli: the first view, limit ${MOST}`);
if (first > MOST) throw new Error("the first view is too large");
