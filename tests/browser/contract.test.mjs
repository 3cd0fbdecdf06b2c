// The terms of a contract, from list cost to the bill.
import assert from "node:assert/strict";
import { test } from "node:test";

import { cost, link, linkOf, openSteps, problemAt, ranking, total, typeLine, visit, visitSix, waterfall } from "./page.mjs";

test("each kind of term is entered and seen to work, down to the bill", () =>
  visitSix({}, async (page) => {
    // By hand: 18,047.2 at list, of which machines 1,927.2, storage 120, traffic 16,000.
    const kinds = [
      ["pay", "9折", "", "16242.48 CNY"],
      ["amount_off", "47.2", "", "18000 CNY"],
      ["unit_off", "0.3", "egress", "12047.2 CNY"],
      ["fixed", "0.5", "egress", "12047.2 CNY"],
      ["at_most", "10000", "egress", "12047.2 CNY"],
      ["at_least", "1000", "storage", "18927.2 CNY"],
    ];
    await page.click("#more-terms-0");
    await page.click("#add-term-0");
    const effective = total(page, 0);
    for (const [kind, figure, line, cost] of kinds) {
      await page.selectOption("#kind-0-0", kind);
      await page.fill("#figure-0-0", figure);
      await page.selectOption("#scope-0-0", line);
      assert.equal(await effective.getAttribute("data-exact"), cost, kind);
    }
    // The spend above 8,047.2 pays 80%: 8,047.2 + 8,000.
    await page.selectOption("#scope-0-0", "");
    await page.selectOption("#kind-0-0", "by_spend");
    await page.fill("#figure-0-0", "8折");
    await page.fill("#limit-0-0", "8047.2");
    assert.equal(await effective.getAttribute("data-exact"), "16047.2 CNY");
    // Above the limit, the whole spend pays 80%: 18,047.2 × 0.8.
    await page.check("#all-0-0");
    assert.equal(await effective.getAttribute("data-exact"), "14437.76 CNY");
    // By quantity: of 20,000 GB, those above 10,000 pay 80%, so 90% of 16,000 is paid.
    await page.uncheck("#all-0-0");
    await page.selectOption("#kind-0-0", "by_quantity");
    await page.selectOption("#scope-0-0", "egress");
    await page.fill("#limit-0-0", "10000");
    assert.equal(await effective.getAttribute("data-exact"), "16447.2 CNY");
    await page.selectOption("#scope-0-0", "");
    // The floor raises 2折 to 3折 of list.
    await page.fill("#pay-0", "2折");
    await page.selectOption("#kind-0-0", "not_below");
    await page.fill("#figure-0-0", "3折");
    assert.equal(await effective.getAttribute("data-exact"), "5414.16 CNY");
    // An invalid figure is reported at its field.
    await page.fill("#figure-0-0", "30");
    assert.match(await problemAt(page, "#figure-0-0"), /'30' alone could mean/);
  }));

test("terms stack as chosen, and the waterfall attributes each", () =>
  visitSix({}, async (page) => {
    await page.fill("#pay-0", "20% off");
    await page.click("#more-terms-0");
    await page.click("#add-term-0");
    await page.selectOption("#kind-0-0", "pay");
    await page.fill("#figure-0-0", "10% off");
    const effective = total(page, 0);
    // By hand: 18,047.2 × 0.72, × 0.7, × 0.8, × 0.8.
    const stacks = { sequential: "12993.984 CNY", additive: "12633.04 CNY", best_of: "14437.76 CNY", first_of: "14437.76 CNY" };
    for (const [stack, cost] of Object.entries(stacks)) {
      await page.selectOption("#stack-0", stack);
      assert.equal(await effective.getAttribute("data-exact"), cost, stack);
    }
    await page.selectOption("#stack-0", "sequential");
    await page.fill("#voucher-0", "2000");
    await page.fill("#minimum-0", "13000");
    await openSteps(page, 0);
    assert.deepEqual(await waterfall(page, 0), [
      ["List", "", "18,047.2 CNY"],
      ["contract", "-3,609.44 CNY", "14,437.76 CNY"],
      ["term 1", "-1,443.776 CNY", "12,993.984 CNY"],
      ["raised to the minimum", "6.016 CNY", "13,000 CNY"],
      ["voucher", "-2,000 CNY", "11,000 CNY"],
      ["Amount due", "", "11,000 CNY"],
    ]);
    // A voucher is not used below its threshold.
    await page.fill("#threshold-0", "13000");
    assert.equal((await waterfall(page, 0)).at(-1)[2], "13,000 CNY");
    // The link contains the whole contract.
    const hash = await linkOf(page);
    await visit({ fragment: hash }, async (copy) => {
      await copy.click("#more-terms-0");
      assert.equal(await copy.inputValue("#voucher-0"), "2000");
      assert.equal(await copy.inputValue("#figure-0-0"), "10% off");
      assert.equal(
        await total(copy, 0).getAttribute("data-exact"),
        "12993.984 CNY",
      );
    });
  }));

