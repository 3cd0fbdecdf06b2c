// Floor discounts, tenders, purchases and tokens on simulated price paths.
import assert from "node:assert/strict";
import { test } from "node:test";

import { linkOf, problemAt, visit } from "./page.mjs";

test("a seller's floor discount, a tender, a purchase and tokens without uncertainty", () =>
  visit({}, async (page) => {
    await page.click("#view-market");
    const answer = page.locator("#seller-answer");
    // The price does not move, so the floor discount is the cost.
    await page.fill("#volatility", "0");
    await page.fill("#shock_chance", "0");
    assert.equal(await answer.getAttribute("data-floor"), "0.3");
    assert.equal(await answer.getAttribute("data-loss"), "0");
    // The price certainly rises to 2.125 times in month 4: 30 × 2.125 = 63.75.
    await page.fill("#shock_chance", "100");
    assert.equal(await answer.getAttribute("data-floor"), "0.6375");
    assert.equal(await answer.getAttribute("data-loss"), "1");
    assert.match(await answer.innerText(), /6\.375折/);
    assert.match(await page.innerText("#seller-figures"), /margin 20\.00 today, -13\.75 at delivery/);
    await page.fill("#bid_pay", "7折");
    assert.equal(await answer.getAttribute("data-loss"), "0");
    assert.match(await page.innerText("#seller-figures"), /6\.25 at delivery/);
    assert.match(await page.innerText('tr[data-tenths="6"]'), /100%\s+-3\.75/);
    // The winner has no stock and a cost of 3折 today: it is paid 32, and its cost at delivery is 63.75.
    assert.equal(await page.innerText("#tender-answer"), "Dong wins at 3.2折 · pay 32% · 68% off.");
    assert.match(await page.innerText("#aftermath"), /2\.00 today; at delivery -31\.75/);
    // With full use for 24 months, buying saves a rent of 76,000 a month.
    await page.fill("#shock_chance", "0");
    for (const use of ["#use_low", "#use_likely", "#use_high"]) await page.fill(use, "100");
    await page.fill("#interest", "0");
    await page.fill("#residual", "50");
    // 24 × (76,000 − 15,000) − 2,700,000 ÷ 2.
    assert.equal(await page.getAttribute("#buyer-answer", "data-exact"), "114000 CNY");
    // 500 million at 3.5; 8 × 7.912 × 730.
    assert.equal(await page.getAttribute("#tokens-answer", "data-api"), "1750 USD");
    assert.equal(await page.getAttribute("#tokens-answer", "data-own"), "46206.08 USD");
    // Problems are reported at their fields, and the link contains the typed text.
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

test("moves that are sampled from the history in blocks, and reversion to a level", () =>
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
    // Two prices 215 days apart give no monthly moves.
    await page.selectOption("#series", "cn-a800-card");
    assert.match(await page.innerText(".field:has(#moves)"), /at least|needs|expected/);
    // If the gap closes completely each month and nothing else moves, the price equals the level.
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

test("100,000 paths are simulated in slices, do not block typing, and can be cancelled", () =>
  visit({}, async (page) => {
    await page.click("#view-market");
    await page.selectOption("#paths", "100000");
    await page.waitForSelector("#refining:not([hidden])");
    // During the simulation, typing is answered from 10,000 paths and restarts the simulation.
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
    // Ten times the paths give nearly the same share with more digits.
    assert.notEqual(many, few);
    assert.ok(Math.abs(many - few) < 0.02, `${many} and ${few}`);
  }));

test("typing back and forth during the simulation does not leave figures of fewer paths", () =>
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
      // The answer is read as soon as the simulation reports its end.
      while (!document.querySelector("#refining").hidden) await pause(5);
      return document.querySelector("#seller-answer").dataset.loss;
    });
    // The share has five decimals, so it is a share of 100,000 paths and not of 10,000.
    assert.match(loss, /^0\.\d{5}$/);
  }));

test("a published price has its history, its fan and its source", () =>
  visit({ locale: "zh-CN" }, async (page) => {
    await page.click("#view-market");
    await page.selectOption("#series", "cn-a800-card");
    // Two prices are too few for a volatility.
    assert.notEqual(await problemAt(page, "#volatility"), "");
    // The other fields keep their text.
    assert.equal(await page.inputValue("#bid_pay"), "5折");
    assert.equal(await page.inputValue("#capital"), "2700000");
    await page.fill("#volatility", "60");
    assert.match(await page.innerText("#history"), /¥170,000\.00/);
    await page.click("#fan-table");
    assert.equal(await page.locator(".demand-chart details tbody tr").count(), 24);
    await page.click("#gpu-prices");
    assert.match(await page.innerText("table.hours"), /A800/);
  }));
