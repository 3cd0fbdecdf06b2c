// The sheet: lines typed, pasted, grouped and changed, and the tasks of people who use it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { PHONE, addLines, cost, linkOf, openSteps, problemAt, ranking, settled, total, typeLine, visit, visitSix } from "./page.mjs";

/** What the command answers to a study. */
function answered(study) {
  const file = join(mkdtempSync(join(tmpdir(), "netprice-")), "study.json");
  writeFileSync(file, JSON.stringify(study));
  const command = fileURLToPath(new URL("../../target/debug/netprice", import.meta.url));
  return JSON.parse(execFileSync(command, ["compare", "--json", file], { maxBuffer: 1 << 28 })).offers;
}

/** Removes all lines of an untouched page. */
async function withoutLines(page) {
  await settled(page);
  for (let left = await page.locator(".line[id^=line-]").count(); left > 0; left -= 1) await page.click("#remove-line-0");
}

/** Asserts that the total of each offer is the one that the command answers. */
async function sameTotals(page, study) {
  const offers = answered(study);
  for (const [position, offer] of study.offers.entries()) {
    const { complete, incomplete } = offers[offer.price_book].answer.quote.total;
    const expected = (complete ?? incomplete.known).effective;
    // The tables of further services are loaded when a line first asks for them.
    const shown = page.locator(`th[data-offer="${position}"] .total[data-exact="${expected}"]`);
    await shown.waitFor({ timeout: 10_000 }).catch(() => {});
    assert.equal(await cost(page, position, "effective"), expected, offer.price_book);
  }
}

const machines = (id, count, vcpus, memory_gib, more = {}) => ({
  id,
  ask: { machines: { count: String(count), vcpus: String(vcpus), memory_gib: String(memory_gib), ...more } },
});

test("a FinOps lead compares a whole workload under 12% off and a one-year plan for half of the web machines", () =>
  visit({}, async (page) => {
    await withoutLines(page);
    await addLines(
      page,
      "120 × 2 vCPU 4 GiB web",
      "60 × 4/16 app",
      "20 x 16 vCPU 128 GB db",
      "mysql 8 vCPU 32 GiB 500 GB two zones",
      "3 load balancers",
      "3 nat gateways",
      "20 TB ssd",
      "50 TB objects",
      "30 TB out",
    );
    for (const position of [0, 1, 2]) await page.fill(`#pay-${position}`, "12% off");
    const at = (book) => ({ price_book: book, terms: [{ id: "contract", change: { pay: "pay 88%" } }] });
    const study = {
      currency: "USD",
      workload: {
        lines: [
          machines("web", 120, 2, 4),
          machines("app", 60, 4, 16),
          machines("db", 20, 16, 128),
          { id: "mysql", ask: { database: { engine: "mysql", vcpus: "8", memory_gib: "32", storage_gb: "500", zones: "several" } } },
          { id: "lb", ask: { load_balancer: { count: "3" } } },
          { id: "nat", ask: { nat: { count: "3" } } },
          { id: "disks", ask: { block_storage: { gb: "20000" } } },
          { id: "objects", ask: { object_storage: { gb: "50000" } } },
          { id: "out", ask: { traffic: { gb: "30000" } } },
        ],
      },
      offers: ["aws-us-east-1", "azure-eastus", "gcp-us-central1"].map(at),
    };
    await sameTotals(page, study);
    // Half of the web machines under a year of AWS's, whose discount reaches its fee too.
    const machine = (await page.innerText('tr[data-line="web"] td[data-offer="0"] small >> nth=0')).trim();
    const before = Number((await cost(page, 0, "effective")).split(" ")[0]);
    await page.click("#more-terms-0");
    const label = `reserved, 1 year, all upfront (${machine})`;
    await page.selectOption("#commit-0-0", { label });
    await page.fill("#commit-count-0-0", "60");
    await settled(page);
    const after = Number((await cost(page, 0, "effective")).split(" ")[0]);
    assert.ok(after < before, `${after} of ${before}`);
    await openSteps(page, 0);
    assert.match(await page.innerText("#steps-0 .worth"), /100% used/);
    // The headline, the picture and the sheet name the same cheapest offer.
    const [first] = await ranking(page);
    assert.ok((await page.innerText(".sentence")).startsWith(first));
    assert.equal(await page.innerText("th.best .name"), first);
  }));

