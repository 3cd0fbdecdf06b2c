// Needed discounts, crossings of costs, sensitivity, and budgets.
import assert from "node:assert/strict";
import { test } from "node:test";

import { cost, openSteps, settled, total, typeLine, visitSix } from "./page.mjs";

test("the discount that matches the cheapest offer, or meets a budget", () =>
  visitSix({}, async (page) => {
    await typeLine(page, 0, "0 × 4 vCPU 16 GiB");
    await typeLine(page, 1, "0 GB objects");
    await page.fill("#pay-0", "45折");
    // 20,000 GB at 0.8 cost 16,000 at list for both; Alibaba costs 7,200 under its contract.
    await page.fill("#budget", "4000");
    await openSteps(page, 1);
    const said = await page.locator("#steps-1 .needed").allInnerTexts();
    assert.deepEqual(said, [
      "To match Alibaba Cloud, this offer needs 55% off everything; its other terms stay.",
      "To meet the budget, this offer needs 75% off everything; its other terms stay.",
    ]);
  }));

test("costs cross at the hand-calculated quantity", () =>
  visitSix({}, async (page) => {
    await typeLine(page, 0, "0 × 4 vCPU 16 GiB");
    await typeLine(page, 1, "0 GB objects");
    await typeLine(page, 2, "1000 GB out");
    await page.fill("#pay-0", "5折");
    await page.click("#break-even");
    // 0.087 USD a GB above 100 GB equals 0.4 CNY a GB, at 6.652882205514 CNY a USD, at 323.7127… GB.
    const first = page.locator(".crossings li").first();
    assert.equal(await first.getAttribute("data-at"), "323.712705788");
    assert.match(await first.innerText(), /^Below 323\.712705788 GB, Azure is the cheapest; above it, Alibaba Cloud\./);
    assert.equal(await page.locator(".plot polyline").count(), 6);
    const amounts = await page.locator('.plot text[text-anchor="end"]').allTextContents();
    assert.ok(amounts.includes("¥0") && amounts.length > 3, amounts.join());
  }));

test("the cost by service, and the input that changes the cost most", () =>
  visitSix({}, async (page) => {
    await page.click("#by-service");
    await settled(page);
    const row = page.locator(".by-service tr", { hasText: "Alibaba" });
    // 3 × 730 × 0.88, 1,000 × 0.12 and 20,000 × 0.8.
    assert.deepEqual(await row.locator("td").allInnerTexts(), ["1,927.20", "120.00", "16,000.00"]);
    // A service has the same name and colour as in the picture above.
    const coloured = (key) =>
      page.locator(key).evaluateAll((all) => all.map((one) => [one.getAttribute("class"), one.closest("li").innerText.trim()]));
    const above = await coloured(".picture .key i:not(.outline)");
    assert.deepEqual(above.map(([, name]) => name), ["Machines", "Object storage", "Traffic"]);
    assert.deepEqual(await coloured("figure:has(.save-svg.by-service) .key rect"), above);
    await page.click("#sensitivity");
    await settled(page);
    await page.selectOption("#sensitivity-of", { label: "Alibaba Cloud" });
    const cells = await page.locator(".influences tbody tr").evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.innerText)),
    );
    // A tenth of 18,047.20, 16,000, 1,927.20 and 120; the hours cannot rise by a tenth within a month.
    assert.deepEqual(cells, [
      ["Share of list price paid", "−¥1,804.72", "–"],
      ["20 TB out", "−¥1,600.00", "+¥1,600.00"],
      ["3 × 4 vCPU 16 GiB: hours each", "−¥192.72", "–"],
      ["1 TB objects storage", "−¥12.00", "+¥12.00"],
    ]);
    assert.match(await page.innerText("#moves-most"), /^Share of list price paid: a change of 10% moves the total of Alibaba Cloud by up to ¥1,804\.72/);
    await page.selectOption("#sensitivity-of", { label: "AWS" });
    assert.match(await page.innerText(".influences"), /Exchange rate/);
  }));

test("costs cross over a discount and over the utilisation", () =>
  visitSix({}, async (page) => {
    await page.click("#break-even");
    await page.selectOption("#vary", "discount-aws-china-cn-north-1");
    // 13,899.068446115739 ÷ 22,842.99: the discount with which AWS China costs as much as Azure.
    const at = page.locator(".crossings li");
    assert.equal(await at.getAttribute("data-at"), "60.846099596");
    assert.match(await at.innerText(), /AWS China[^]*Azure/);
    // 30,000 GB out and 1,000 GB stored cost 10,000 × 0.087 + 19,900 × 0.083 + 20.8 = 2,542.50 USD at Azure, and
    // 1,024 × 0.12 + 9,216 × 0.11 + 17,699.68 × 0.08 + 931.32 × 0.02 = 2,571.24 at Google (in GiB). Three machines
    // cost 3 × (0.172 − 0.13402284) an hour more at Azure: the two meet at 28.7406 ÷ 0.11393148 = 252.262 hours.
    await typeLine(page, 2, "30000 GB out");
    await page.selectOption("#vary", "utilisation");
    await page.selectOption("#vary", "machines hours");
    const hours = await at.first().getAttribute("data-at");
    assert.ok(Math.abs(hours - 252.262) < 0.001, `${hours} hours`);
    await page.selectOption("#vary", "utilisation");
    const share = await at.first().getAttribute("data-at");
    assert.ok(Math.abs(share * 7.3 - hours) < 1e-6, `${share} % are ${hours} hours`);
  }));

test("a budget shows the number of offers within it, and is cleared with the currency", () =>
  visitSix({}, async (page) => {
    await page.fill("#budget", "15000");
    // 13,899.07, 14,102.07 and 14,309.55 are within it, three of six offers.
    assert.equal(await page.innerText("#within-budget"), "Offers within the budget: 3 of 6.");
    await page.selectOption("#currency", "USD");
    assert.equal(await page.inputValue("#budget"), "");
  }));