test("a bill is rounded at the selected stage and in the selected mode", () =>
  visitSix({}, async (page) => {
    await page.fill("#pay-0", "pay 33.333%");
    await page.click("#more-terms-0");
    await openSteps(page, 0);
    const billed = async () => (await waterfall(page, 0)).at(-1)[2];
    // By hand: 18,047.2 × 0.33333 = 6,015.673176, of which 5,333.28 is traffic.
    assert.equal(await billed(), "6,015.673176 CNY");
    const wanted = { half_up: "6,015.67 CNY", ceiling: "6,015.68 CNY", truncate: "6,015.67 CNY" };
    await page.selectOption("#round-at-0", "invoice");
    for (const [mode, amount] of Object.entries(wanted)) {
      await page.selectOption("#round-mode-0", mode);
      assert.equal(await billed(), amount, mode);
    }
    await page.fill("#round-places-0", "0");
    await page.selectOption("#round-mode-0", "half_even");
    assert.equal(await billed(), "6,016 CNY");
    await page.fill("#round-places-0", "x");
    assert.match(await problemAt(page, "#round-places-0"), /whole/);
    const hash = await linkOf(page);
    await visit({ fragment: hash }, async (copy) => {
      await copy.click("#more-terms-0");
      assert.equal(await copy.inputValue("#round-places-0"), "x");
      assert.equal(await copy.inputValue("#round-mode-0"), "half_even");
    });
  }));

test("in Chinese the terms have Chinese names", () =>
  visitSix({ locale: "zh-CN" }, async (page) => {
    await page.fill("#pay-0", "8折");
    await page.click("#more-terms-0");
    await page.click("#add-term-0");
    await page.fill("#figure-0-0", "100");
    await openSteps(page, 0);
    const names = (await waterfall(page, 0)).map(([name]) => name);
    assert.deepEqual(names, ["目录价", "合同", "条款 1", "应付金额"]);
  }));

test("offers are compared on one tax basis, which needs a tax", () =>
  visitSix({}, async (page) => {
    await page.selectOption("#tax-basis", "before_tax");
    assert.match(await page.innerText('th[data-offer="0"] .note'), /the tax is unknown/);
    await page.click("#more-terms-0");
    await page.fill("#tax-0", "6");
    await page.check("#tax-in-list-0");
    // By hand: 18,047.2 ÷ 1.06 is 17,025.660377358490566…, rounded once to 12 decimals.
    assert.equal(await cost(page, 0, "effective"), "17025.660377358491 CNY");
  }));

test("the amount due is shown beside the effective cost, and the page names the lowest one", () =>
  visitSix({}, async (page) => {
    const billed = page.locator('.sheet-lines tr.billed td[data-offer="1"]');
    // The amount due says nothing else than the effective cost, so it has no row.
    assert.equal(await billed.count(), 0);
    assert.equal(await page.innerText("#to-pay"), "");
    await page.click("#more-terms-1");
    await page.fill("#voucher-1", "5000");
    assert.equal(await billed.innerText(), "11,901.66");
    // The ranking is by effective cost.
    assert.match(await page.innerText(".sentence"), /^Azure, Virginia costs least: ¥13,899\.07/);
    assert.equal(await page.innerText("#to-pay"), "Lowest bill after minimums, vouchers and tax: Tencent Cloud, ¥11,901.66.");
    await page.fill("#minimum-1", "100000");
    assert.equal(await billed.innerText(), "95,000.00");
    assert.match(await page.innerText("#to-pay"), /^Lowest bill [^]*: Azure, ¥13,899\.07\.$/);
    // A part of a cost is no bill: no machine of Tencent Cloud has 240 vCPU.
    await typeLine(page, 0, "3 × 240 vCPU 16 GiB");
    assert.equal(await billed.count(), 0);
  }));
