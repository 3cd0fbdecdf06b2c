// Measures the time to recompute, render and lay out a keystroke in headless Chromium: a discount is
// typed into a comparison of 10 providers × 50 usage lines, each with graduated tiers.
//
// cargo xtask build && node tests/browser/keystroke.bench.mjs
import { crc32, deflateRawSync } from "node:zlib";

import { chromium } from "playwright-core";

import { servePage } from "./serve.mjs";

const PROVIDERS = 10;
const LINES = 50;
const KEYSTROKES = 200;

const each = (count, make) => Array.from({ length: count }, (_, index) => make(index));
const sku = (provider, line) => ({
  service: ["compute", "object-storage", "internet-egress"][line % 3],
  unit: "GB",
  price: {
    graduated: [
      { from: "0", up_to: "1000", unit_price: `0.${100 + provider}` },
      { from: "1000", up_to: "10000", unit_price: "0.09" },
      { from: "10000", unit_price: `0.0${10 + line}` },
    ],
  },
  published: { source: "made up for this benchmark", as_of: "2026-11-01" },
});
const study = {
  currency: "CNY",
  workload: { machines: "0", vcpus: "0", memory_gib: "0", hours: "0", stored_gb: "0", egress_gb: "0" },
  price_books: Object.fromEntries(
    each(PROVIDERS, (provider) => [
      `cloud ${provider}`,
      {
        provider: `cloud ${provider}`,
        region: "here",
        currency: provider % 2 ? "USD" : "CNY",
        skus: Object.fromEntries(each(LINES, (line) => [`sku ${line}`, sku(provider, line)])),
      },
    ]),
  ),
  offers: each(PROVIDERS, (provider) => ({
    price_book: `cloud ${provider}`,
    terms: [{ id: "contract", change: { pay: "pay 60%" } }],
    usage: { lines: each(LINES, (line) => ({ id: `line ${line}`, sku: `sku ${line}`, quantity: `${line * 777 + 1} GB` })) },
  })),
};
const state = deflateRawSync(JSON.stringify({ study })).toString("base64url");
const body = `5.en.${state}`;
const fragment = `#${body}.${crc32(body).toString(16).padStart(8, "0")}`;

const served = await servePage();
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage();
await page.goto(served.address + fragment);
await page.waitForSelector("#page form.plan");
const offers = await page.locator("tbody[data-offer]").count();
if (offers !== PROVIDERS) throw new Error(`${offers} offers are shown`);

const times = await page.evaluate(async (count) => {
  const input = document.querySelector("#pay-0");
  const effective = () => document.querySelector('tbody[data-offer="0"] td.effective').dataset.exact;
  const settled = () => new Promise((done) => setTimeout(done));
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const times = [];
  for (let index = 0; index < count + 20; index += 1) {
    await frame();
    const before = effective();
    const start = performance.now();
    input.value = `pay ${50 + (index % 40)}.5%`;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    // Yew renders in microtasks; a macrotask runs after all of them.
    await Promise.resolve();
    while (effective() === before) await settled();
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
  }
  // The first runs are a warm-up.
  return times.slice(20);
}, KEYSTROKES);
times.sort((a, b) => a - b);
const at = (share) => times[Math.floor(share * (times.length - 1))].toFixed(1);
console.log(`${PROVIDERS} providers x ${LINES} lines, ${times.length} keystrokes`);
console.log(`median ${at(0.5)} ms, nineteen of twenty within ${at(0.95)} ms, worst ${at(1)} ms`);
await browser.close();
await served.close();
