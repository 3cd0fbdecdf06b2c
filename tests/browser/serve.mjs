// Serves the built page, or another folder, on a free port of this machine.
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const ROOT = (folder) => fileURLToPath(new URL(`../../${folder}`, import.meta.url));
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/** Compresses a file once, as a static host does, and caches the result. */
function compressed(file, kept) {
  if (!kept.has(file)) kept.set(file, brotliCompressSync(readFileSync(file)));
  return kept.get(file);
}

/** Serves a folder of the project, by default the built page, and compresses it on request. */
export async function servePage(folder = "dist", isCompressed = false) {
  const root = ROOT(folder);
  const kept = new Map();
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, "http://localhost").pathname);
    const file = join(root, path === "/" ? "index.html" : path);
    if (path === "/" && !existsSync(file)) {
      // A folder without a page gets an empty page, into which tests load modules.
      response.writeHead(200, { "content-type": TYPES[".html"] }).end("<!doctype html><title>empty</title>");
      return;
    }
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = { "content-type": TYPES[extname(file)] ?? "application/octet-stream" };
    if (isCompressed) {
      const hour = { "cache-control": "max-age=3600", "content-encoding": "br" };
      response.writeHead(200, { ...type, ...hour }).end(compressed(file, kept));
      return;
    }
    response.writeHead(200, type);
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${server.address().port}/`;
  return { address, close: () => new Promise((resolve) => server.close(resolve)) };
}
