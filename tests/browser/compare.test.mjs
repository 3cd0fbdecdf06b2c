// Typing into the comparison, and its ranking.
import assert from "node:assert/strict";
import { test } from "node:test";

import { BOOKS, EXPECTED, cost, figures, openSteps, problemAt, ranking, settled, total, typeLine, typePays, visitSix } from "./page.mjs";

test("a typed study gives the same figures as the crate, the command and the binding", () =>
  visitSix({}, async (page) => {
    await typePays(page);
    assert.deepEqual(await figures(page), EXPECTED);
    assert.deepEqual(await ranking(page), [
      "Alibaba Cloud",
      "Tencent Cloud",
      "AWS",
      "AWS China",
      "Azure",
      "Google Cloud",
    ]);
    assert.equal(await page.innerText(".sentence"), "Alibaba Cloud, Hangzhou costs least: ¥8,121.24 a month.");
    assert.match(await page.innerText(".why"), /^That is ¥329\.59 less than Tencent Cloud, the runner-up\. To match, Tencent Cloud must charge 48% of its list price\./);
  }));

test("100,000 GB out of AWS us-east-1 cost 7,819.20 and the steps say why", () =>
  visitSix({}, async (page) => {
    await typeLine(page, 0, "0 × 4 vCPU 16 GiB");
    await typeLine(page, 1, "0 GB objects");
    await typeLine(page, 2, "100000 GB out");
    await page.selectOption("#currency", "USD");
    assert.equal(await cost(page, 3, "list"), "7819.2 USD");
    await openSteps(page, 3);
    const rows = await page.locator("#steps-3 .slices tbody tr").allInnerTexts();
    assert.deepEqual(
      rows.map((row) => row.split(/\s*\t\s*/)),
      [
        ["0 to 10,240", "10,240 GB", "0.09 USD", "921.6 USD"],
        ["10,240 to 51,200", "40,960 GB", "0.085 USD", "3,481.6 USD"],
        ["51,200 to 153,600", "48,800 GB", "0.07 USD", "3,416 USD"],
      ],
    );
    assert.match(await page.locator("#steps-3 .source").first().innerText(), /infracost.*as of 9 August 2024 to 25 September 2024/);
  }));

test("every notation of 45% costs the same, and a bare 45 is refused with the reason", () =>
  visitSix({}, async (page) => {
    for (const pay of ["4.5折", "45折", "４.５折", "打4.5折", "打４５折", "pay 45%", "55% off", "５５％ off"]) {
      await page.fill("#pay-0", pay);
      assert.equal(await cost(page, 0, "effective"), "8121.24 CNY", pay);
    }
    await page.fill("#pay-0", "45");
    assert.match(await problemAt(page, "#pay-0"), /^'45' alone could mean paying 45% or saving 45%/);
    // The last discount that could be read still counts, and the page says so; the typed text remains.
    assert.equal(await cost(page, 0, "effective"), "8121.24 CNY");
    assert.equal(await page.innerText('th[data-offer="0"] .as-before'), "priced as before");
    assert.equal(await page.inputValue("#pay-0"), "45");
    // A bare number asks which way: 45% off leaves 55% of 18,047.20.
    await page.click('th[data-offer="0"] .either >> text=45% off');
    assert.equal(await page.inputValue("#pay-0"), "45% off");
    assert.equal(await cost(page, 0, "effective"), "9925.96 CNY");
    await page.fill("#pay-0", "0.88");
    await page.click('th[data-offer="0"] .either >> text=pay 88%');
    // 88% of 18,047.20.
    assert.equal(await cost(page, 0, "effective"), "15881.536 CNY");
  }));

test("a workload of zero has nothing to compare", () =>
  visitSix({}, async (page) => {
    for (const [index, text] of ["0 × 4 vCPU 16 GiB", "0 GB objects", "0 GB out"].entries()) await typeLine(page, index, text);
    assert.equal(await page.innerText(".sentence"), "Nothing to compare: the workload is zero.");
  }));

test("a number may have commas between its thousands, and digits of full width", () =>
  visitSix({}, async (page) => {
    const sentence = async (typed) => {
      await typeLine(page, 2, `${typed} GB out`);
      return page.innerText(".sentence");
    };
    const plain = await sentence("123456.5");
    assert.equal(await sentence("123,456.5"), plain);
    assert.equal(await sentence("１２３，４５６．５"), plain);
    assert.notEqual(await sentence("123,457.5"), plain);
  }));

