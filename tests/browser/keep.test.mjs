// What is kept: changes to take back, saved plans, files.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { linkOf, searchPrice, typePays, visit } from "./page.mjs";

test("a story fills the page, and every change can be taken back", () =>
  visit({}, async (page) => {
    const machines = () => page.inputValue("#machines");
    assert.equal(await page.isDisabled("#undo"), true);
    await page.click("#story-web");
    // The stories are loaded with the part that reads links.
    await page.waitForFunction(() => document.querySelector("#machines").value === "10");
    assert.equal(await page.inputValue("#pay-3"), "5.5折");
    // A word typed in one place is one change.
    await page.focus("#machines");
    await page.keyboard.press("End");
    await page.keyboard.type("25");
    assert.equal(await machines(), "1025");
    await page.click("#undo");
    assert.equal(await machines(), "10");
    await page.click("#undo");
    assert.equal(await machines(), "3");
    assert.equal(await page.isDisabled("#undo"), true);
    await page.click("#redo");
    await page.click("#redo");
    assert.equal(await machines(), "1025");
    // Every story gives an answer.
    const answers = {
      video: "table.plans tbody tr",
      game: ".sentence",
      training: "#buyer-answer",
      inference: "#tokens-answer",
      tender: "#tender-answer",
      zero: "form.plan",
    };
    for (const [story, answer] of Object.entries(answers)) {
      await page.click(`#story-${story}`);
      await page.waitForSelector(answer);
      assert.equal(await page.locator(".wrong").count(), 0, story);
    }
  }));

test("a choice that is taken back shows what is chosen", () =>
  visit({}, async (page) => {
    await page.selectOption("#currency", "USD");
    await page.selectOption("#tax-basis", "with_tax");
    await page.click("#undo");
    await page.click("#undo");
    assert.equal(await page.inputValue("#currency"), "CNY");
    assert.equal(await page.inputValue("#tax-basis"), "as_listed");
    await page.click("#redo");
    assert.equal(await page.inputValue("#currency"), "USD");
  }));

test("a plan is saved by name in the browser, opened and removed", () =>
  visit({}, async (page) => {
    await page.click("#keep");
    await page.click("#save");
    assert.match(await page.innerText("#kept-said"), /name first/);
    await page.fill("#machines", "7");
    await linkOf(page);
    await page.fill("#save-name", "spring <b>tender</b>");
    await page.click("#save");
    assert.match(await page.innerText("#kept-said"), /“spring <b>tender<\/b>” is saved/);
    await page.click("#save");
    assert.match(await page.innerText("#kept-said"), /in the place of an earlier one/);
    await page.fill("#machines", "9");
    await linkOf(page);
    await page.reload();
    await page.waitForSelector("#page form.plan");
    await page.click("#keep");
    await page.click("text=繁體中文");
    await page.click(".open-saved");
    assert.equal(await page.inputValue("#machines"), "7");
    // It is opened in the language that is read now, and the change can be taken back.
    assert.equal(await page.getAttribute("html", "lang"), "zh-Hant");
    await page.click("#undo");
    assert.equal(await page.inputValue("#machines"), "9");
    await page.click(".remove-saved");
    assert.equal(await page.locator("#saved li").count(), 0);
  }));

/** What a click downloads, as bytes. */
async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return readFileSync(await download.path());
}

test("the comparison is saved as charges, as the command's answer, and as a scenario that passes", () =>
  visit({}, async (page) => {
    await typePays(page);
    const row = await searchPrice(page, "ecs.g7a.xlarge");
    await row.locator("input").fill("0.5");
    await page.click("#keep");
    const charges = (await downloaded(page, () => page.click("#save-charges"))).toString().trim().split("\n");
    const [names, ...rows] = charges.map((line) => line.split(","));
    const column = (name) => names.indexOf(name);
    const alibaba = rows.filter((row) => row[column("ProviderName")] === "alibaba");
    assert.deepEqual(alibaba.map((row) => row[column("ListCost")]), ["1095", "120", "16000"]);
    const azure = rows.find((row) => row[column("ChargeDescription")] === "storage" && row[0] === "");
    assert.equal(azure[column("ListCost")], "");
    const answer = JSON.parse(await downloaded(page, () => page.click("#save-answer")));
    // 45% of 17,215.
    assert.equal(answer.comparison.ranked[0].costs.effective, "7746.75 CNY");
    const scenario = (await downloaded(page, () => page.click("#save-scenario"))).toString();
    const folder = mkdtempSync(join(tmpdir(), "netprice-"));
    const file = join(folder, "saved.toml");
    writeFileSync(file, scenario);
    const command = fileURLToPath(new URL("../../target/debug/netprice", import.meta.url));
    assert.match(execFileSync(command, ["test", file]).toString(), /1 passed/);
    // The scenario can fail.
    writeFileSync(file, scenario.replace("7746.75 CNY", "7746.76 CNY"));
    assert.throws(() => execFileSync(command, ["test", file], { stdio: "pipe" }));
  }));

test("charts are saved as drawings and pictures, tables as CSV", () =>
  visit({}, async (page) => {
    await page.click("#break-even");
    const svg = (await downloaded(page, () => page.click(".save-svg.break-even"))).toString();
    assert.match(svg, /^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    assert.match(svg, /<polyline[^>]*stroke="rgb\(0, 114, 178\)"/);
    const png = await downloaded(page, () => page.click(".save-png.break-even"));
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    // 600 × 300, a title, an axis and five names of 22 each, and 11 below, at two dots a dot.
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1200, 930]);
    for (const text of ["Where do costs cross?: GB out to internet", "40,000", "Tencent Cloud"]) assert.ok(svg.includes(text), text);
    const table = (await downloaded(page, () => page.click(".save-csv.offers"))).toString();
    assert.match(table, /^Place,Provider,List CNY/);
    // A known part is no figure.
    assert.match(table, /\n–,Azure Virginia[^\n]*> 13,760\.68/);
    assert.match(table, /\n1,Google Cloud Iowa,14102\.065116344807,14102/);
    // How old its prices are is a note beside the name, and no part of it.
    assert.match(table, /\n2,AWS Northern Virginia,14309\.5/);
  }));

test("no file is saved of a workload that is wrong, and the page says where it is", () =>
  visit({ locale: "zh-CN" }, async (page) => {
    await page.fill("#machines", "x");
    await page.click("#keep");
    await page.click("#save-charges");
    assert.match(await page.innerText("#kept-said"), /^暂时无法导出：workload\.machines: “x”不是/);
  }));
