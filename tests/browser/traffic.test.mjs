// Traffic from a shape or a file, billed under each tariff.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { link, linkOf, problemAt, visit, visitSix } from "./page.mjs";

/** Returns a table of five-minute samples of whole days. */
function table(days, mbpsAt) {
  const rows = ["time,in,out"];
  for (let place = 0; place < days * 288; place += 1) {
    const minute = (place % 288) * 5;
    const clock = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
    const day = String(1 + Math.floor(place / 288)).padStart(2, "0");
    rows.push(`2026-11-${day}T${clock},0,${mbpsAt(place)}`);
  }
  return rows.join("\n");
}

/** Waits until a file with this number of samples is read. */
const imported = (page, count) =>
  page.waitForFunction((count) => document.querySelector("#imported").innerText.includes(count), count);

/** Returns the exact cost of a plan or of the own contract. */
const cost = (page, plan) => page.getAttribute(`tr[data-plan="${plan}"] td.effective`, "data-exact");

test("a month of traffic is billed under each published tariff", () =>
  visitSix({}, async (page) => {
    await page.click("#view-traffic");
    // A day at 10 Mbps with one sample of 20 has 108 + 0.375 GB and needs a link of 20 Mbps.
    const name = "samples.csv";
    const buffer = Buffer.from(table(1, (place) => (place === 100 ? 20 : 10)));
    await page.setInputFiles("#traffic-file", { name, mimeType: "text/csv", buffer });
    await imported(page, "288");
    // 108.375 × 0.8; 125 + 15 × 80.
    assert.equal(await cost(page, "alibaba-eip-traffic-cn-mainland"), "86.7 CNY");
    assert.equal(await cost(page, "alibaba-eip-month-cn-mainland"), "1325 CNY");
    // 5% of 288 is 14.4, so 14 samples are discarded, including the 20 Mbps.
    assert.match(await page.innerText("#drawn-mbps"), /10 Mbps/);
    assert.match(await page.innerText(".demand-chart .key"), /14 samples above it/);
    await page.click("#methods");
    const figure = (method) => page.getAttribute(`tr[data-method="${method}"] td`, "data-exact");
    assert.equal(await figure("alibaba-cdn-95"), "10");
    assert.equal(await figure("alibaba-cdn-day-peak-mean"), "20");
    // Only the top sample needs the larger link; without it the cost is 125 + 5 × 80, so shaving saves 800.
    await page.fill("#shaved", "1");
    assert.match(await page.innerText('tr[data-plan="alibaba-eip-month-cn-mainland"]'), /1,325\.00\s+800\.00/);
    // An invalid line is named, and the shape can be restored.
    await page.fill("#shaved", "x");
    assert.match(await problemAt(page, "#shaved"), /'x' is not a number/);
    await page.fill("#shaved", "0");
    const wrong = Buffer.from("time,out\n2026-11-01T00:00,1\n2026-11-01T00:00,x\n");
    await page.setInputFiles("#traffic-file", { name, mimeType: "text/csv", buffer: wrong });
    await page.waitForFunction(() => document.querySelector("#import-report")?.innerText.includes("line 3"));
    assert.match(await page.innerText("#import-report"), /line 3, out: 'x' is not a number/);
    await page.click("#traffic-clear");
    // Three of six samples are missing and count as zero or as the last sample.
    const gap = "time,out\n2026-11-01T00:00,40\n2026-11-01T00:05,40\n2026-11-01T00:25,100\n";
    await page.fill("#traffic", gap);
    assert.match(await page.innerText("#volume"), /6 samples; 30 Mbps on average, 100 Mbps at most\. Missing samples: 3\./);
    assert.match(await page.innerText("#no-month"), /cover 1 day,.*no plan is named the cheapest/);
    await page.selectOption("#missing", "last");
    assert.match(await page.innerText("#volume"), /50 Mbps on average/);
    assert.equal(await page.locator("table.plans td.missing").count(), 0);
    await page.fill("#traffic", "time,OUT (MBPS)\n2026-11-01T00:00,1\n");
    assert.match(await page.innerText("#traffic-below"), /'MBPS' is not clearly a unit of bits or bytes/);
    await page.click("#import-hints summary");
    await page.fill("#file_unit", "MB/s");
    // One megabyte a second.
    assert.match(await page.innerText("#volume"), /8 Mbps at most/);
    await page.fill("#file_unit", "");
    await page.click("#traffic-clear");
    await page.selectOption("#area", "us");
    assert.match(await page.innerText(".verdict"), /1 USD = 6\.653 CNY/);
    assert.equal(await page.getAttribute(".verdict .hint", "title"), "6.652882205514 CNY");
    // A price of low confidence is never in the headline.
    await page.selectOption("#area", "cn-mainland");
    await page.selectOption("#service", "cdn");
    assert.doesNotMatch(await page.innerText(".sentence"), /95th percentile/);
    await page.selectOption("#area", "us");
    await page.selectOption("#service", "egress");
    await page.fill("#days", "32");
    assert.match(await problemAt(page, "#days"), /above the limit|at most 31/);
    await page.fill("#days", "28");
    await page.selectOption("#shape", "flat");
    const hash = await linkOf(page);
    await visit({ fragment: hash, locale: "zh-CN" }, async (copy) => {
      assert.equal(await copy.inputValue("#days"), "28");
      assert.equal(await copy.inputValue("#shape"), "flat");
      assert.equal(await copy.inputValue("#area"), "us");
      assert.ok((await copy.locator("table.plans tbody tr").count()) > 5);
    });
  }));

