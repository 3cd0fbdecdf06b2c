// Five questions on simulated price paths: a purchase, an outlook, a floor, a tender, tokens.
import assert from "node:assert/strict";
import { test } from "node:test";

import { commanded, exact } from "./command.mjs";
import { PHONE, addLines, linkOf, problemAt, visit } from "./page.mjs";

/** Opens a card of the view with all its inputs. */
async function card(page, name) {
  if (!(await page.locator(".market").count())) await page.click("#view-market");
  await page.click(`#card-${name}`);
  await page.waitForSelector(`#card-${name}[aria-current]`);
  if (!(await page.locator("details.assumptions[open]").count())) await page.click("#assumptions");
}

/** Types texts into fields by their names. */
async function type(page, texts) {
  for (const [field, text] of Object.entries(texts)) await page.fill(`#${field}`, text);
}

const verdict = async (page) => (await page.innerText(".card .sentence")).replaceAll("\u00a0", " ");
/** The rows of a table, with ordinary spaces. */
const rows = async (page, selector) => {
  const texts = await page.locator(`${selector} tbody tr`).allInnerTexts();
  return texts.map((text) => text.replaceAll("\u00a0", " ").split(/\s*\t\s*/));
};

test("a price that does not move: the floor is the cost, and an event raises it", () =>
  visit({}, async (page) => {
    await card(page, "seller");
    // A discount that nobody has typed is in the notation of the language.
    assert.equal(await page.inputValue("#bid_pay"), "pay 50%");
    await page.selectOption("#language", "zh-Hans");
    assert.equal(await page.inputValue("#bid_pay"), "5折");
    await page.selectOption("#language", "en");
    await type(page, { volatility: "0" });
    assert.equal(await exact(page, "#seller-answer", "floor"), "0.3");
    assert.equal(await exact(page, "#seller-answer", "loss"), "0");
    assert.equal(await verdict(page), "Bid 50% of list. It covers the cost of a delivery in month 6.");
    // The price certainly rises to 2.125 times in month 4: 30 × 2.125 = 63.75.
    await type(page, { shock_chance: "100" });
    assert.equal(await exact(page, "#seller-answer", "floor"), "0.6375");
    assert.equal(await exact(page, "#seller-answer", "loss"), "1");
    assert.equal(await verdict(page), "Bid 63.75% of list or more. A lower bid does not cover the cost of a delivery in month 6.");
    // 50 − 63.75.
    assert.match(await page.innerText("#seller-why"), /A bid of 50% earns -13\.75 per 100 of list at the median/);
    assert.match(await page.innerText("#seller-why"), /With the event that you set: 63\.75%\. Without it: 30%\./);
    assert.match(await page.innerText("#seller-figures"), /earns 20\.00 at today's cost and -13\.75 at delivery/);
    assert.match(await page.innerText('tr[data-tenths="6"]'), /100\.0%\s+-3\.75/);
    // The bid that covers it, the cost that 50% covers (30 × 50 ÷ 63.75), the share of 20 ÷ (30 × 1.125), a month before.
    assert.deepEqual((await rows(page, ".changes")).map(([name, now, at]) => [name, now, at]), [
      ["Bid", "50%", "63.75%"],
      ["Cost today, as a share of list", "30%", "23.52%"],
      ["Share of cost that follows the GPU price", "100%", "59.3%"],
      ["Month of delivery", "month 6", "month 3"],
    ]);
    await type(page, { bid_pay: "7折" });
    assert.equal(await exact(page, "#seller-answer", "loss"), "0");
    assert.match(await page.innerText("#seller-figures"), /6\.25 at delivery/);
  }));

test("a winner without stock pays the price of the delivery", () =>
  visit({}, async (page) => {
    await card(page, "tender");
    await type(page, { volatility: "0", shock_chance: "100" });
    // The winner is paid 32, and its cost at delivery is 63.75; without the event it is 30.
    assert.equal(await verdict(page), "Dong wins at 32% of list.");
    assert.match(await page.innerText("#aftermath"), /earns -31\.75 per 100 of list .* 2\.00 at today's price/);
    assert.match(await page.innerText("#aftermath"), /a loss on 1,000 of 1,000 price paths\. Without it: a loss on 0 of 1,000/);
    // Dong goes down to 20%: another seller needs a lower floor.
    assert.deepEqual(await rows(page, ".changes"), ["Ada", "Ben", "Cai"].map((name, index) => [
      `Lowest bid of ${name}`, ["50%", "45%", "32%"][index], "19%", `${name} wins`,
    ]));
    await page.click("#rounds");
    assert.match(await page.innerText(".rounds"), /Round 1: Ada opens at 50% of list\./);
  }));

test("full use for 24 months makes buying cheaper, and each cost is compared with the others", () =>
  visit({}, async (page) => {
    await card(page, "buyer");
    await type(page, { volatility: "0", interest: "0", residual: "50", use_low: "100", use_likely: "100", use_high: "100" });
    // 24 × (76,000 − 15,000) − 2,700,000 ÷ 2.
    assert.equal(await exact(page, "#buyer-answer"), "114000 CNY");
    assert.equal(await verdict(page), "Buy the 8 H100 for 24 months.");
    assert.match(await page.innerText("#buyer-why"), /Renting costs ¥114,000 more at the median/);
    // 24 × 76,000; 24 × 15,000 + 2,700,000 ÷ 2.
    assert.deepEqual(await page.locator("#ways td[data-exact]").evaluateAll((cells) => cells.map((cell) => cell.dataset.exact)), ["1824000 CNY", "1710000 CNY"]);
    // Twice the GPUs are twice the servers.
    await type(page, { gpus: "16" });
    assert.equal(await exact(page, "#buyer-answer"), "228000 CNY");
    // (24 × 15,000 + 1,350,000) ÷ 24 is a rent of 71,250; an answer of 50 × (1,464,000 ÷ 1,350,000) is the price.
    const turns = Object.fromEntries((await rows(page, ".changes")).map(([name, , at, then]) => [name, [at, then]]));
    assert.deepEqual(turns["Monthly rent of a server at full use"][1], "rent");
    const rent = await page.locator(".changes tbody tr").first().locator("td[data-exact]").getAttribute("data-exact");
    assert.ok(Math.abs(rent - 71_250) < 50, rent);
    // Reserved at 60,000 for 24 months: 1,440,000 a server are less than both.
    await type(page, { reserved_month: "60000" });
    assert.equal(await verdict(page), "Reserve the 16 H100 for 24 months.");
    await type(page, { gpus: "0" });
    assert.match(await problemAt(page, "#gpus"), /zero/);
    assert.equal(await verdict(page), "Fix the highlighted field.");
  }));

test("a load of tokens from an API and on servers that are paid for, on both bases", () =>
  visit({}, async (page) => {
    await card(page, "tokens");
    // 500 million at 3.5; 8 × 7.912 × 730.
    assert.equal(await exact(page, "#tokens-answer", "api"), "1750 USD");
    assert.equal(await exact(page, "#tokens-answer", "own"), "46206.08 USD");
    assert.equal(await verdict(page), "Use the API for 500 million tokens a month.");
    // 46,206.08 ÷ 500; 8 × 7.912 ÷ (506 × 3,600 ÷ 1,000,000).
    assert.equal(await exact(page, 'tr[data-basis="reserved"] td'), "92.41216 USD");
    assert.equal(await exact(page, 'tr[data-basis="used"] td'), "34.747474747475 USD");
    // 64 GPUs are eight servers, whether the tokens need them or not.
    await type(page, { gpus: "64" });
    assert.equal(await exact(page, "#tokens-answer", "own"), "369648.64 USD");
    await type(page, { api_price: "1000" });
    assert.equal(await verdict(page), "Use machines of your own for 500 million tokens a month.");
  }));

test("the question is in the link and in the history of changes, and a wrong field empties no other question", () =>
  visit({}, async (page) => {
    await card(page, "seller");
    await type(page, { bid_pay: "45" });
    assert.match(await problemAt(page, "#bid_pay"), /could mean/);
    assert.equal(await verdict(page), "Fix the highlighted field.");
    await card(page, "tender");
    assert.match(await verdict(page), /wins at/);
    await page.fill("#sellers", "Ada, 5折, 0, 100%, 3折");
    assert.match(await page.innerText("#sellers-below"), /zero|0/);
    await card(page, "buyer");
    await page.fill("#horizon", "0");
    assert.match(await problemAt(page, "#horizon"), /zero/);
    await page.fill("#horizon", "12");
    await card(page, "seller");
    const hash = await linkOf(page);
    await visit({ fragment: hash, locale: "zh-CN" }, async (copy) => {
      await copy.waitForSelector("#card-seller[aria-current]");
      assert.equal(await copy.inputValue("#bid_pay"), "45");
      await copy.click("#card-outlook");
      assert.equal(await copy.inputValue("#horizon"), "12");
      await copy.click("#undo");
      await copy.waitForSelector("#card-seller[aria-current]");
    });
  }));

test("moves that are sampled from the history in blocks, and a return to a level", () =>
  visit({}, async (page) => {
    await card(page, "outlook");
    const made_up = await page.innerText("#ahead");
    await page.selectOption("#moves", "observed");
    await page.waitForSelector("#block");
    await page.click("#method");
    assert.match(await page.innerText(".methods"), /months drawn from the history/);
    assert.notEqual(await page.innerText("#ahead"), made_up);
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
    await type(page, { volatility: "0", pull_level: "50", pull_speed: "100" });
    await card(page, "seller");
    await type(page, { bid_pay: "2折" });
    // Half of a cost of 3折 is 1.5折, below the bid.
    assert.equal(await exact(page, "#seller-answer", "loss"), "0");
    assert.equal(await exact(page, "#seller-answer", "floor"), "0.15");
  }));

test("100,000 paths are simulated in slices, do not block typing, and can be cancelled", () =>
  visit({}, async (page) => {
    await card(page, "seller");
    await page.selectOption("#paths", "100000");
    await page.waitForSelector("#refining:not([hidden])");
    // During the simulation, typing is answered from 10,000 paths and restarts the simulation.
    await page.fill("#bid_pay", "9折");
    assert.match(await page.innerText("#refining"), /100,000 paths/);
    await page.evaluate(() => document.querySelector("#paths-cancel").click());
    await page.waitForSelector("#refining", { state: "hidden" });
    assert.equal(await page.inputValue("#paths"), "10000");
    const few = await exact(page, "#seller-answer", "loss");
    await page.selectOption("#paths", "100000");
    await page.waitForSelector("#refining", { state: "visible" });
    await page.waitForSelector("#refining", { state: "hidden", timeout: 60_000 });
    const many = await exact(page, "#seller-answer", "loss");
    // Ten times the paths give nearly the same share with more digits.
    assert.notEqual(many, few);
    assert.ok(Math.abs(many - few) < 0.02, `${many} and ${few}`);
  }));

test("typing back and forth during the simulation does not leave figures of fewer paths", () =>
  visit({}, async (page) => {
    await card(page, "seller");
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
    await card(page, "outlook");
    await page.selectOption("#series", "cn-a800-card");
    // Two prices are too few for a volatility.
    assert.notEqual(await problemAt(page, "#volatility"), "");
    await page.fill("#volatility", "60");
    assert.match(await page.innerText("#ahead"), /今天为 ¥170,000\.00/);
    await page.click("#fan-table");
    assert.equal(await page.locator("#fan details tbody tr").count(), 24);
    // A pointer over a month reads its prices.
    const month = page.locator("#fan .reading").last();
    await month.locator("rect").hover();
    assert.equal(await month.locator("text").evaluate((text) => getComputedStyle(text).opacity), "1");
    assert.match(await month.locator("text").textContent(), /^第 24 个月：¥/);
    await page.click("#gpu-prices");
    const hours = await page.innerText("table.hours");
    assert.match(hours, /A800/);
    // The name of the machine tells two prices of one GPU apart, and an old price is marked.
    assert.match(hours, /Standard_NC24ads_A100_v4[^]*Standard_ND96amsr_A100_v4/);
    assert.match(hours, /较早的来源：2024年5月14日/);
  }));

test("labels of charts do not overlap, wide and on a phone", async () => {
  for (const [viewport, locale] of [[{ width: 320, height: 800 }, "zh-TW"], [PHONE, "en-US"], [{ width: 1360, height: 900 }, "en-US"]]) {
    await visit({ viewport, locale }, async (page) => {
      for (const name of ["buyer", "outlook", "tender", "tokens"]) {
        await card(page, name);
        const overlaps = await page.locator(".plot").evaluate((plot) => {
          const texts = [...plot.querySelectorAll("text")].filter((text) => !text.closest(".reading"));
          const boxes = texts.map((text) => text.getBoundingClientRect());
          const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
          return boxes.flatMap((box, index) => boxes.slice(index + 1).filter((other) => meet(box, other))).length;
        });
        assert.equal(overlaps, 0, `${name} at ${viewport.width}`);
        const labels = await page.locator(".plot text").count();
        assert.ok(labels > 4, `${labels} labels`);
      }
    });
  }
});

test("on a phone, no column of a table is off the screen", () =>
  visit({ viewport: PHONE, locale: "zh-TW" }, async (page) => {
    await card(page, "buyer");
    await page.click("#gpu-prices");
    const hidden = await page.locator(".market .scroll").evaluateAll((all) =>
      all.filter((place) => place.scrollWidth > place.clientWidth).map((place) => place.innerText));
    assert.deepEqual(hidden, []);
    // A source is on one line until it is opened.
    const source = page.locator(".hours .cite").first();
    const closed = (await source.boundingBox()).height;
    await source.locator("summary").click();
    assert.ok((await source.boundingBox()).height > closed);
  }));

test("a start-up asks whether to rent, reserve or buy 64 GPUs for three months, or to use an API", () =>
  visit({}, async (page) => {
    await page.click("#keep");
    await card(page, "buyer");
    await type(page, { gpus: "64", horizon: "3", rent_month: "76000", residual: "80", interest: "0", wait_months: "1" });
    const shown = async () => {
      const { buyer } = await commanded(page, "market");
      const { decision, servers } = buyer.answer;
      assert.equal(servers, 8);
      assert.equal((await exact(page, "#buyer-why", "choice")).toLowerCase(), decision.choice);
      const middles = await page.locator("#ways td[data-exact]").evaluateAll((cells) => cells.map((cell) => cell.dataset.exact));
      const order = ["rent", "reserve", "buy"].filter((choice) => choice in decision.costs);
      assert.deepEqual(middles, order.map((choice) => decision.costs[choice].quantiles[1]));
      return verdict(page);
    };
    assert.equal(await shown(), "Rent the 64 H100 for 3 months.");
    // Less than 76,000 at a mean use of (50 + 80 + 100) ÷ 3 percent.
    await type(page, { reserved_month: "50000" });
    assert.equal(await shown(), "Reserve the 64 H100 for 3 months.");
    // 8 × (500,000 × 0.2 + 3 × 15,000) are 1.16 million, and 8 × 3 × 50,000 are 1.2 million.
    await type(page, { capital: "500000" });
    assert.equal(await shown(), "Buy the 64 H100 for 3 months.");
    await card(page, "tokens");
    await type(page, { load_1m: "5000" });
    const [machine] = Object.values((await commanded(page, "tokens")).machines);
    assert.equal(machine.answer.against_api.servers, 8);
    assert.equal(await exact(page, "#tokens-answer", "api"), machine.answer.against_api.api);
    assert.equal(await exact(page, "#tokens-answer", "own"), machine.answer.against_api.own);
    assert.equal(await exact(page, 'tr[data-basis="reserved"] td'), machine.answer.million_reserved);
    assert.equal(await verdict(page), "Use the API for 5 billion tokens a month.");
  }));

test("a seller in a tender at 4折 learns its risk, its floor and whether it wins", () =>
  visit({ locale: "zh-CN" }, async (page) => {
    await page.click("#keep");
    await card(page, "seller");
    await type(page, { bid_pay: "4折", cost_pay: "3折", delivery: "6" });
    const [seller] = Object.values((await commanded(page, "market")).sellers);
    const { floor, risk, bid } = seller.answer.delivery.answer;
    assert.equal(await exact(page, "#seller-answer", "floor"), floor);
    assert.equal(await exact(page, "#seller-answer", "loss"), risk.probability_of_loss);
    assert.equal(bid.holds, false);
    const tenths = String(Number((bid.lowest * 10).toFixed(4)));
    assert.equal(await verdict(page), `至少报 ${tenths}折。再低就覆盖不了第 6 个月交付的成本。`);
    const losses = Math.round(risk.probability_of_loss * 1000);
    assert.match(await page.innerText("#seller-why"), new RegExp(`1,000 条价格路径中有 ${losses} 条亏损`));
    await card(page, "tender");
    assert.match(await verdict(page), /^丁中标，报价 3\.2折。$/);
    await page.fill("#sellers", "我们, 4折, 0.2折, 50%, 3折\nDong, 4.1折, 0.2折, 0%, 3折");
    const { result, aftermath } = (await commanded(page, "market")).tender.answer;
    assert.equal(result.winner, "我们");
    assert.match(await verdict(page), /^我们中标，报价 4/);
    const lost = Math.round(aftermath.answer.probability_of_loss * 1000);
    assert.match(await page.innerText("#aftermath"), new RegExp(`有 ${lost} 条亏损`));
    // A Chinese word has a space after a Latin name.
    await page.click("#rounds");
    assert.match(await page.innerText(".rounds"), /Dong 报|Dong 以|Dong 退出/);
  }));

test("the number of GPUs can be that of the comparison", () =>
  visit({}, async (page) => {
    await addLines(page, "64 A100", "1 H100");
    await page.click("#view-market");
    // 8 machines of 8, and one of 1.
    assert.match(await page.innerText("#asked-gpus"), /asks for 65 GPUs/);
    await page.click("#take-asked");
    assert.equal(await page.inputValue("#gpus"), "65");
    assert.match(await verdict(page), /65 H100/);
    assert.equal(await page.locator("#take-asked").count(), 0);
  }));
