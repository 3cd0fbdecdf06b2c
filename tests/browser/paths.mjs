// Simulates price paths in Chromium and compares them with `reference/paths.json`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { chromium } from "playwright-core";

import { servePage } from "./serve.mjs";

const REFERENCE = new URL("../../crates/netprice/tests/reference/paths.json", import.meta.url);

/** Converts multiples of 2^-32 to a decimal, rounded half-even to 12 places, without trailing zeros. */
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
      const binding = await import("./netprice_js.js");
      await binding.default();
      globalThis.netprice = new binding.Netprice();
    });
    return await page.evaluate(act, argument);
  } finally {
    await browser.close();
    await served.close();
  }
}

/** Builds a study that asks for the monthly quantiles of paths. */
export const study = ({ factors, ...others }, months, paths, seed, quantiles) => ({
  currency: "USD",
  market: { moves: { factors }, ...others, months, paths, seed, quantiles },
});

/** Asserts that the quantiles in Chromium equal the reference to the last digit. */
export async function agrees(folder) {
  const cases = JSON.parse(readFileSync(REFERENCE, "utf8"));
  const shares = ["0.05", "0.5", "0.95"];
  const studies = Object.values(cases).map(({ process }) => study(process, 36, 1000, 20261122, shares));
  const ask = (studies) => studies.map((one) => globalThis.netprice.market(one).outlook.answer.fan);
  const fans = await inChromium(folder, ask, studies);
  const months = Array.from({ length: 36 }, (_, index) => index + 1);
  const found = fans.map((fan) => months.map((month) => shares.map((share) => fan[month][share])));
  const expected = Object.values(cases).map(({ quantiles }) => quantiles.map((month) => month.map(multiple)));
  assert.deepEqual(found, expected);
}
