// Paths of a price in Chromium: the figures of `reference/paths.json`, and how long they take.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { chromium } from "playwright-core";

import { servePage } from "./serve.mjs";

const REFERENCE = new URL("../../crates/netprice/tests/reference/paths.json", import.meta.url);

/** Parts of 2^-32 as a decimal, rounded half-even to 12 decimals and without trailing zeros. */
function multiple(parts) {
  const units = BigInt(parts) * 10n ** 12n;
  const one = 1n << 32n;
  let whole = units / one;
  const rest = units % one;
  if (rest * 2n > one || (rest * 2n === one && whole % 2n === 1n)) whole += 1n;
  const text = whole.toString().padStart(13, "0");
  return `${text.slice(0, -12)}.${text.slice(-12)}`.replace(/\.?0+$/, "");
}

/** Runs a function in a page that has loaded the binding of a folder. */
export async function inChromium(folder, act, argument) {
  const served = await servePage(folder);
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.goto(served.address);
    await page.evaluate(async () => {
      globalThis.netprice = await import("./netprice_js.js");
      await globalThis.netprice.default();
    });
    return await page.evaluate(act, argument);
  } finally {
    await browser.close();
    await served.close();
  }
}

/** The quantiles in Chromium are those of the reference, to the last digit. */
export async function agrees(folder) {
  const cases = JSON.parse(readFileSync(REFERENCE, "utf8"));
  const shares = ["0.05", "0.5", "0.95"];
  const requests = Object.values(cases).map(({ process }) => ({ process, months: 36, paths: 1000, seed: 20261122, shares }));
  const found = await inChromium(folder, (requests) => requests.map((one) => globalThis.netprice.fan(one)), requests);
  const expected = Object.values(cases).map(({ quantiles }) => quantiles.map((month) => month.map(multiple)));
  assert.deepEqual(found, expected);
}
