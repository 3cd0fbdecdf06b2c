// Commitments: subscriptions, savings plans, packs, and the best ones for a load.
import assert from "node:assert/strict";
import { test } from "node:test";

import { cost, link, linkOf, openSteps, problemAt, settled, total, typeLine, visit, visitSix, waterfall } from "./page.mjs";

/** Chooses the machine of the first line at an offer. */
async function chooseMachine(page, offer, sku) {
  const isOpen = (await page.locator(`#cell-${offer}-0`).count()) > 0;
  if (!isOpen) await page.click(`tr[data-line="machines"] td[data-offer="${offer}"] .cell`);
  await page.selectOption("#cell-sku", sku);
  await settled(page);
}

test("a subscription shows coverage, unused fee, payments and saving", () =>
  visitSix({}, async (page) => {
    // Tencent: 3 SA3.LARGE16 cost 0.7 an hour each, or 3,609.5 a year each, all upfront.
    await typeLine(page, 1, "0 GB objects");
    await typeLine(page, 2, "0 GB out");
    await page.click("#more-terms-1");
    // The price of the cheapest machine falls with its hours, so one with a single price is selected.
    await chooseMachine(page, 1, "SA3.LARGE16");
    await page.selectOption("#commit-0-1", { label: "subscription, 1 year, all upfront (SA3.LARGE16)" });
    assert.equal(await page.inputValue("#commit-count-0-1"), "3");
    const effective = total(page, 1);
    // A twelfth of 10,828.5.
    assert.equal(await effective.getAttribute("data-exact"), "902.375 CNY");
    await openSteps(page, 1);
    const worth = page.locator("#steps-1 .worth");
    assert.match(await worth.innerText(), /100% used; 902\.375 CNY a month, 0 CNY of it unused/);
    assert.match(await worth.innerText(), /cover 100% of the list cost; the whole offer saves 41\.1%/);
    // Month 1 pays all; 1,533 a month on demand are 10,828.5 after seven months and a bit.
    assert.match(await worth.innerText(), /^1\s+¥10,828\.50\s+¥902\.38$/m);
    assert.match(await worth.innerText(), /Paid back by the end of month 8\./);
    assert.deepEqual((await waterfall(page, 1)).map(([name]) => name), [
      "List",
      "Commitment",
      "Amount due",
    ]);
    // With use in half of the month (1,095 of 2,190 hours), the cost is the same.
    await typeLine(page, 0, "3 × 4 vCPU 16 GiB 365 h");
    assert.equal(await effective.getAttribute("data-exact"), "902.375 CNY");
    assert.match(await worth.innerText(), /50% used; 902\.375 CNY a month, 451\.1875 CNY of it unused/);
    await typeLine(page, 0, "3 × 4 vCPU 16 GiB 730 h");
    // A fourth subscription is unused and becomes a separate charge.
    await page.fill("#commit-count-0-1", "4");
    assert.match(await worth.innerText(), /75% used; 1,203\.166666666667 CNY a month, 300\.791666666667 CNY of it unused/);
    assert.equal(await effective.getAttribute("data-exact"), "1203.166666666667 CNY");
    // Two subscriptions cover two of three machines.
    await page.fill("#commit-count-0-1", "2");
    assert.equal(await effective.getAttribute("data-exact"), "1112.583333333333 CNY");
    // Unreadable text is reported at its field and can be corrected.
    await page.fill("#commit-count-0-1", "two");
    assert.match(await problemAt(page, "#commit-count-0-1"), /is not a number/);
    await page.fill("#commit-count-0-1", "1");
    const hash = await linkOf(page);
    await visit({ fragment: hash }, async (copy) => {
      await copy.click("#more-terms-1");
      assert.equal(await copy.inputValue("#commit-count-0-1"), "1");
    });
    await page.selectOption("#commit-0-1", "");
    assert.equal(await effective.getAttribute("data-exact"), "1533 CNY");
  }));

