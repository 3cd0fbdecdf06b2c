// Typing into the comparison, and its ranking.
import assert from "node:assert/strict";
import { test } from "node:test";

import { BOOKS, EXPECTED, figures, problemAt, ranking, settled, total, cost, openSteps, typeLine, typePays, visitSix } from "./page.mjs";

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
    const sentence = await page.innerText(".sentence");
    assert.equal(sentence, "Alibaba Cloud is cheapest at ¥8,121.24 a month, ¥329.59 less than Tencent Cloud. To match, Tencent Cloud must charge 48% of its list price.");
  }));

test("100,000 GB out of AWS us-east-1 cost 7,819.20 and the steps say why", () =>
  visitSix({}, async (page) => {
    await typeLine(page, 0, "0 × 4 vCPU 16 GiB");
    await typeLine(page, 1, "0 GB objects");
    await typeLine(page, 2, "100000 GB out");
    await page.selectOption("#currency", "USD");
    const aws = page.locator('tbody[data-offer="3"]');
    assert.equal(await aws.locator("td.list").innerText(), "7,819.20");
    await aws.locator("button.toggle").click();
    await settled(page);
    const rows = await aws.locator(".slices tbody tr").allInnerTexts();
    assert.deepEqual(
      rows.map((row) => row.split(/\s*\t\s*/)),
      [
        ["0 to 10,240", "10,240 GB", "0.09 USD", "921.6 USD"],
        ["10,240 to 51,200", "40,960 GB", "0.085 USD", "3,481.6 USD"],
        ["51,200 to 153,600", "48,800 GB", "0.07 USD", "3,416 USD"],
      ],
    );
    assert.match(await aws.locator(".source").first().innerText(), /infracost.*as of 9 August 2024 to 25 September 2024/);
  }));

test("every notation of 45% costs the same, and a bare 45 is refused with the reason", () =>
  visitSix({}, async (page) => {
    const offer = page.locator('tbody[data-offer="0"]');
    for (const pay of ["4.5折", "45折", "４.５折", "打4.5折", "打４５折", "pay 45%", "55% off", "５５％ off"]) {
      await page.fill("#pay-0", pay);
      assert.equal(await offer.locator("td.effective").getAttribute("data-exact"), "8121.24 CNY", pay);
    }
    await page.fill("#pay-0", "45");
    assert.match(await problemAt(page, "#pay-0"), /^'45' alone could mean paying 45% or saving 45%/);
    assert.equal(await offer.locator(".missing").innerText(), "not priced: the contract cannot be read");
    // The other offers and the typed text remain.
    assert.equal(await page.locator('tbody[data-offer="1"] td.list').innerText(), "16,901.66");
    assert.equal(await page.inputValue("#pay-0"), "45");
  }));

test("a workload of zero has nothing to compare", () =>
  visitSix({}, async (page) => {
    for (const field of ["#machines", "#stored_gb", "#egress_gb"]) await page.fill(field, "0");
    await settled(page);
    assert.equal(await page.innerText(".sentence"), "Nothing to compare: the workload is zero.");
  }));

test("a number may have commas between its thousands, and digits of full width", () =>
  visitSix({}, async (page) => {
    const sentence = async (typed) => {
      await page.fill("#egress_gb", typed);
      await settled(page);
      return page.innerText(".sentence");
    };
    const plain = await sentence("123456.5");
    assert.equal(await sentence("123,456.5"), plain);
    assert.equal(await sentence("１２３，４５６．５"), plain);
    assert.notEqual(await sentence("123,457.5"), plain);
  }));

test("each invalid number is reported at its field, and the other fields keep their text", () =>
  visitSix({}, async (page) => {
    await page.fill("#pay-0", "4.5折");
    const bad = [
      ["", /empty/],
      ["-1", /'-1' is negative/],
      ["1e5", /'1e5' is not a plain decimal number/],
      ["12,00", /'12,00' is not a plain decimal number/],
      ["12345678901234567890123456789", /more digits than can be kept/],
    ];
    for (const [typed, message] of bad) {
      await page.fill("#egress_gb", typed);
      assert.match(await problemAt(page, "#egress_gb"), message, typed);
      assert.equal(await page.inputValue("#egress_gb"), typed);
      assert.equal(await page.inputValue("#pay-0"), "4.5折");
      assert.match(await page.innerText(".sentence"), /cannot be read/);
    }
    await typeLine(page, 0, "3 × 4 vCPU 16 GiB 745 h");
    await typeLine(page, 2, "20000 GB out");
    assert.match(await problemAt(page, "#hours"), /'745' is too large; expected at most 744/);
    await typeLine(page, 0, "3 × 4 vCPU 16 GiB 730 h");
    assert.deepEqual((await figures(page))[BOOKS[0]], EXPECTED[BOOKS[0]]);
  }));

