// Undo, saved studies and files.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { crc32 } from "node:zlib";
import { COMMAND, commanded, downloaded, exact } from "./command.mjs";
import { WIDE, browser, cost, figures, link, linkOf, searchPrice, total, typeLine, typePays, visit, visitSix } from "./page.mjs";

test("a story fills the page, and all changes can be undone", () =>
  visit({}, async (page) => {
    const machines = () => page.inputValue("#line-0");
    const first = await machines();
    assert.equal(await page.isDisabled("#undo"), true);
    await page.click("#story-web");
    // The stories are loaded with the part that reads links.
    await page.waitForFunction(() => document.querySelector("#line-0").value === "10 × 4 vCPU 16 GiB web");
    assert.equal(await page.inputValue("#pay-3"), "5.5折");
    // Text that is typed into one field is undone as one change.
    await page.focus("#line-0");
    await page.keyboard.press("Home");
    await page.keyboard.type("25");
    assert.equal(await machines(), "2510 × 4 vCPU 16 GiB web");
    await page.click("#undo");
    assert.equal(await machines(), "10 × 4 vCPU 16 GiB web");
    await page.click("#undo");
    assert.equal(await machines(), first);
    assert.equal(await page.isDisabled("#undo"), true);
    await page.click("#redo");
    await page.click("#redo");
    assert.equal(await machines(), "2510 × 4 vCPU 16 GiB web");
    // Every story gives an answer.
    const answers = {
      video: "table.plans tbody tr",
      game: ".sentence",
      training: "#buyer-answer",
      inference: "#tokens-answer",
      tender: "#tender-answer",
      zero: "section.sheet",
    };
    for (const [story, answer] of Object.entries(answers)) {
      await page.click(`#story-${story}`);
      await page.waitForSelector(answer);
      assert.equal(await page.locator(".wrong").count(), 0, story);
    }
  }));

test("undo updates the select boxes", () =>
  visitSix({}, async (page) => {
    await page.selectOption("#currency", "USD");
    await page.selectOption("#tax-basis", "with_tax");
    await page.click("#undo");
    await page.click("#undo");
    assert.equal(await page.inputValue("#currency"), "CNY");
    assert.equal(await page.inputValue("#tax-basis"), "as_listed");
    await page.click("#redo");
    assert.equal(await page.inputValue("#currency"), "USD");
  }));

test("a study is saved by name in the browser, opened and removed", () =>
  visit({}, async (page) => {
    await page.click("#keep");
    await page.click("#save");
    assert.match(await page.innerText("#kept-said"), /name first/);
    await typeLine(page, 0, "7 × 4 vCPU 16 GiB");
    await linkOf(page);
    await page.fill("#save-name", "spring <b>tender</b>");
    await page.click("#save");
    assert.match(await page.innerText("#kept-said"), /“spring <b>tender<\/b>” is saved/);
    await page.click("#save");
    assert.match(await page.innerText("#kept-said"), /and replaces an earlier one/);
    await typeLine(page, 0, "9 × 4 vCPU 16 GiB");
    await linkOf(page);
    await page.reload();
    await page.waitForSelector("#page section.sheet");
    await page.click("#keep");
    await page.selectOption("#language", "zh-Hant");
    await page.click(".open-saved");
    assert.equal(await page.inputValue("#line-0"), "7 × 4 vCPU 16 GiB");
    // The study opens in the current language, and opening can be undone.
    assert.equal(await page.getAttribute("html", "lang"), "zh-Hant");
    await page.click("#undo");
    assert.equal(await page.inputValue("#line-0"), "9 × 4 vCPU 16 GiB");
    await page.click(".remove-saved");
    assert.equal(await page.locator("#saved li").count(), 0);
  }));

