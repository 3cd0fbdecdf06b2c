// Floors, tenders, purchases and tokens, over paths of a price.
import assert from "node:assert/strict";
import { test } from "node:test";

import { linkOf, problemAt, visit } from "./page.mjs";

test("a seller's floor, a tender, a purchase and tokens, where the future is certain", () =>
  visit({}, async (page) => {
    await page.click("#view-market");
    const answer = page.locator("#seller-answer");
    // Nothing moves: the floor is the cost.
    await page.fill("#volatility", "0");
    await page.fill("#shock_chance", "0");
    assert.equal(await answer.getAttribute("data-floor"), "0.3");
    assert.equal(await answer.getAttribute("data-loss"), "0");
    // It is certain that the card costs 2.125 times as much in month 4: 30 × 2.125 = 63.75.
    await page.fill("#shock_chance", "100");
    assert.equal(await answer.getAttribute("data-floor"), "0.6375");
    assert.equal(await answer.getAttribute("data-loss"), "1");
    assert.match(await answer.innerText(), /6\.375折/);
    assert.match(await page.innerText("#seller-figures"), /margin 20\.00 today, -13\.75 at delivery/);
    await page.fill("#bid_pay", "7折");
    assert.equal(await answer.getAttribute("data-loss"), "0");
    assert.match(await page.innerText("#seller-figures"), /6\.25 at delivery/);
    assert.match(await page.innerText('tr[data-tenths="6"]'), /100%\s+-3\.75/);
    // The winner of the tender has nothing in stock and bought at 3折: 32 against 63.75.
    assert.equal(await page.innerText("#tender-answer"), "Dong wins at 3.2折 · pay 32% · 68% off.");
    assert.match(await page.innerText("#aftermath"), /2\.00 today; at delivery -31\.75/);
    // 24 months in full use at 76,000 and a third more from month 4: rent that buying saves.
    await page.fill("#shock_chance", "0");
    for (const use of ["#use_low", "#use_likely", "#use_high"]) await page.fill(use, "100");
    await page.fill("#interest", "0");
    await page.fill("#residual", "50");
    // 24 × (76,000 − 15,000) − 2,700,000 ÷ 2.
    assert.equal(await page.getAttribute("#buyer-answer", "data-exact"), "114000 CNY");
    // 500 million at 3.5; 8 × 7.912 × 730.
    assert.equal(await page.getAttribute("#tokens-answer", "data-api"), "1750 USD");
    assert.equal(await page.getAttribute("#tokens-answer", "data-own"), "46206.08 USD");
    // What is wrong is said at its field, and the link holds what was typed.
    await page.fill("#horizon", "0");
    assert.match(await problemAt(page, "#horizon"), /zero/);
    await page.fill("#horizon", "12");
    await page.fill("#bid_pay", "45");
    assert.match(await problemAt(page, "#bid_pay"), /could mean/);
    await page.fill("#sellers", "Ada, 5折, 0, 100%, 3折");
    assert.match(await page.innerText("#sellers-below"), /zero|0/);
    const hash = await linkOf(page);
    await visit({ fragment: hash, locale: "zh-CN" }, async (copy) => {
      assert.equal(await copy.inputValue("#horizon"), "12");
      assert.equal(await copy.inputValue("#bid_pay"), "45");
    });
  }));

test("moves drawn from the history, in blocks, and a pull to a level", () =>
  visit({}, async (page) => {
    await page.click("#view-market");
    const made_up = await page.innerText(".market");
    await page.selectOption("#moves", "observed");
    await page.waitForSelector("#block");
    assert.match(await page.innerText(".market"), /months drawn from the history/);
    assert.notEqual(await page.innerText(".market"), made_up);
    await page.fill("#block", "0");
    assert.match(await page.innerText("#block-below"), /zero/);
    await page.fill("#block", "3");
    await page.fill("#volatility", "60");
    // Two prices 215 days apart are no two months.
    await page.selectOption("#series", "cn-a800-card");
    assert.match(await page.innerText(".field:has(#moves)"), /at least|needs|expected/);
    // With the whole gap closed each month and nothing else moving, the price is at its level.
    await page.selectOption("#series", "neocloud-h100-median");
    await page.selectOption("#moves", "lognormal");
    await page.fill("#volatility", "0");
    await page.fill("#shock_chance", "0");
    await page.fill("#pull_level", "50");
    await page.fill("#pull_speed", "100");
    await page.fill("#bid_pay", "2折");
    // Half of a cost of 3折 is 1.5折, below the bid.
    assert.equal(await page.getAttribute("#seller-answer", "data-loss"), "0");
    assert.equal(await page.getAttribute("#seller-answer", "data-floor"), "0.15");
  }));

test("a hundred thousand paths are drawn in slices, do not stop typing, and can be cancelled", () =>
  visit({}, async (page) => {
    await page.click("#view-market");
    await page.selectOption("#paths", "100000");
    await page.waitForSelector("#refining:not([hidden])");
    // Typing is answered while they are drawn, from 10,000 paths, and starts them again.
    await page.fill("#bid_pay", "9折");
    assert.match(await page.innerText("#refining"), /100,000 paths/);
    await page.evaluate(() => document.querySelector("#paths-cancel").click());
    await page.waitForSelector("#refining", { state: "hidden" });
    assert.equal(await page.inputValue("#paths"), "10000");
    const few = await page.getAttribute("#seller-answer", "data-loss");
    await page.selectOption("#paths", "100000");
    await page.waitForSelector("#refining", { state: "visible" });
    await page.waitForSelector("#refining", { state: "hidden", timeout: 60_000 });
    assert.match(await page.innerText(".market"), /100000 paths|100,000 paths/);
    const many = await page.getAttribute("#seller-answer", "data-loss");
    // Ten times the paths say nearly the same, in more digits.
    assert.notEqual(many, few);
    assert.ok(Math.abs(many - few) < 0.02, `${many} and ${few}`);
  }));

test("what is typed to and fro while paths are drawn does not leave the figures of fewer", () =>
  visit({}, async (page) => {
    await page.click("#view-market");
    await page.selectOption("#paths", "100000");
    await page.waitForSelector("#refining:not([hidden])");
    const loss = await page.evaluate(async () => {
      const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
      const bid = document.querySelector("#bid_pay");
      for (const text of ["9", "9折", "8折", "9折", "8折", "9折"]) {
        bid.value = text;
        bid.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await pause(30);
      }
      // Read at once when the work says that it is done.
      while (!document.querySelector("#refining").hidden) await pause(5);
      return document.querySelector("#seller-answer").dataset.loss;
    });
    // A share of 100,000 paths that is no share of 10,000.
    assert.match(loss, /^0\.\d{5}$/);
  }));

test("a published price has its history, its fan and its source", () =>
  visit({ locale: "zh-CN" }, async (page) => {
    await page.click("#view-market");
    await page.selectOption("#series", "cn-a800-card");
    // Two quotes have no volatility of their own.
    assert.notEqual(await problemAt(page, "#volatility"), "");
    // The other fields stay where they are, and keep what was typed.
    assert.equal(await page.inputValue("#bid_pay"), "5折");
    assert.equal(await page.inputValue("#capital"), "2700000");
    await page.fill("#volatility", "60");
    assert.match(await page.innerText("#history"), /¥170,000\.00/);
    await page.click("#fan-table");
    assert.equal(await page.locator(".demand-chart details tbody tr").count(), 24);
    await page.click("#gpu-prices");
    assert.match(await page.innerText("table.hours"), /A800/);
  }));
