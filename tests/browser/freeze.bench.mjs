// Measures how long the page does not answer while 100,000 rows of traffic are pasted, and while they are opened
// as a file: the longest task by the browser's own observer, and the time until all plans are billed.
//
// cargo xtask build && node tests/browser/freeze.bench.mjs
import { chromium } from "playwright-core";

import { servePage } from "./serve.mjs";

const ROWS = 100_000;
const at = (row) => new Date(Date.UTC(2026, 0, 1) + row * 300_000).toISOString().slice(0, 16);
const rows = Array.from({ length: ROWS }, (_, row) => `${at(row)},${(row * 7_919) % 997},${(row * 104_729) % 9_973}`);
const table = ["time,in,out", ...rows].join("\n");

const served = await servePage();
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });

async function measure(what, act) {
  const page = await browser.newPage();
  await page.goto(served.address);
  await page.waitForSelector("#page form.plan");
  await page.click("#view-traffic");
  await page.waitForSelector("table.plans tbody tr");
  await page.evaluate(() => {
    window.long = [];
    const seen = (list) => window.long.push(...list.getEntries().map((task) => task.duration));
    new PerformanceObserver(seen).observe({ entryTypes: ["longtask"] });
  });
  const start = Date.now();
  await act(page);
  await page.waitForFunction((rows) => document.querySelector("#imported").innerText.includes(rows), ROWS.toLocaleString("en-US"));
  await page.waitForFunction(() => document.querySelector("#no-month") && !document.querySelector("#billing"));
  const time = Date.now() - start;
  const long = await page.evaluate(() => window.long);
  const worst = Math.max(0, ...long).toFixed(0);
  if (process.env.EACH) console.log(long.map((one) => one.toFixed(0)).join(" "));
  console.log(`${what}: ${long.length} tasks of more than 50 ms, the longest ${worst} ms; all in ${time} ms`);
  await page.close();
}

await measure(`${ROWS} rows pasted`, (page) =>
  page.evaluate((table) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", table);
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.querySelector("#traffic").dispatchEvent(paste);
  }, table));
await measure(`${ROWS} rows opened`, (page) =>
  page.setInputFiles("#traffic-file", { name: "rows.csv", mimeType: "text/csv", buffer: Buffer.from(table) }));
await browser.close();
await served.close();