test("the comparison is saved as charges, as the JSON of the command, and as a passing scenario", () =>
  visitSix({}, async (page) => {
    await typePays(page);
    const row = await searchPrice(page, "ecs.g7a.xlarge");
    await row.locator("input").fill("0.5");
    await page.click("#keep");
    const saved = (await downloaded(page, () => page.click("#save-charges"))).toString();
    assert.match(saved, /^\uFEFFAllocatedMethodDetails,/);
    const charges = saved.trim().split("\n");
    const [names, ...rows] = charges.map((line) => line.split(","));
    const column = (name) => names.indexOf(name);
    const of = (provider, name) =>
      rows.filter((row) => row[column("ServiceProviderName")] === provider).map((row) => Number(row[column(name)]));
    // Half a yuan for each of 2,190 hours, 1,000 GB at 0.12, and 20,000 GB at 0.8; of which 45% is paid.
    assert.deepEqual(of("alibaba", "ListCost"), [1095, 120, 16000]);
    assert.deepEqual(of("alibaba", "BilledCost"), [492.75, 54, 7200]);
    // A bill is in the currency of its prices: 1,000 GB at 0.0208 USD.
    assert.equal(of("azure", "BilledCost")[1], 20.8);
    assert.equal(rows.find((row) => row[column("ServiceProviderName")] === "azure")[column("BillingCurrency")], "USD");
    const answer = JSON.parse(await downloaded(page, () => page.click("#save-answer")));
    // 45% of 17,215.
    assert.equal(answer.comparison.ranked[0].costs.effective, "7746.75 CNY");
    const scenario = (await downloaded(page, () => page.click("#save-scenario"))).toString();
    const folder = mkdtempSync(join(tmpdir(), "netprice-"));
    const file = join(folder, "saved.toml");
    writeFileSync(file, scenario);
    assert.match(execFileSync(COMMAND, ["test", file]).toString(), /1 passed/);
    // The scenario fails if a figure is changed.
    writeFileSync(file, scenario.replace("7746.75 CNY", "7746.76 CNY"));
    assert.throws(() => execFileSync(COMMAND, ["test", file], { stdio: "pipe" }));
  }));

test("the study of a view is saved, and the command answers it with the same costs", () =>
  visitSix({}, async (page) => {
    await typePays(page);
    await page.fill("#pay-5", "45");
    const row = await searchPrice(page, "ecs.g7a.xlarge");
    await row.locator("input").fill("0.5");
    await page.click("#view-compare");
    await page.click("#keep");
    const study = await downloaded(page, () => page.click("#save-study"));
    assert.match(await page.innerText("#kept-said"), /Google Cloud/);
    const folder = mkdtempSync(join(tmpdir(), "netprice-"));
    const file = join(folder, "netprice-study.json");
    writeFileSync(file, study);
    const answer = JSON.parse(execFileSync(COMMAND, ["compare", file, "--json"]));
    // 45% of 17,215; the offer whose discount cannot be read is under the contract before.
    const { ranked } = answer.comparison;
    assert.equal(ranked[0].costs.effective, "7746.75 CNY");
    assert.equal(ranked.length, 6);
  }));

test("the command answers the study of each view with the figures that the view shows", () =>
  visitSix({}, async (page) => {
    await typePays(page);
    await page.click("#keep");
    const compared = await commanded(page, "compare");
    for (const [book, costs] of Object.entries(await figures(page))) {
      const { complete, incomplete } = compared.offers[book].answer.quote.total;
      const { list, contracted, effective } = complete ?? incomplete.known;
      assert.deepEqual(costs, { list, contracted, effective });
    }

    await page.click("#view-traffic");
    await page.fill("#highest_mbps", "750");
    await page.selectOption("#service", "all");
    await page.fill("#own_floor", "100");
    await page.fill("#own_price", "30.5");
    const traffic = await commanded(page, "traffic");
    const rows = await page.locator("tr[data-plan]").all();
    assert.ok(rows.length > 20, `${rows.length} tariffs`);
    for (const row of rows) {
      const plan = await row.getAttribute("data-plan");
      const cost = traffic.contract_costs[plan] ?? traffic.tariffs[plan].answer.billed.cost;
      assert.equal(await row.locator("td.effective").getAttribute("data-exact"), cost);
    }
    const [contract] = Object.values(traffic.contracts);
    assert.equal(await exact(page, "#own-bill", "cost"), contract.answer.cost);

    await page.click("#view-market");
    await page.fill("#horizon", "18");
    await page.click("#assumptions");
    await page.fill("#capital", "2500000");
    const saved = await exact(page, "#buyer-answer");
    await page.click("#card-seller");
    await page.fill("#bid_pay", "4折");
    const market = await commanded(page, "market");
    const [seller] = Object.values(market.sellers);
    const { delivery } = seller.answer;
    assert.equal(await exact(page, "#seller-answer", "floor"), delivery.answer.floor);
    assert.equal(await exact(page, "#seller-answer", "loss"), delivery.answer.risk.probability_of_loss);
    assert.equal(saved, market.buyer.answer.decision.costs.buy.saving);
    await page.click("#card-tokens");
    const tokens = await commanded(page, "tokens");
    const [machine] = Object.values(tokens.machines);
    assert.equal(await exact(page, "#tokens-answer", "api"), machine.answer.against_api.api);
    assert.equal(await exact(page, "#tokens-answer", "own"), machine.answer.against_api.own);
  }));