test("an excessive number is an error at each offer and does not crash the page", () =>
  visitSix({}, async (page) => {
    await typeLine(page, 2, "9999999999999999999999999999 GB out");
    const said = await page.locator('tbody[data-offer="0"] .missing').innerText();
    assert.match(said, /^Traffic out: .* is too large to be kept exactly/);
    await typeLine(page, 2, "20000 GB out");
    assert.equal(await page.locator('tbody[data-offer="1"] td.list').innerText(), "16,901.66");
  }));

test("a missing price is shown as missing, and its offer is never ranked", () =>
  visitSix({}, async (page) => {
    // The largest machine of Tencent Cloud has 232 vCPU; each of the others has one of 256 or more.
    await typeLine(page, 0, "3 × 240 vCPU 16 GiB");
    const tencent = page.locator('tbody[data-offer="1"]');
    assert.equal(await tencent.locator(".place").innerText(), "–");
    assert.equal(await tencent.locator("th .missing").innerText(), "Machines: no matching SKU on this price list");
    // 1,000 GB at 0.118 and 20,000 GB at 0.8.
    assert.equal(await tencent.locator("td.list").innerText(), "> 16,118.00");
    assert.equal((await ranking(page)).at(-1), "Tencent Cloud");
    assert.match(await page.innerText(".verdict"), /Not ranked, missing price: Tencent Cloud\./);
    // The workload has only machines, which have no price, so no part of the cost is known.
    await typeLine(page, 1, "0 GB objects");
    await typeLine(page, 2, "0 GB out");
    assert.equal(await tencent.locator("td.list").innerText(), "> 0.00");
    assert.equal((await ranking(page)).at(-1), "Tencent Cloud");
    assert.doesNotMatch(await page.innerText(".sentence"), /Tencent Cloud is cheapest/);
    // Without machines, no price is missing.
    await typeLine(page, 0, "0 × 4 vCPU 16 GiB");
    await typeLine(page, 2, "100 GB out");
    assert.notEqual(await tencent.locator(".place").innerText(), "–");
  }));

test("an offer that cannot be priced is reported beside the answer", () =>
  visitSix({}, async (page) => {
    await page.fill("#pay-0", "45");
    const said = await page.innerText(".verdict");
    assert.match(said, /Not priced, see the table: Alibaba Cloud\./);
  }));

test("the cost of one more GB, and the quantity where it changes", () =>
  visitSix({}, async (page) => {
    const said = async () => {
      const lines = await page.locator("#steps-3 .one-more").allInnerTexts();
      return lines[0];
    };
    await page.selectOption("#currency", "USD");
    await openSteps(page, 3);
    await settled(page);
    assert.equal(await said(), "GB out to internet: one more costs 0.085 USD.");
    // AWS: 0.09 for the first 10 TB, then 0.085.
    await typeLine(page, 2, "10240 GB out");
    assert.match(await said(), /one more costs 0\.085 USD, the last one cost 0\.09 USD/);
  }));

test("the sentence states the discount that the most expensive offer needs", () =>
  visitSix({}, async (page) => {
    await typeLine(page, 0, "0 × 4 vCPU 16 GiB");
    await typeLine(page, 1, "0 GB objects");
    // 20,000 GB at 0.8 under 5折 cost 8,000; AWS China's 18,660 at 0.933 needs pay 42.87…%.
    await page.selectOption("#currency", "CNY");
    await page.fill("#pay-0", "5折");
    await page.fill("#pay-3", "10折");
    assert.match(await page.innerText(".sentence"), /^Alibaba Cloud is cheapest at ¥8,000\.00 a month.* must charge [0-9.]+% of its list price\./s);
  }));

test("a slider changes the text of the discount, and the text moves the slider", () =>
  visitSix({}, async (page) => {
    const offer = total(page, 0);
    await page.locator("#slide-0").fill("45");
    assert.equal(await page.inputValue("#pay-0"), "pay 45%");
    assert.equal(await offer.innerText(), "8,121.24");
    await page.focus("#slide-0");
    await page.keyboard.press("ArrowLeft");
    // 44% of 18,047.20.
    assert.equal(await offer.innerText(), "7,940.77");
    await page.fill("#pay-0", "6折");
    assert.equal(await page.inputValue("#slide-0"), "60");
    await page.click("text=简体中文");
    await page.locator("#slide-0").fill("45");
    assert.equal(await page.inputValue("#pay-0"), "4.5折");
  }));
