// Measures how long the page does not answer while 100,000 rows of traffic are pasted, and while they are opened
// as a file: the tasks of more than 50 ms by the browser's own observer, and the time until all plans are billed.
//
// cargo xtask build && node tests/browser/freeze.bench.mjs
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";

import { servePage } from "./serve.mjs";

const ROWS = 100_000;
const at = (row) => new Date(Date.UTC(2026, 0, 1) + row * 300_000).toISOString().slice(0, 16);
const rows = Array.from({ length: ROWS }, (_, row) => `${at(row)},${(row * 7_919) % 997},${(row * 104_729) % 9_973}`);
const table = ["time,in,out", ...rows].join("\n");
const file = join(mkdtempSync(join(tmpdir(), "netprice-")), "rows.csv");
writeFileSync(file, table);

const served = await servePage();
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });

async function measure(what, act) {
  const page = await browser.newPage();
  await page.goto(served.address);
  await page.waitForSelector("#page section.sheet");
  await page.click("#view-traffic");
  await page.waitForSelector("table.plans tbody tr");
  // The table is in the page before the paste, so bringing it there is not measured.
  await page.evaluate((table) => void (window.table = table), table);
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    window.long = [];
    const seen = (list) => window.long.push(...list.getEntries().map((task) => Math.round(task.duration)));
    new PerformanceObserver(seen).observe({ entryTypes: ["longtask"] });
  });
  const start = Date.now();
  await act(page);
  await page.waitForFunction((rows) => document.querySelector("#imported").innerText.includes(rows), ROWS.toLocaleString("en-US"));
  await page.waitForFunction(() => document.querySelector("#no-month") && !document.querySelector("#billing"));
  const time = Date.now() - start;
  const long = await page.evaluate(() => window.long);
  console.log(`${what}: tasks of more than 50 ms: ${long.map((one) => `${one} ms`).join(", ") || "none"}; all in ${time} ms`);
  await page.close();
}

await measure(`${ROWS} rows pasted`, (page) =>
  page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", window.table);
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    setTimeout(() => document.querySelector("#traffic").dispatchEvent(paste));
  }));
await measure(`${ROWS} rows opened`, (page) => page.setInputFiles("#traffic-file", file));
await browser.close();
await served.close();