test("a savings plan, on the machine that it is published for", () =>
  visitSix({}, async (page) => {
    // The cheapest machine that is large enough has no savings plan, so another one is selected.
    await page.selectOption("#currency", "USD");
    await typeLine(page, 1, "0 GB objects");
    await typeLine(page, 2, "0 GB out");
    await page.click("#more-terms-3");
    await chooseMachine(page, 3, "m6a.xlarge");
    await page.selectOption("#commit-0-3", { label: "savings plan, 1 year, no upfront (m6a.xlarge)" });
    // 3 × 730 hours at 0.13965 are 305.8335.
    const effective = total(page, 3);
    assert.equal(await effective.getAttribute("data-exact"), "305.8335 USD");
    const hash = await linkOf(page);
    await visit({ fragment: hash }, async (copy) => {
      assert.match(await copy.innerText('tr[data-line="machines"] td[data-offer="3"]'), /m6a\.xlarge/);
    });
    // A machine that is too small for the workload is told in its steps, and another can be selected.
    await typeLine(page, 0, "3 × 8 vCPU 16 GiB");
    await openSteps(page, 3);
    assert.match(await page.innerText("#steps-3"), /m6a\.xlarge, chosen by you, is smaller than asked/);
    await chooseMachine(page, 3, "");
    assert.doesNotMatch(await page.innerText('tr[data-line="machines"] td[data-offer="3"]'), /m6a\.xlarge/);
  }));

test("how much of a load to commit", () =>
  visitSix({}, async (page) => {
    await page.selectOption("#currency", "USD");
    await page.click("#load-section");
    // Google e2-standard-4: 0.13402284 an hour, or 44.02649564 ÷ 730 = 0.060310268 for three years:
    // it pays off above 45% of the hours, so above 11 of 24. 10 machines run in 12 hours, 12 in 10.
    await page.selectOption("#load-offer", { label: "Google Cloud" });
    await page.fill("#load", Array(12).fill("10").concat(Array(10).fill("12"), ["4", "4"]).join(" "));
    const rows = await page.locator("table.ladder tbody tr").allInnerTexts();
    assert.equal(rows.length, 1);
    assert.match(rows[0], /committed use, 3 years, no upfront \(e2-standard-4\)\s+10\s+45%/);
    // 10 × 24 × 0.060310268, and 2 × 10 × 0.13402284.
    assert.equal(await page.getAttribute("#load-answer", "data-cost"), "17.15492112 USD");
    await page.fill("#load", "4, 5, x");
    assert.match(await page.innerText("#load-below"), /number 3: 'x' is not/);
    // The keyboard raises the load of the first hour by one.
    await page.fill("#load", "4 5 6");
    await page.focus(".sliders input >> nth=0");
    await page.keyboard.press("ArrowUp");
    assert.equal(await page.inputValue("#load"), "5 5 6");
    // A thousands separator is refused, while commas may separate numbers.
    await page.fill("#load", "1,000 5");
    assert.match(await page.innerText("#load-below"), /number 1: '1,000'/);
    await page.fill("#load", "4,5,6");
    assert.equal(await page.innerText("#load-below"), "");
    // The load, its provider and the budget are in the link.
    await page.fill("#budget", "999");
    const hash = await linkOf(page);
    await visit({ fragment: hash }, async (copy) => {
      await copy.click("#load-section");
      assert.equal(await copy.inputValue("#load"), "4,5,6");
      assert.equal(await copy.inputValue("#load-offer"), "5");
      assert.equal(await copy.inputValue("#budget"), "999");
    });
    // If a contract halves the on-demand price, three years pay off above 90% of the hours.
    await page.fill("#pay-5", "pay 50%");
    await page.fill("#load", Array(24).fill("10").join(" "));
    assert.match(await page.innerText("table.ladder tbody"), /10\s+90%/);
  }));

test("a pack of one month is paid in one month", () =>
  visitSix({}, async (page) => {
    await page.click("#more-terms-0");
    // The choice is there before the table of what it offers.
    await page.locator("#commit-0-0 option", { hasText: "1 month" }).first().waitFor({ state: "attached" });
    const packs = await page.locator("#commit-0-0 option").evaluateAll((options) => options.map(({ value, label }) => [value, label]));
    const [pack] = packs.find(([, label]) => /1 month/.test(label));
    await page.selectOption("#commit-0-0", pack);
    await settled(page);
    await openSteps(page, 0);
    await settled(page);
    assert.deepEqual(await page.locator("table.cash tbody th").allInnerTexts(), ["1"]);
  }));
