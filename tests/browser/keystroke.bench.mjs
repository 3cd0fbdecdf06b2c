// Measures how long a keystroke takes to be computed, rendered and laid out in headless Chromium: a
// discount in a comparison of 10 providers × 30 usage lines with graduated tiers, the rate of a month of
// traffic, and fields of the cards of the market view.
//
// cargo xtask build && node tests/browser/keystroke.bench.mjs
import { crc32, deflateRawSync } from "node:zlib";

import { chromium } from "playwright-core";

import { servePage } from "./serve.mjs";

const PROVIDERS = 10;
const LINES = 30;
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
  workload: { lines: [] },
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

/** Types texts into a field and measures each until a figure changes and is laid out; prints the times. */
async function measure(what, fragment, open, field, texts, figure, attribute) {
  const page = await browser.newPage();
  await page.goto(served.address + fragment);
  await page.waitForSelector("#page section.sheet, #page .bars");
  if (typeof open === "string") await page.click(open);
  if (typeof open === "function") await open(page);
  await page.waitForSelector(figure);
  const times = await page.evaluate(
    async ([field, texts, figure, attribute, count]) => {
      const input = document.querySelector(field);
      const shown = () => {
        const element = document.querySelector(figure);
        return attribute ? element?.getAttribute(attribute) : element?.textContent;
      };
      const settled = () => new Promise((done) => setTimeout(done));
      const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      const times = [];
      for (let index = 0; index < count + 20; index += 1) {
        await frame();
        const before = shown();
        const start = performance.now();
        input.value = texts[index % texts.length];
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        // Yew renders in a microtask; a macrotask runs after all of them.
        await Promise.resolve();
        while (shown() === before && performance.now() - start < 5000) await settled();
        document.body.getBoundingClientRect();
        times.push(performance.now() - start);
      }
      // The first are not warm.
      return times.slice(20);
    },
    [field, texts, figure, attribute, KEYSTROKES],
  );
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(share * (times.length - 1))].toFixed(1);
  console.log(`${what}, ${times.length} keystrokes: median ${at(0.5)} ms, 95% within ${at(0.95)} ms, worst ${at(1)} ms`);
  await page.close();
}

const pays = each(40, (index) => `pay ${50 + index}.5%`);
const offer = 'th[data-offer="0"] .total';
await measure(`compare: ${PROVIDERS} providers x ${LINES} lines`, fragment, null, "#pay-0", pays, offer, "data-exact");
const rates = each(40, (index) => `${100 + index}`);
await measure("traffic: the rate of a month", "", "#view-traffic", "#highest_mbps", rates, "table.plans tbody", null);
const market = async (what, card, field, texts, figure, attribute) => {
  const open = async (page) => {
    await page.click("#view-market");
    await page.click(`#card-${card}`);
    await page.click("#assumptions");
  };
  await measure(`market: ${what}`, "", open, field, texts, figure, attribute);
};
const rents = each(40, (index) => `${76_000 + 100 * index}`);
const factors = each(40, (index) => `2.${100 + index}`);
const loads = each(40, (index) => `${500 + index}`);
await market("the bid", "seller", "#bid_pay", pays, "#seller-why", null);
await market("the rent of a buyer", "buyer", "#rent_month", rents, "#buyer-answer", "data-exact");
await market("the opening of a tender", "tender", "#opening", pays, "#course", null);
await market("the tokens of a month", "tokens", "#load_1m", loads, "#tokens-answer", "data-api");
await market("the volatility of the outlook", "outlook", "#volatility", each(40, (index) => `${30 + index}`), "#ahead", null);
await market("the volatility for a buyer", "buyer", "#volatility", each(40, (index) => `${30 + index}`), "#buyer-answer", "data-exact");
const event = async (page) => {
  await page.click("#view-market");
  await page.click("#card-seller");
  await page.click("#assumptions");
  await page.fill("#shock_chance", "30");
};
await measure("market: the factor of an event", "", event, "#shock_factor", factors, "#seller-answer", "data-floor");
await browser.close();
await served.close();