test("a line that needs a part of the page is priced when the part is there, without another edit", () =>
  visit({}, async (page) => {
    await page.fill("#line-0", "3 load balancers");
    // 3 × 730 hours at 0.0225 USD.
    const cell = page.locator('tr[data-line]:has(#line-0) td[data-offer="0"]');
    await cell.and(page.locator('[data-exact="49.275 USD"]')).waitFor({ timeout: 10_000 });
    assert.doesNotMatch(await page.innerText(".sentence"), /missing/);
  }));

test("a Chinese game company compares the clouds of one market under a discount each", () =>
  visit({ locale: "zh-CN" }, async (page) => {
    await withoutLines(page);
    await addLines(page, "80 台 8核16G 12小时/天", "10 TB 公网流出");
    await page.click("#choose-offers");
    await page.fill("#search-books", "jd-cn-north-1");
    await page.locator("#add-jd-cn-north-1").click();
    await page.waitForFunction(() => document.querySelectorAll("th.offer").length === 5);
    const pays = ["6折", "6.5折", "7折", "打八折", "７折"];
    for (const [position, pay] of pays.entries()) await page.fill(`#pay-${position}`, pay);
    await settled(page);
    const paid = ["pay 60%", "pay 65%", "pay 70%", "pay 80%", "pay 70%"];
    const books = ["alibaba-cn-hangzhou", "tencent-ap-guangzhou", "volcengine-cn-beijing", "aws-china-cn-north-1", "jd-cn-north-1"];
    await sameTotals(page, {
      currency: "CNY",
      workload: {
        lines: [
          machines("game", 80, 8, 16, { hours: { per_day: "12", days: "30" } }),
          { id: "out", ask: { traffic: { gb: "10000" } } },
        ],
      },
      offers: books.map((book, index) => ({ price_book: book, terms: [{ id: "contract", change: { pay: paid[index] } }] })),
    });
    // All of it is of one market, and no foreign region is ranked beside it.
    assert.equal(await page.inputValue("#market"), "mainland-china");
    assert.match(await page.innerText(".sentence"), /^.+最便宜：每月 ¥[0-9,.]+。$/);
  }));

test("a machine much larger than asked is marked in its cell", () =>
  visitSix({}, async (page) => {
    await typeLine(page, 0, "3 × 2 vCPU 4 GiB");
    const cells = page.locator('tr[data-line="machines"] td');
    const said = await cells.evaluateAll((all) => all.map((cell) => cell.querySelector(".over")?.innerText));
    // Each cell says what its machine has where that is at least half as large again as asked.
    assert.ok(said.some((one) => /^has 2 vCPU, 8 GiB$/.test(one)), `${said}`);
    assert.ok(said.some((one) => one === ""), `${said}`);
    for (const one of said) assert.match(one ?? "", /^(has \d+ vCPU, \d+ GiB)?$/);
  }));

test("a tax basis that needs a rate says which, and where to type it", () =>
  visitSix({}, async (page) => {
    await page.selectOption("#tax-basis", "before_tax");
    assert.match(await page.innerText('th[data-offer="0"] .note'), /tax/);
    assert.equal(await page.innerText(".sentence"), "No provider can be ranked; the sheet shows what is missing.");
    await page.click("#more-terms-0");
    await page.fill("#tax-0", "6");
    await settled(page);
    assert.match(await page.innerText(".sentence"), /^Alibaba Cloud, Hangzhou costs least/);
  }));