test("a long table is read in slices during typing, can be cancelled, and reports an invalid line", () =>
  visitSix({}, async (page) => {
    await page.click("#view-traffic");
    // 60,000 minutes at 10 Mbps, except the last at 100.
    const minute = (row) => new Date(Date.UTC(2026, 0, 1) + row * 60_000).toISOString().slice(0, 16);
    const rows = Array.from({ length: 60_000 }, (_, row) => `${minute(row)},${row === 59_999 ? 100 : 10}`);
    const open = (lines) =>
      page.setInputFiles("#traffic-file", {
        name: "link.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(["time,out", ...lines].join("\n")),
      });
    await open([...rows, ...Array(500_000).fill("")]);
    await page.waitForSelector("#importing", { state: "visible" });
    await page.evaluate(() => document.querySelector("#import-cancel").click());
    assert.equal(await page.innerText("#imported"), "");
    await open(rows);
    await page.fill("#shaved", "0");
    await imported(page, "60,000");
    assert.match(await page.innerText("#imported"), /“link.csv”: 60,000 samples\. The link leaves samples out/);
    // 59,999 minutes of 10 Mbps and one of 100: (599,990 + 100) × 60 ÷ 8 ÷ 1,000 GB.
    assert.match(await page.innerText("#volume"), /4,500\.68 GB/);
    // The link does not contain the table; after a reload the page says so and names the file.
    await linkOf(page);
    await page.reload();
    await page.waitForSelector("#lost");
    assert.match(await page.innerText("#lost"), /leaves out the samples of “link.csv”[^]*made-up/);
    await open(rows);
    await imported(page, "60,000");
    assert.equal(await page.locator("#lost").count(), 0);
    rows[50_000] = "x,1";
    await open(rows);
    await page.waitForFunction(() => document.querySelector("#import-report")?.innerText.includes("line 50002"));
    assert.match(await page.innerText("#import-report"), /line 50002, time: 'x'/);
    // What a file leaves open is asked; no bill is shown until it is answered, and then the same file is read.
    await open(["\"Date\",\"Inbound\",\"Outbound\"", ...Array.from({ length: 200 }, (_, row) => `"${minute(row * 5).replace("T", " ")}","1000","300000000"`)]);
    await page.waitForSelector("#import-wrong", { state: "visible" });
    assert.match(await page.innerText("#import-wrong"), /the unit of 'Outbound' is not stated, and its values reach 300000000/);
    assert.equal(await page.locator("#volume").count(), 0);
    await page.click("#import-hints summary");
    await page.fill("#file_unit", "bit/s");
    await imported(page, "200");
    assert.match(await page.innerText("#volume"), /300 Mbps at most/);
    assert.equal(await page.isHidden("#import-wrong"), true);
    await page.click("#traffic-clear");
    assert.equal(await page.innerText("#imported"), "");
  }));

