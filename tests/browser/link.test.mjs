// Links: copied, damaged, and from other versions.
import assert from "node:assert/strict";
import { test } from "node:test";

import { EXPECTED, STUDY, figures, link, linkOf, total, typeLine, visit, visitSix } from "./page.mjs";

test("a link accepts the same study as the command", () =>
  visit({ fragment: link(STUDY) }, async (page) => {
    assert.deepEqual(await figures(page), EXPECTED);
    // 五折, as a study holds it.
    assert.equal(await page.inputValue("#pay-1"), "pay 50%");
  }));

test("a copied link restores all typed text, including invalid text, and the language", () =>
  visitSix({ locale: "zh-CN" }, async (page) => {
    await typeLine(page, 0, "7 × 4 vCPU 16 GiB");
    await typeLine(page, 1, "lots of objects");
    await page.fill("#pay-2", "45");
    await page.selectOption("#currency", "USD");
    const hash = await linkOf(page);
    await visit({ fragment: hash, locale: "en-US" }, async (copy) => {
      assert.equal(await copy.inputValue("#line-0"), "7 × 4 vCPU 16 GiB");
      assert.equal(await copy.inputValue("#line-1"), "lots of objects");
      assert.equal(await copy.inputValue("#pay-2"), "45");
      assert.equal(await copy.inputValue("#currency"), "USD");
      assert.equal(await copy.getAttribute("html", "lang"), "zh-Hans");
    });
  }));

test("each view that is shown has a title and an entry in the history, which holds what was typed", () =>
  visitSix({}, async (page) => {
    assert.equal(await page.title(), "Compare · netprice");
    await typeLine(page, 0, "7 × 4 vCPU 16 GiB");
    const compare = await linkOf(page);
    await page.click("#view-market");
    await page.waitForFunction((before) => location.hash !== before, compare);
    assert.equal(await page.title(), "GPU market · netprice");
    await page.goBack();
    await page.waitForSelector("main.compare-view");
    assert.equal(await page.title(), "Compare · netprice");
    assert.equal(await page.inputValue("#line-0"), "7 × 4 vCPU 16 GiB");
    await page.goForward();
    await page.waitForSelector("main.market-view");
    assert.equal(await page.title(), "GPU market · netprice");
  }));

test("a truncated, altered, older, newer or foreign link is reported, and the page still works", async () => {
  const whole = link(STUDY);
  const altered = whole.replace(/.(?=.{20}$)/, (c) => (c === "A" ? "B" : "A"));
  const foreign = link("x");
  const bad = [
    [whole.slice(0, -40), /cut short or altered/],
    [altered, /cut short or altered/],
    ["#5.en.eyJ", /cut short or altered/],
    ["#%E4%BD%A0", /cut short or altered/],
    [link(STUDY, "en", "4"), /another version/],
    [link(STUDY, "en", "6"), /another version/],
    [foreign, /holds no study.*expected value/],
    [link('{"currency":"CNY"}'), /holds no study.*offers/],
    [link(STUDY.replace('"CNY"', '"RMB"')), /holds no study[^:]*opened\. 'RMB' is not a known currency/],
    [link(STUDY.replace('"offers"', '"offer"')), /holds no study.*opened\. unknown field `offer`/],
  ];
  for (const [fragment, message] of bad) {
    await visit({ fragment }, async (page) => {
      assert.match(await page.innerText('#link-problem'), message, fragment);
      await page.fill("#pay-0", "4.5折");
      const before = await page.getAttribute('th[data-offer="0"] .total', "data-exact");
      assert.notEqual(before, null);
      assert.equal(await page.locator('#link-problem').isVisible(), false);
    });
  }
});

test("a damaged link that is pasted into an open page keeps the typed text", () =>
  visitSix({}, async (page) => {
    await typeLine(page, 0, "5 × 4 vCPU 16 GiB");
    // The link is pasted after the page has written the typed text to the address bar.
    await linkOf(page);
    await page.evaluate(() => (location.hash = "#5.en.broken.00000000"));
    await page.waitForSelector('#link-problem:not([hidden])');
    assert.equal(await page.inputValue("#line-0"), "5 × 4 vCPU 16 GiB");
    // The address is restored, so a reload keeps the typed text.
    await linkOf(page);
    await page.reload();
    await page.waitForSelector("#page section.sheet, #page .market");
    assert.equal(await page.inputValue("#line-0"), "5 × 4 vCPU 16 GiB");
    await linkOf(page);
    await page.evaluate((hash) => (location.hash = hash), link(STUDY));
    await page.waitForFunction(() => document.querySelector("#line-0").value === "3 × 4 vCPU 16 GiB");
    assert.deepEqual(await figures(page), EXPECTED);
  }));

test("a link in another currency shows it", async () => {
  const inEuro = STUDY.replace('"CNY"', '"EUR"');
  await visit({ fragment: link(inEuro) }, async (page) => {
    assert.equal(await page.inputValue("#currency"), "EUR");
    assert.match(await page.innerText(".sentence"), /EUR/);
  });
});
