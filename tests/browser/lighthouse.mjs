// Prints the four Lighthouse scores of the built page, for a desktop and for a phone.
//
// cargo xtask build && npm install --no-save --prefix tests/browser lighthouse@12
// node tests/browser/lighthouse.mjs
import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import lighthouse, { desktopConfig } from "lighthouse";

import { servePage } from "./serve.mjs";

const PORT = 9333;
const served = await servePage("dist", true);
// The first request fills the cache of compressed files before the measurement.
for (const file of ["", "netprice-page.js", "netprice-page_bg.wasm", "style.css"]) await fetch(served.address + file);
const profile = mkdtempSync(join(tmpdir(), "netprice-"));
const chromium = spawn(
  "/usr/bin/chromium",
  ["--headless=new", "--no-sandbox", `--remote-debugging-port=${PORT}`, `--user-data-dir=${profile}`, "about:blank"],
  { stdio: "ignore" },
);
await wait(3000);
for (const [device, config] of [["computer", desktopConfig], ["phone", undefined]]) {
  const { lhr } = await lighthouse(served.address, { port: PORT, output: "json" }, config);
  const score = ([name, { score }]) => `${name} ${Math.round(score * 100)}`;
  console.log(`${device}: ${Object.entries(lhr.categories).map(score).join(", ")}`);
  for (const name of ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time"]) {
    console.log(`  ${name} ${lhr.audits[name].displayValue}`);
  }
}
chromium.kill();
await served.close();
process.exit(0);