test("lines are read in Chinese, grouped, folded and undone", () =>
  visit({ locale: "zh-CN" }, async (page) => {
    await withoutLines(page);
    assert.equal(await page.innerText(".sentence"), "还没有用量：请添加一行。");
    await addLines(page, "游戏服：80 台 8核16G", "游戏服：10 TB 公网流出", "2 TB SSD 云盘");
    const groups = await page.locator("tr.group th").allInnerTexts();
    assert.deepEqual(groups, ["游戏服"]);
    const exact = (row) => page.locator(`${row} td[data-exact]`).first().getAttribute("data-exact");
    const amount = async (row) => Number((await exact(row)).split(" ")[0]);
    const sum = (await amount('tr[data-line="line 1"]')) + (await amount('tr[data-line="line 2"]'));
    assert.ok(Math.abs((await amount("tr.group")) - sum) < 1e-6);
    await page.click("tr.group .toggle");
    assert.equal(await page.locator('tr[data-line="line 1"]').count(), 0);
    await page.click("tr.group .toggle");
    await page.click("#undo");
    assert.equal(await page.locator(".line[id^=line-]").count(), 2);
  }));

test("a table is pasted, and rows that cannot be read are told by their line", () =>
  visit({}, async (page) => {
    await withoutLines(page);
    await paste(page, "name\tcount\tvCPU\tmemory\nweb\t20\t4\t16\napp\tx\t4\t16\n");
    assert.equal(await page.inputValue("#line-0"), "20 × 4 vCPU 16 GiB web");
    assert.match(await problemAt(page, "#add-line"), /^line 3, count: 'x' is not a number/);
    await paste(page, "2 TB ssd\n\n100 TB out\nnonsense\n");
    assert.deepEqual(await page.locator(".line[id^=line-]").evaluateAll((all) => all.map((one) => one.value)), [
      "20 × 4 vCPU 16 GiB web",
      "2 TB ssd",
      "100 TB out",
    ]);
    assert.match(await problemAt(page, "#add-line"), /^line 4: 'nonsense' is not understood/);
    // More lines than the sheet holds are refused at once.
    await paste(page, "1 TB ssd\n".repeat(100_000));
    assert.match(await problemAt(page, "#add-line"), /100000 lines were pasted; the sheet holds at most 500/);
    assert.equal(await page.locator(".line[id^=line-]").count(), 3);
  }));

/** Pastes a text into the row that adds lines. */
async function paste(page, text) {
  await page.focus("#add-line");
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector("#add-line").dispatchEvent(event);
  }, text);
  await settled(page);
}

test("a cell opens to its steps, its machine and its price, which count at once", () =>
  visitSix({}, async (page) => {
    await page.click('tr[data-line="machines"] td[data-offer="0"] .cell');
    await settled(page);
    const details = page.locator("#cell-0-0");
    assert.equal(await details.locator("section").count(), 1);
    assert.match(await details.innerText(), /1,927\.2 CNY/);
    // 3 × 730 hours at 0.5, 1,000 GB at 0.12 and 20,000 GB at 0.8.
    await page.fill("#cell-price", "0.5");
    assert.equal(await cost(page, 0, "effective"), "17215 CNY");
    await page.fill("#cell-price", "x");
    assert.match(await problemAt(page, "#cell-price"), /'x' is not a number/);
    assert.equal(await cost(page, 0, "effective"), "17215 CNY");
    const hash = await linkOf(page);
    await visit({ fragment: hash }, async (copy) => assert.equal(await cost(copy, 0, "effective"), "17215 CNY"));
    await page.fill("#cell-price", "");
    assert.equal(await cost(page, 0, "effective"), "18047.2 CNY");
    await page.keyboard.press("Escape");
    await details.waitFor({ state: "detached" });
  }));

test("the form of a line changes its text and its cost", () =>
  visitSix({}, async (page) => {
    await page.click("#edit-2");
    await settled(page);
    await page.fill("#measure-gb", "10000");
    assert.equal(await page.inputValue("#line-2"), "10 TB out");
    // 10,000 GB at 0.8 less.
    assert.equal(await cost(page, 0, "effective"), "10047.2 CNY");
    await page.fill("#measure-gb", "1e4");
    assert.match(await problemAt(page, "#measure-gb"), /'1e4' is not a number/);
    assert.equal(await cost(page, 0, "effective"), "10047.2 CNY");
    await page.selectOption("#choice-destination", "region");
    await settled(page);
    assert.equal(await page.inputValue("#line-2"), "10 TB to regions");
  }));

