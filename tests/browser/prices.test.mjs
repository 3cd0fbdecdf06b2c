// The price list, and the user's own prices.
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { PHONE, WIDE, browser, cost, link, linkOf, openSteps, searchPrice, total, visit, visitSix } from "./page.mjs";

test("an own price applies everywhere, is in the link, and can be removed", () =>
  visitSix({}, async (page) => {
    const row = await searchPrice(page, "ecs.g7a.xlarge");
    assert.match(await row.innerText(), /31 Dec 2024[^]*karpenter/);
    await row.locator("input").fill("0.5x");
    assert.match(await row.innerText(), /'0.5x' is not a number/);
    await row.locator("input").fill("0.5");
    await page.click("#view-compare");
    // 3 × 730 × 0.5 = 1,095 for machines, plus the listed 120 for storage and 16,000 for traffic.
    assert.equal(await cost(page, 0, "list"), "17215 CNY");
    const hash = await linkOf(page);
    await visit({ fragment: hash, locale: "zh-CN" }, async (copy) => {
      assert.equal(await cost(copy, 0, "list"), "17215 CNY");
    });
    await searchPrice(page, "ecs.g7a.xlarge");
    assert.match(await row.innerText(), /your price/);
    await row.locator("button.published").click();
    await page.click("#view-compare");
    assert.equal(await cost(page, 0, "list"), "18047.2 CNY");
  }));

test("a provider's own list and a sheet of one's own provider can be opened", () =>
  visit({}, async (page) => {
    await page.click("#view-prices");
    const drop = (name, text) => page.setInputFiles("#sheet-file", { name, mimeType: "text/plain", buffer: Buffer.from(text) });
    const item = (armSkuName, armRegionName, retailPrice, type = "Consumption") => ({
      armSkuName,
      armRegionName,
      retailPrice,
      type,
      currencyCode: "USD",
      unitOfMeasure: "1 Hour",
      serviceName: "Virtual Machines",
      meterId: `${armSkuName} ${type}`,
    });
    // The machine of the untouched page at Azure: 20 × 730 hours at 0.01 are 146.
    const items = [
      item("Standard_D4as_v5", "eastus", 0.01),
      item("Standard_D4as_v5", "eastus", 887, "Reservation"),
      item("Standard_D4as_v5", "westeurope", 0.02),
      item("Standard_X9_v9", "eastus", 1),
    ];
    await drop("list.json", JSON.stringify({ BillingCurrency: "USD", Items: items }));
    await page.waitForFunction(() => document.querySelector("#sheet-said").innerText.includes("Azure Retail Prices"));
    assert.match(
      await page.innerText("#sheet-said"),
      /4 rows, 0 refused\. Prices used: 1; not used: 1 of regions that are not compared, 1 of things/,
    );
    // A provider that the catalogue does not have.
    await drop(
      "acme.csv",
      "price_book,service,sku,unit,unit_price,currency,vcpus,memory_gib,as_of\nacme,compute,vm.4,Hours,0.005,USD,4,16,2026-11-01\n",
    );
    await page.waitForFunction(() => document.querySelector("#sheet-said").innerText.includes("1"));
    await page.click("#view-compare");
    await page.waitForFunction(() => [...document.querySelectorAll('td[data-exact="146 USD"]')].length > 0);
    await page.click("#choose-offers");
    await page.fill("#search-books", "acme");
    await page.click("#add-acme");
    // 20 × 730 × 0.005.
    await page.waitForFunction(() => [...document.querySelectorAll('td[data-exact="73 USD"]')].length > 0);
  }));

