// Layout at any width, keyboard use, print, and accessibility.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

import { PHONE, WIDE, addLines, openSteps, searchPrice, settled, typeLine, typePays, visitSix } from "./page.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

test("the page never scrolls sideways, at any width and with large amounts", () =>
  visitSix({}, async (page) => {
    for (const egress of ["20000", "10000000000"]) {
      await typeLine(page, 2, `${egress} GB out`);
      for (const width of [320, 390, 640, 700, 840, 1024, 1100, 1280, 1600]) {
        await page.setViewportSize({ width, height: 800 });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.equal(overflow, 0, `${width} pixels, ${egress} GB`);
      }
    }
  }));

test("the first button leads the keyboard to the view, so that a number is reached within five tabs", () =>
  visitSix({}, async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    const isInput = () => page.evaluate(() => document.activeElement.matches("main :is(input, select)"));
    let tabs = 1;
    while (tabs < 5 && !(await isInput())) {
      await page.keyboard.press("Tab");
      tabs += 1;
    }
    assert.ok(await isInput(), `after ${tabs} tabs`);
  }));

test("the steps can be opened with the keyboard alone", () =>
  visitSix({}, async (page) => {
    const toggle = page.locator('th[data-offer="1"] .toggle');
    await toggle.focus();
    await page.keyboard.press("Enter");
    assert.equal(await toggle.getAttribute("aria-expanded"), "true");
    await settled(page);
    assert.equal(await page.locator("#steps-1 section").count(), 3);
  }));

test("the print fits A4, shows the answer, and omits controls", () =>
  visitSix({ viewport: { width: 703, height: 1000 } }, async (page) => {
    // 703 CSS pixels are 186 mm: the width of A4 without its margins.
    await page.emulateMedia({ media: "print" });
    for (const view of ["compare", "traffic", "market", "prices"]) {
      await page.emulateMedia({ media: "screen" });
      await page.click(`#view-${view}`);
      await page.emulateMedia({ media: "print" });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 703, `${view} is ${wide} wide`);
      // The tabs and the folded sections are not printed.
      for (const shown of ["#view-market", "details:not([open]) summary"]) {
        assert.equal(await page.locator(shown).first().isVisible(), false, shown);
      }
      assert.ok(await page.locator("main .sentence").first().isVisible());
    }
    assert.equal((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString(), "%PDF-");
  }));

/** Asserts that the page violates no accessibility rule and does not overflow the screen. */
async function noBarrier(page) {
  await settled(page);
  // The script is evaluated, because the security policy forbids adding a script element.
  await page.evaluate(`${readFileSync(AXE, "utf8")}; undefined`);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  assert.deepEqual(found, []);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.equal(overflow, 0);
}

/** The cards of the market view, each with a field that can be wrong. */
const CARDS = { buyer: "#capital", outlook: "#horizon", seller: "#bid_pay", tender: "#penalty", tokens: "#throughput" };

for (const colorScheme of ["light", "dark"]) {
  for (const [size, viewport] of Object.entries({ wide: WIDE, phone: PHONE })) {
    test(`accessible: ${colorScheme}, ${size}, with steps open and a wrong field`, () =>
      visitSix({ colorScheme, viewport, locale: "zh-CN" }, async (page) => {
        await typePays(page);
        await page.fill("#pay-2", "45");
        await openSteps(page, 5);
        await noBarrier(page);
        await page.click("#more-terms-1");
        await page.click("#add-term-1");
        await page.fill("#figure-0-1", "10");
        await noBarrier(page);
        await page.click("#more-terms-5");
        await page.selectOption("#commit-0-5", { index: 1 });
        await page.fill("#commit-count-0-5", "5");
        await noBarrier(page);
        await page.click("tr[data-line] td:visible .cell >> nth=0");
        await noBarrier(page);
        await page.click("#edit-0");
        await addLines(page, "游戏服: 80 台 8核16G", "游戏服: mysql 8核32G 500 GB");
        await page.fill("#add-line", "hello");
        await page.press("#add-line", "Enter");
        await page.click("#choose-offers");
        await page.click("#break-even");
        await page.click("#load-section");
        await noBarrier(page);
        await page.click("#view-traffic");
        await page.waitForSelector("table.plans");
        await page.fill("#days", "x");
        await page.fill("#days", "30");
        await page.fill("#shaved", "x");
        await page.click("#methods");
        await page.click("table.plans details summary >> nth=0");
        await noBarrier(page);
        await page.click("#view-market");
        for (const [card, field] of Object.entries(CARDS)) {
          await page.click(`#card-${card}`);
          for (const fold of await page.locator(".card > details > summary, .chart > details > summary").all()) await fold.click();
          await noBarrier(page);
          const typed = await page.inputValue(field);
          await page.fill(field, "x");
          await noBarrier(page);
          await page.fill(field, typed);
        }
        const row = await searchPrice(page, "ecs.g7a.xlarge");
        await row.locator("input").fill("0.5");
        await row.locator("input").fill("x");
        await page.click("#keep");
        await page.fill("#save-name", "一");
        await page.click("#save");
        await noBarrier(page);
      }));
  }
}