test("a line with a number beyond its limit is not added, and a typed group is shown as it was typed", () =>
  visit({ locale: "zh-TW" }, async (page) => {
    await settled(page);
    const before = await page.locator(".line[id^=line-]").count();
    await page.fill("#add-line", "99999999999 × 4 vCPU 16 GiB");
    await page.press("#add-line", "Enter");
    await page.waitForSelector("#add-line[aria-invalid=true]");
    assert.match(await problemAt(page, "#add-line"), /99999999999/);
    assert.equal(await page.locator(".line[id^=line-]").count(), before);
    // 带宽 is 頻寬 in the words of the page, but not in the reader's.
    await addLines(page, "带宽: 10 TB 流出");
    assert.equal(await page.innerText("tr.group .toggle"), "带宽");
  }));

test("a clause that was just added changes nothing until it has its figure", () =>
  visitSix({}, async (page) => {
    await page.click("#more-terms-0");
    await page.click("#add-term-0");
    assert.equal(await cost(page, 0, "effective"), "18047.2 CNY");
    assert.equal(await page.getAttribute("#figure-0-0", "aria-invalid"), "false");
    assert.equal(await page.innerText("#more-terms-0"), "1 more term");
    await page.fill("#figure-0-0", "47.2");
    assert.equal(await cost(page, 0, "effective"), "18000 CNY");
  }));

test("the first screen compares one market in the money of the reader, and another market is one choice away", async () => {
  for (const [locale, currency, place] of [["en-US", "USD", /Virginia|Iowa/], ["zh-CN", "CNY", /杭州|北京|广州/]]) {
    await visit({ locale }, async (page) => {
      await settled(page);
      assert.equal(await page.inputValue("#currency"), currency);
      assert.match(await page.innerText(".sentence"), place);
      assert.match(await page.innerText(".why"), locale === "en-US" ? /The prices are from .* 20\d\d/ : /价格日期：20\d\d年/);
      const regions = await page.locator(".bars .where").allInnerTexts();
      await page.selectOption("#market", "europe");
      await page.waitForFunction((before) => document.querySelector(".bars .where")?.innerText !== before, regions[0]);
      assert.equal(await page.inputValue("#market"), "europe");
    });
  }
});

test("on a phone the answer comes first, then a card for each offer, then the lines at one of them", () =>
  visit({ viewport: PHONE }, async (page) => {
    await settled(page);
    const top = async (selector) => (await page.locator(selector).first().boundingBox()).y;
    assert.ok((await top(".sentence")) < (await top(".bars")));
    assert.ok((await top(".bars")) < (await top("th.offer")));
    assert.ok((await top("th.offer")) < (await top("#line-0")));
    const shown = () => page.locator("tr[data-line] >> nth=0").locator("td:visible").count();
    assert.equal(await shown(), 1);
    const cell = () => page.locator("tr[data-line] >> nth=0").locator("td:visible").getAttribute("data-offer");
    const before = await cell();
    await page.click(".show-lines >> nth=1");
    assert.notEqual(await cell(), before);
  }));

test("the keyboard moves through the lines as through a spreadsheet", () =>
  visitSix({}, async (page) => {
    const focused = () => page.evaluate(() => document.activeElement.id);
    await page.focus("#line-0");
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), "line-1");
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "line-2");
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "add-line");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(), "line-2");
    await typeLine(page, 2, "10 TB out");
    assert.equal(await focused(), "line-2");
    // While a discount is typed its column stays where it is; the picture is by rank at once.
    const places = () => page.locator("th.offer .name").allInnerTexts();
    const before = await places();
    await page.focus("#pay-2");
    await page.keyboard.type("2折");
    assert.deepEqual(await places(), before);
    assert.equal((await ranking(page))[0], "AWS China");
    await page.keyboard.press("Tab");
    await page.locator("#add-line").focus();
    await page.locator("#add-line").blur();
    await page.waitForFunction(() => document.querySelector("th.offer .name").innerText === "AWS China");
    assert.equal(await total(page, 2).evaluate((one) => one.closest("th").classList.contains("best")), true);
  }));