test("charts are saved as SVG and PNG, tables as CSV", () =>
  visitSix({}, async (page) => {
    await page.click("#break-even");
    const svg = (await downloaded(page, () => page.click(".save-svg.break-even"))).toString();
    assert.match(svg, /^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    assert.match(svg, /<polyline[^>]*stroke="rgb\(0, 114, 178\)"/);
    const png = await downloaded(page, () => page.click(".save-png.break-even"));
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    // 800 × 288, seven lines of 22 (title, six names) and a margin of 11, at twice the size.
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1600, 906]);
    for (const text of ["Where do costs cross?: 20 TB out", "40,000", "Tencent Cloud"]) assert.ok(svg.includes(text), text);
    const table = (await downloaded(page, () => page.click(".save-csv.sheet"))).toString();
    // By the mark, Excel knows that the text is UTF-8.
    assert.match(table, /^\uFEFFYour monthly workload: 3 lines,Azure Virginia,Google Cloud Iowa,AWS Northern Virginia,/);
    assert.match(table, /\n3 × 4 vCPU 16 GiB,/);
    assert.match(table, /\nEffective,13899\.068446115288,14102\.065116344351,14309\.5/);
    // A known part is no figure: no machine of Tencent Cloud has 240 vCPU; 1,000 × 0.118 + 20,000 × 0.8.
    await typeLine(page, 0, "3 × 240 vCPU 16 GiB");
    await page.locator("#line-0").blur();
    const incomplete = (await downloaded(page, () => page.click(".save-csv.sheet"))).toString();
    assert.match(incomplete, /\nEffective,[^\n]*,"?> 16,118\.00"?/);
  }));

/** Returns a file of a ZIP archive whose files are stored as they are. */
function stored(archive, wanted) {
  for (let at = 0; archive.readUInt32LE(at) === 0x04034b50; ) {
    const [size, length] = [archive.readUInt32LE(at + 18), archive.readUInt16LE(at + 26)];
    const start = at + 30 + length;
    const content = archive.subarray(start, start + size);
    assert.equal(crc32(content), archive.readUInt32LE(at + 14));
    if (archive.subarray(at + 30, start).toString() === wanted) return content.toString();
    at = start + size;
  }
  throw new Error(`${wanted} is not in the archive`);
}

test("a page for the boss, a spreadsheet, a text and a link of one comparison", () =>
  visitSix({}, async (page) => {
    await typePays(page);
    const exact = await cost(page, 0, "effective");
    await page.click("#keep");
    // Printing shows the report alone, on one page: A4 without its margins is 186 × 273 mm, at 96 dots an inch.
    await page.evaluate(() => {
      window.print = () => {
        const report = document.querySelector("#report");
        window.printed = { text: report.innerText, html: report.outerHTML };
      };
    });
    await page.click("#print");
    await page.waitForFunction(() => window.printed && !document.querySelector("#report"));
    const { text, html } = await page.evaluate(() => window.printed);
    const link = await page.evaluate(() => window.location.href);
    assert.match(text, /Comparison of clouds, CNY a month/);
    assert.match(text, new RegExp(`\\b${new Date().getFullYear()} · http`));
    for (const part of ["Alibaba Cloud", "ecs.", "Amount due", "55% off everything", "Sources of the list prices"]) {
      assert.ok(text.includes(part), `${part} is not in ${text}`);
    }
    await page.evaluate((html) => document.body.insertAdjacentHTML("beforeend", html), html);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 703, height: 1032 });
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    assert.ok(height <= 1032, `${height} dots`);
    await page.emulateMedia({ media: "screen" });
    await page.setViewportSize(WIDE);
    await page.evaluate(() => document.querySelector("#report").remove());
    // The workbook has the exact cost as a number.
    const workbook = await downloaded(page, () => page.click("#save-workbook"));
    const sheet = stored(workbook, "xl/worksheets/sheet1.xml");
    assert.ok(sheet.includes(`<v>${exact.split(" ")[0]}</v>`), exact);
    // Markdown in the clipboard, whose link opens the same comparison.
    await page.evaluate(() => {
      Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => void (window.copied = text) } });
    });
    await page.click("#copy-markdown");
    await page.waitForFunction(() => document.querySelector("#kept-said").innerText.includes("Markdown"));
    const markdown = await page.evaluate(() => window.copied);
    assert.match(markdown, /^## Comparison of clouds, CNY a month\n\n\| Line \|/);
    const address = /https?:\S+/.exec(markdown)[0];
    assert.ok(address.length < 2_000, address);
    assert.ok(text.includes(address) || link.startsWith(address.split("#")[0]));
    await visit({ fragment: address.slice(address.indexOf("#")) }, async (copy) => {
      assert.equal(await cost(copy, 0, "effective"), exact);
    });
  }));