test("a price sheet can be opened, and all its problems are reported", () =>
  visitSix({}, async (page) => {
    await page.click("#view-prices");
    const drop = (text) =>
      page.setInputFiles("#sheet-file", { name: "ours.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await drop("a,b\n1,2\n");
    await page.waitForSelector("#sheet-wrong:not([hidden])");
    assert.match(await page.innerText("#sheet-wrong"), /line 1: the columns of the table are 'a, b'; expected 'sku' among them/);
    await drop("\ufeffprice_book,sku,unit_price\r\nalibaba-cn-hangzhou,ecs.g7a.xlarge,?\r\nacme,vm\r\n");
    await page.waitForFunction(() => document.querySelector("#sheet-wrong").innerText.includes("line 3"));
    await page.waitForSelector("#sheet-wrong:not([hidden])");
    const wrong = await page.innerText("#sheet-wrong");
    assert.match(wrong, /line 2, unit_price: '\?' is not a number/);
    assert.match(wrong, /line 3, unit_price/);
    // The sheet adds a machine with 4 vCPU and 16 GiB at 0.1, and halves the price of traffic.
    await drop(
      "price_book,service,sku,unit,unit_price,vcpus,memory_gib\n" +
        "alibaba-cn-hangzhou,compute,ours.xlarge,Hours,0.1,4,16\n" +
        "阿里云 杭州,,ECS public traffic,,0.4,,\n",
    );
    await page.waitForFunction(() => document.querySelector("#sheet-said").innerText.includes("2"));
    await page.click("#view-compare");
    // 2,190 × 0.1 + 120 + 20,000 × 0.4 = 219 + 120 + 8,000.
    assert.equal(await cost(page, 0, "list"), "8339 CNY");
    await openSteps(page, 0);
    assert.match(await page.innerText("#steps-0"), /ours\.xlarge[^]*ours\.csv/);
    // Chinese spreadsheets save 阿里云 杭州 in GBK.
    await page.click("#view-prices");
    const gbk = Buffer.from("b0a2c0efd4c620babcd6dd", "hex");
    await drop(Buffer.concat([Buffer.from("price_book,sku,unit_price\n"), gbk, Buffer.from(",ECS public traffic,0.5\n")]));
    await page.waitForFunction(() => document.querySelector("#sheet-said").innerText.includes("1"));
    await page.click("#view-compare");
    // 219 + 120 + 20,000 × 0.5.
    assert.equal(await cost(page, 0, "list"), "10339 CNY");
  }));

/** Drops a file from outside the browser, like a mouse. */
async function dropped(page, selector, name, text) {
  const file = join(mkdtempSync(join(tmpdir(), "netprice-")), name);
  writeFileSync(file, text);
  const mouse = await page.context().newCDPSession(page);
  await page.locator(selector).scrollIntoViewIfNeeded();
  const { x, y, width, height } = await page.locator(selector).boundingBox();
  const at = { x: x + width / 2, y: y + height / 2, data: { items: [], files: [file], dragOperationsMask: 1 } };
  for (const type of ["dragEnter", "dragOver", "drop"]) await mouse.send("Input.dispatchDragEvent", { type, ...at });
}

for (const viewport of [WIDE, PHONE]) {
  test(`files can be dropped, and a slider can be dragged: ${viewport.width} wide`, () =>
    visitSix({ viewport }, async (page) => {
      await page.click("#view-prices");
      await dropped(page, ".file:has(#sheet-file)", "ours.csv", "price_book,sku,unit_price\nalibaba-cn-hangzhou,ecs.g7a.xlarge,0.5\n");
      await page.waitForFunction(() => document.querySelector("#sheet-said").innerText.includes("1"));
      await page.click("#view-compare");
      // 3 × 730 × 0.5, 20,000 × 0.8 and 1,000 × 0.12.
      assert.equal(await cost(page, 0, "list"), "17215 CNY");
      const slider = page.locator("#slide-0");
      await slider.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await slider.boundingBox();
      await page.mouse.move(x + width - 8, y + height / 2);
      await page.mouse.down();
      await page.mouse.move(x + width / 2, y + height / 2, { steps: 8 });
      await page.mouse.up();
      const percent = Number((await page.inputValue("#pay-0")).match(/^(\d+)% off$/)[1]);
      assert.ok(percent > 30 && percent < 70, `${percent}`);
      // 172.15 is 1% of 17,215.
      const paid = (172.15 * (100 - percent)).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
      assert.equal(await total(page, 0).innerText(), `¥${paid}`);
      await page.click("#view-traffic");
      await dropped(page, ".file:has(#traffic-file)", "link.csv", "time,out\n2026-11-01T00:00,100\n2026-11-01T00:05,300\n");
      await page.waitForFunction(() => document.querySelector("#traffic").value.includes("00:05,300"));
      // 400 Mbit × 300 s ÷ 8 ÷ 1,000 GB.
      assert.match(await page.innerText("#volume"), /15(\.00)? GB/);
    }));
}

test("the price list includes commitments", () =>
  visitSix({}, async (page) => {
    // AWS EC2, m6a.xlarge reserved for three years with nothing upfront. Source: Vantage, 1 October 2026.
    const row = await searchPrice(page, "m6a.xlarge reserved 3 years");
    assert.match(await row.innerText(), /reserved, 3 years, no upfront \(m6a\.xlarge\)/);
    assert.equal(await row.locator("td.number").getAttribute("data-exact"), "0.07838");
  }));