test("an own bandwidth contract: floor, excess, cap", () =>
  visitSix({}, async (page) => {
    await page.click("#view-traffic");
    const steady = Array.from({ length: 12 }, (_, row) => `2026-11-01T00:${String(row * 5).padStart(2, "0")},300`);
    await page.fill("#traffic", ["time,out", ...steady].join("\n"));
    await page.fill("#own_floor", "100");
    await page.fill("#own_price", "20");
    // The peak of the steady link is 300 Mbps: 100 × 20 + 200 × 20.
    assert.equal(await page.getAttribute("#own-bill", "data-cost"), "6000 CNY");
    await page.fill("#own_excess", "25");
    await page.fill("#own_cap", "250");
    // 100 × 20 + 150 × 25.
    assert.equal(await page.getAttribute("#own-bill", "data-cost"), "5750 CNY");
    await page.fill("#own_cap", "x");
    assert.match(await page.innerText("#own_cap-below"), /'x' is not a number/);
  }));

test("the utilisation at which a price per GB and a fixed bandwidth cost the same", () =>
  visitSix({ locale: "zh-CN" }, async (page) => {
    await page.click("#view-traffic");
    const buffer = Buffer.from(table(30, () => 5));
    await page.setInputFiles("#traffic-file", { name: "samples.csv", mimeType: "text/csv", buffer });
    await imported(page, "8,640");
    // 125 ÷ 0.8 = 156.25 of 1,620 GB.
    const at = page.locator('tr[data-provider="alibaba"] td[data-exact]');
    assert.equal(await at.getAttribute("data-exact"), "0.096450617284");
    assert.match(await page.innerText('tr[data-provider="alibaba"]'), /固定带宽/);
    // The link is short, as it leaves out the month of samples, and says so where it is made and where it is opened.
    assert.ok((await linkOf(page)).length < 1_900);
    assert.match(await page.innerText("#traffic-form"), /未写入链接/);
    await page.click("#keep");
    assert.match(await page.innerText("#not-in-link"), /链接不含流量采样点/);
    // What the browser saves has them.
    await page.fill("#save-name", "month");
    await page.click("#save");
    await page.reload();
    await page.waitForSelector("#lost");
    await page.click("#keep");
    await page.click(".open-saved");
    await imported(page, "8,640");
    assert.match(await page.innerText("#imported"), /“samples.csv”/);
    assert.equal(await at.getAttribute("data-exact"), "0.096450617284");
  }));

