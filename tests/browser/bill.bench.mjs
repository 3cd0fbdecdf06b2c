// Measures how long the page does not answer while a FOCUS bill of 1,000,000 rows is opened as a file: the longest
// time between two frames, the tasks of more than 50 ms, and the time until the bill is read.
//
// cargo xtask build && node tests/browser/bill.bench.mjs [ROWS]
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";

import { servePage } from "./serve.mjs";

const ROWS = Number(process.argv[2] ?? 1_000_000);
const HEAD =
  "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargeClass,ChargeDescription,ChargeFrequency,ChargePeriodEnd,ChargePeriodStart,ConsumedQuantity,ConsumedUnit,ContractedCost,EffectiveCost,InvoiceIssuerName,ListCost,ListUnitPrice,PricingCategory,PricingQuantity,PricingUnit,ProviderName,PublisherName,RegionId,RegionName,ResourceId,ServiceCategory,ServiceName,SkuId,SkuPriceId,SubAccountId,Tags\n";
const folder = mkdtempSync(join(tmpdir(), "netprice-"));
const file = join(folder, "focus.csv");
const open = openSync(file, "w");
writeSync(open, HEAD);
const row = (at) => {
  const hours = 1 + (at % 24);
  const cost = (hours * 0.096).toFixed(4);
  return `${cost},1234567890123,USD,2026-10-01 00:00:00,2026-09-01 00:00:00,Usage,,"$0.096 per On Demand Linux m5.large Instance Hour, ${at % 97}",Usage-Based,2026-09-18 23:00:00,2026-09-18 22:00:00,${hours},Hours,${cost},${cost},"Amazon Web Services, Inc.",${cost},0.096,Standard,${hours},Hours,AWS,"Amazon Web Services, Inc.",us-east-1,US East (N. Virginia),arn:aws:ec2:us-east-1:347410479675:instance/i-${at},Compute,Amazon Elastic Compute Cloud,SKU${at % 500},SKU${at % 500}.JRTCKXETXF,51738928782,"{""team"":""t${at % 40}""}"\n`;
};
for (let at = 0; at < ROWS; at += 1_000) {
  writeSync(open, Array.from({ length: Math.min(1_000, ROWS - at) }, (_, place) => row(at + place)).join(""));
}
closeSync(open);
const bytes = statSync(file).size;

const served = await servePage();
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage();
await page.goto(served.address);
await page.waitForSelector("#page section.sheet");
await page.click("#bill");
await page.waitForSelector("#bill-file", { state: "attached" });
await page.waitForTimeout(500);
await page.evaluate(() => {
  window.long = [];
  window.longest = 0;
  window.gaps = [];
  window.begun = performance.now();
  const seen = (list) => window.long.push(...list.getEntries().map((task) => Math.round(task.duration)));
  new PerformanceObserver(seen).observe({ entryTypes: ["longtask"] });
  let last = performance.now();
  const frame = (now) => {
    if (now - last > 50) window.gaps.push(`${Math.round(now - last)} ms after ${Math.round((now - window.begun) / 100) / 10} s`);
    window.longest = Math.max(window.longest, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
});
const start = Date.now();
await page.setInputFiles("#bill-file", file);
await page.waitForFunction((rows) => document.querySelector("#bill-report")?.innerText.includes(rows), ROWS.toLocaleString("en-US"), { timeout: 600_000 });
await page.waitForSelector("#bill-take");
const time = (Date.now() - start) / 1_000;
await page.waitForTimeout(500);
const { longest, long, gaps } = await page.evaluate(() => ({ longest: window.longest, long: window.long, gaps: window.gaps }));
console.log(`${ROWS} rows, ${(bytes / 1e6).toFixed(0)} MB: ${time.toFixed(1)} s, ${(bytes / 1e6 / time).toFixed(0)} MB/s`);
console.log(`longest time between two frames: ${longest.toFixed(0)} ms; tasks of more than 50 ms: ${long.map((one) => `${one} ms`).join(", ") || "none"}`);
console.log(`times of more than 50 ms between two frames: ${gaps.join(", ") || "none"}`);
await browser.close();
await served.close();
rmSync(folder, { recursive: true });