test("a line that cannot be read is marked and counts as before, and the other fields keep their text", () =>
  visitSix({}, async (page) => {
    await page.fill("#pay-0", "4.5折");
    const bad = [
      ["", /is not understood/],
      ["20 TB", /is not understood/],
      ["20 TB out windows", /'windows' is not needed here or is written twice/],
      ["ssd", /lacks a number; expected a volume, such as 500 GB/],
      ["12,00 GB out", /'12,00' is not a number/],
      ["12345678901234567890123456789 GB out", /more digits than can be kept/],
    ];
    for (const [typed, message] of bad) {
      await typeLine(page, 2, typed);
      assert.match(await problemAt(page, "#line-2"), message, typed);
      assert.equal(await page.inputValue("#line-2"), typed);
      assert.equal(await page.inputValue("#pay-0"), "4.5折");
      assert.deepEqual((await figures(page))[BOOKS[0]], EXPECTED[BOOKS[0]]);
    }
    await typeLine(page, 2, "20 TB out");
    await typeLine(page, 0, "3 × 4 vCPU 16 GiB 745 h");
    assert.match(await problemAt(page, "#line-0"), /'745' is too large; expected at most 744/);
    await typeLine(page, 0, "3 × 4 vCPU 16 GiB 730 h");
    assert.deepEqual((await figures(page))[BOOKS[0]], EXPECTED[BOOKS[0]]);
  }));

test("an excessive number is told at its line, and nothing is compared at it", () =>
  visitSix({}, async (page) => {
    const before = await page.innerText(".sentence");
    const many = [
      ["9999999999999 GB out", /'9999999999999' is too large; expected at most 1000000000000/],
      ["9999999999999999999999999999 TB out", /too large/],
      ["100000000000000000000 × 4 vCPU 16 GiB", /'100000000000000000000' is too large; expected at most 1000000000/],
    ];
    for (const [text, message] of many) {
      await typeLine(page, 2, text);
      assert.match(await problemAt(page, "#line-2"), message, text);
      assert.equal(await page.innerText(".sentence"), before);
    }
  }));

test("a missing price is shown as missing, and its offer is never ranked", () =>
  visitSix({}, async (page) => {
    // The largest machine of Tencent Cloud has 232 vCPU; each of the others has one of 256 or more.
    await typeLine(page, 0, "3 × 240 vCPU 16 GiB");
    const cell = page.locator('tr[data-line="machines"] td[data-offer="1"]');
    assert.match(await cell.innerText(), /^no price known\s+nothing this large is on this price list; the largest has 232 vCPU/);
    assert.match(await page.innerText('th[data-offer="1"] .note'), /a price is missing/);
    // 1,000 GB at 0.118 and 20,000 GB at 0.8.
    assert.equal(await total(page, 1).innerText(), ">\u00a0¥16,118.00");
    assert.equal((await ranking(page)).at(-1), "Tencent Cloud");
    assert.match(await page.innerText(".verdict"), /Not ranked, because a price is missing: Tencent Cloud Guangzhou\./);
    // The workload has only machines, which have no price, so no part of the cost is known.
    await typeLine(page, 1, "0 GB objects");
    await typeLine(page, 2, "0 GB out");
    assert.equal(await total(page, 1).innerText(), ">\u00a0¥0.00");
    assert.equal((await ranking(page)).at(-1), "Tencent Cloud");
    assert.doesNotMatch(await page.innerText(".sentence"), /Tencent Cloud/);
    // Without machines, no price is missing.
    await typeLine(page, 0, "0 × 4 vCPU 16 GiB");
    await typeLine(page, 2, "100 GB out");
    assert.doesNotMatch(await page.innerText('th[data-offer="1"] .note'), /a price is missing/);
  }));

test("the cost of one more GB, and the quantity where it changes", () =>
  visitSix({}, async (page) => {
    const said = async () => {
      const lines = await page.locator("#steps-3 .one-more").allInnerTexts();
      return lines.at(-1);
    };
    await page.selectOption("#currency", "USD");
    await openSteps(page, 3);
    await settled(page);
    assert.equal(await said(), "Traffic out: one more GB costs $0.085.");
    // AWS: 0.09 for the first 10 TB, then 0.085.
    await typeLine(page, 2, "10240 GB out");
    assert.match(await said(), /one more GB costs \$0\.085; the last one cost \$0\.09, so/);
  }));

test("the sentence states the discount that the most expensive offer needs", () =>
  visitSix({}, async (page) => {
    await typeLine(page, 0, "0 × 4 vCPU 16 GiB");
    await typeLine(page, 1, "0 GB objects");
    // 20,000 GB at 0.8 under 5折 cost 8,000; AWS China's 18,660 at 0.933 needs pay 42.87…%.
    await page.selectOption("#currency", "CNY");
    await page.fill("#pay-0", "5折");
    await page.fill("#pay-3", "10折");
    assert.match(await page.innerText(".sentence"), /^Alibaba Cloud, Hangzhou costs least: ¥8,000\.00 a month\.$/);
  }));

test("a slider changes the text of the discount, and the text moves the slider", () =>
  visitSix({}, async (page) => {
    const offer = total(page, 0);
    await page.locator("#slide-0").fill("45");
    assert.equal(await page.inputValue("#pay-0"), "55% off");
    assert.equal(await offer.innerText(), "¥8,121.24");
    await page.focus("#slide-0");
    await page.keyboard.press("ArrowLeft");
    // 44% of 18,047.20.
    assert.equal(await offer.innerText(), "¥7,940.77");
    await page.fill("#pay-0", "6折");
    assert.equal(await page.inputValue("#slide-0"), "60");
    await page.selectOption("#language", "zh-Hans");
    await page.locator("#slide-0").fill("45");
    assert.equal(await page.inputValue("#pay-0"), "4.5折");
  }));