test("a picture and an empty file are refused by name, and no bill is taken for theirs", () =>
  visitSix({}, async (page) => {
    await page.click("#view-traffic");
    const open = (name, buffer) => page.setInputFiles("#traffic-file", { name, mimeType: "text/csv", buffer });
    // The first bytes of every PNG, and a name and a length of it.
    await open("photo.png", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
    await page.waitForSelector("#import-wrong", { state: "visible" });
    assert.match(await page.innerText("#import-wrong"), /“photo.png” is not a text file\. The export of a monitoring tool/);
    await open("empty.csv", Buffer.from("\n"));
    await page.waitForFunction(() => document.querySelector("#import-wrong").innerText.includes("empty.csv"));
    assert.match(await page.innerText("#import-wrong"), /“empty.csv” is empty\. The export of a monitoring tool/);
    assert.equal(await page.locator("#volume").count(), 0);
    assert.equal(await page.inputValue("#traffic"), "");
    // A pasted table is read as a file is.
    await page.evaluate((table) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", table);
      document.querySelector("#traffic").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, table(30, () => 5));
    await imported(page, "“pasted samples”: 8,640");
    assert.equal(await page.inputValue("#traffic"), "");
    assert.equal(await page.isHidden("#import-wrong"), true);
  }));

test("a line of 500 Mbps by the 95th percentile under the contracts of the comparison", async () => {
  const at = (book, pay) => ({ price_book: book, terms: [{ id: "contract", change: { pay } }] });
  const offers = [
    at("alibaba-cn-beijing", "6折"),
    at("tencent-ap-guangzhou", "6.5折"),
    at("huawei-cn-north-4", "7折"),
    at("volcengine-cn-beijing", "8折"),
    { price_book: "baidu-bj" },
    { price_book: "tianyi-cn" },
  ];
  const study = JSON.stringify({ currency: "CNY", offers });
  await visit({ fragment: link(study, "zh-Hans"), locale: "zh-CN" }, async (page) => {
    await page.click("#view-traffic");
    const buffer = Buffer.from(table(30, () => 500));
    await page.setInputFiles("#traffic-file", { name: "line.csv", mimeType: "text/csv", buffer });
    await imported(page, "8,640");
    await page.selectOption("#service", "all");
    await page.selectOption("#method", "tencent-enhanced-95");
    assert.match(await page.innerText("#discounts"), /阿里云 6折、腾讯云 6.5折、华为云 7折、火山引擎 8折/);
    await page.click("#discounts");
    await page.fill("#discount-volcengine", "75折");
    const expected = {
      // (2 × 23 + 2 × 25 + 29 + 495 × 80) × 0.6, (2 × 20 + 3 × 25 + 495 × 90) × 0.65.
      "alibaba-eip-month-cn-mainland": "23835 CNY",
      "tencent-cvm-month-cn-mainland": "29032.25 CNY",
      // 500 × 108 × 0.65, 500 × 120 × 0.7, 500 × 100 × 0.75.
      "tencent-bwp-95-cn-mainland": "35100 CNY",
      "huawei-eip-95-cn-mainland": "42000 CNY",
      "volcengine-shared-month-cn-mainland": "37500 CNY",
    };
    for (const [plan, amount] of Object.entries(expected)) assert.equal(await cost(page, plan), amount, plan);
    // 500 × 108.
    assert.match(await page.innerText('tr[data-plan="tencent-bwp-95-cn-mainland"]'), /目录价 54,000\.00，6\.5折/);
    // For machines, the plan of the international site is the cheapest: 5 × 3.4 + 495 × 11.83 = 5,872.85 USD at
    // 6.652882205514.
    await page.selectOption("#service", "egress");
    assert.match(await page.innerText(".sentence"), /^阿里云/);
    assert.match(await page.innerText("#at-discount"), /比较页的 6折计算；目录价为 ¥39,071\.38/);
    await page.selectOption("#service", "all");
    // Baidu and Tianyi publish no tariff of public traffic.
    const plans = await page.locator("tr[data-plan]").evaluateAll((rows) => rows.map((row) => row.dataset.plan));
    assert.deepEqual(plans.filter((plan) => /^(baidu-eip|tianyi)/.test(plan)), []);
    // One's own contract is ranked, and can be the cheapest: 500 × 20.
    await page.fill("#own_price", "20");
    assert.equal(await cost(page, "own"), "10000 CNY");
    await page.selectOption("#service", "egress");
    assert.match(await page.innerText(".sentence"), /^自有带宽合同本月最便宜：¥10,000\.00/);
    await page.selectOption("#service", "all");
    // The command answers the saved study with the same costs.
    const shown = await page.locator("tr[data-plan]").evaluateAll((rows) =>
      rows.map((row) => [row.dataset.plan, row.querySelector(".effective").dataset.exact]));
    await page.click("#keep");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-study")]);
    const command = fileURLToPath(new URL("../../target/debug/netprice", import.meta.url));
    const answer = JSON.parse(execFileSync(command, ["traffic", "--json", await download.path()], { maxBuffer: 1e8 }));
    const costs = answer.ranked.map((id) => [id, answer.contract_costs[id] ?? answer.tariffs[id].answer.billed.cost]);
    assert.deepEqual(shown, costs);
    // At list prices, but for the discount that is typed.
    await page.selectOption("#discounts_from", "none");
    assert.equal(await cost(page, "alibaba-eip-month-cn-mainland"), "39725 CNY");
    assert.equal(await cost(page, "volcengine-shared-month-cn-mainland"), "37500 CNY");
    await page.fill("#discount-volcengine", "0.75");
    assert.match(await problemAt(page, "#discount-volcengine"), /0\.75/);
    assert.equal(await cost(page, "volcengine-shared-month-cn-mainland"), "50000 CNY");
    // A plan of one carrier is another good.
    assert.equal(await page.locator('tr[data-plan^="jd-eip-line"]').count(), 0);
    await page.selectOption("#carriers", "one");
    assert.equal(await page.locator('tr[data-plan^="jd-eip-line"]').count(), 3);
  });
});

test("a made-up month is scaled to the volume that the comparison asks for", () =>
  visit({}, async (page) => {
    await page.click("#view-traffic");
    // The workload at first has 10 TB out.
    assert.match(await page.innerText("#asked"), /asks for 10,000 GB a month/);
    assert.match(await page.innerText("#volume"), /^16,849\.08 GB/);
    await page.click("#scale-to-asked");
    // 100 Mbps carry 16,849.08 GB, so 10,000 GB need 59.35 Mbps; 60 carry 16,849.08 × 60 ÷ 100 GB.
    assert.equal(await page.inputValue("#highest_mbps"), "60");
    await page.waitForFunction(() => document.querySelector("#volume").textContent.startsWith("10,109.45 GB"));
    assert.equal(await page.locator("#scale-to-asked").count(), 0);
  }));
