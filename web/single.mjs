// Creates dist/netprice.html: the whole page with all price tables in one file, which opens from a disk by
// double click. Then prints the compressed size of the page, and fails if a part of it is too large.
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const SINGLE = "netprice.html";
const text = (name) => readFileSync(DIST + name, "utf8");

const replaced = (text, pattern, by) => {
  if (!pattern.test(text)) throw new Error(`there is no ${pattern}`);
  return text.replace(pattern, typeof by === "function" ? by : () => by);
};
const zipped = (bytes) => gzipSync(bytes, { level: 9 }).toString("base64");
// A file of the page, compressed; it is unpacked when it is asked for.
const inline = (name) => `inlined("${zipped(readFileSync(DIST + name))}")`;
const unpack = `
async function inlined(text) {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": "application/wasm" } });
}
`;

// A "</script" within the code would end the script element, so it is escaped.
const script = (name) => text(name).replaceAll("</script", "<\\/script");
// The two modules import each other; in one script, the imports are not needed.
const exported = [];
const imported = [];
const glue = replaced(script("netprice-page.js"), /import \* as (\w+) from "\.\/__wasm_split\.js";?/g, (_, name) => (imported.push(name), ""));
const parts = replaced(script("__wasm_split.js"), /import \{[^}]*\} from [^\n]*\n/, "")
  .replaceAll(/export const (\w+)/g, (_, name) => (exported.push(name), `const ${name}`))
  .replaceAll(/fetch\(new URL\("\.\/([^"]+)", import\.meta\.url\)\)/g, (_, name) => inline(name));
// All price tables, compressed together; they are unpacked when the first one is asked for.
const folder = /"(tables\/[^"]*)"/.exec(text("start.js"))[1];
const names = readdirSync(DIST + folder, { recursive: true })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => statSync(DIST + folder + name).isFile() && !name.startsWith("first-"));
const tables = Object.fromEntries(names.map((name) => [name, text(folder + name)]));
const load = `
let tables;
const unpacked = async () => (await inlined("${zipped(JSON.stringify(tables))}")).json();
globalThis.loadTable = async (name) => {
  const text = (await (tables ??= unpacked()))[name];
  if (text === undefined) throw new Error(name);
  return text;
};
`;
// The page yields by the same timers.
const timers = /const \{ setTimeout[^]*?\n\};\n/.exec(text("start.js"))[0];
const start =
  `const loaders = { ${exported.join(", ")} };\n` +
  imported.map((name) => `const ${name} = loaders;\n`).join("") +
  `__wbg_init({ module_or_path: ${inline("netprice-page_bg.wasm")} });`;
const policy =
  "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; " +
  "img-src data:; base-uri 'none'; form-action 'none'";

let html = text("index.html");
html = replaced(html, /content="default-src[^"]*"/, `content="${policy}"`);
html = replaced(html, /<link rel="stylesheet"[^>]*>/, `<style>${text("style.css")}</style>`);
html = replaced(html, /<link rel="icon"[^>]*>/, "");
html = html.replaceAll(/<link rel="modulepreload"[^>]*>/g, "");
// The program is in the file, so the prerendered first view is not needed.
html = replaced(html, /<template[^]*<\/template>/, "");
html = replaced(html, /<script type="module" src="start.js"><\/script>/, `<script type="module">${timers}\n${unpack}\n${load}\n${glue}\n${parts}\n${start}</script>`);
writeFileSync(DIST + SINGLE, html);

// The limits, in bytes: of the files of the first view, of the tables of one more offer, and of the single
// file. Parts and other tables are loaded later.
const MOST = 400_000;
const MOST_OFFER = 60_000;
const MOST_SINGLE = 5_500_000;
const size = (name) => brotliCompressSync(readFileSync(DIST + name)).length;
const sizes = readdirSync(DIST)
  .filter((name) => name !== SINGLE && statSync(DIST + name).isFile())
  .map((name) => [name, size(name)]);
const sum = (sizes) => sizes.reduce((sum, [, size]) => sum + size, 0);
const ofTables = new Map(names.map((name) => [name, size(folder + name)]));
// Readers in Chinese see another market first than readers in English: the larger of both counts.
const firstTables = Math.max(...["en", "zh"].map((language) => size(`${folder}first-${language}.json`)));
const first = sum(sizes.filter(([name]) => !/^(chunk|split)_|^sw\.js$/.test(name)));
// The tables of an offer: those of its price book, and the types of machines of its provider.
const [head, ...books] = tables["books.csv"].trim().split("\n").map((row) => row.split(","));
const offers = books.map((row) => {
  const [provider, region] = ["provider", "region"].map((name) => row[head.indexOf(name)]);
  const book = `${provider}-${region}`;
  const own = [`services/${book}.txt`, `other_services/${book}.txt`, `machines/${provider}.txt`, `on_demand/${book}.txt`, `purchases/${book}.txt`];
  return [book, sum(own.map((name) => [name, ofTables.get(name) ?? 0]))];
});
const [dearest, most] = offers.sort(([, a], [, b]) => b - a)[0];
const single = statSync(DIST + SINGLE).size;
for (const [name, size] of sizes) console.log(`${size} bytes in brotli: ${name}`);
console.log(`${sum(sizes)} bytes in brotli: the page without its ${names.length} tables`);
console.log(`${sum([...ofTables])} bytes in brotli: the tables, each loaded when it is asked for`);
console.log(`${first + firstTables} bytes in brotli: the first view with its tables (${firstTables}), limit ${MOST}`);
console.log(`${most} bytes in brotli: the tables of ${dearest}, the largest offer, limit ${MOST_OFFER}`);
console.log(`${single} bytes: the page as one file with all tables, limit ${MOST_SINGLE}`);
if (first + firstTables > MOST) throw new Error("the first view is too large");
if (most > MOST_OFFER) throw new Error(`the tables of ${dearest} are too large`);
if (single > MOST_SINGLE) throw new Error("the single file is too large");
