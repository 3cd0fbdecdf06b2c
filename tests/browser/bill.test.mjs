// A bill: read from a file, compared as usage, and shown beside what it costs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { PHONE, settled, visit } from "./page.mjs";

const HEAD = "lineItem/LineItemType,lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,pricing/unit,product/servicecode,product/region";
const CUR = [
  HEAD,
  "Usage,BoxUsage:m5.large,1460,USD,140.16,Hrs,AmazonEC2,us-east-1",
  "Usage,TimedStorage-ByteHrs,500,USD,11.5,GB-Mo,AmazonS3,us-east-1",
  "Usage,DataTransfer-Out-Bytes,50,USD,4.5,GB,AWSDataTransfer,us-east-1",
  "Usage,WidgetUsage,5,USD,7,Widgets,AmazonWidgets,us-east-1",
  "Tax,,1,USD,8.25,,AmazonEC2,us-east-1",
  "",
].join("\n");

// Two rows of a bill as the console of Alibaba Cloud saves it, with tabs before texts.
const ALIBABA = [
  "账期,产品,产品明细,消费类型,计费方式,实例规格,地域,计费项,单价,单价单位,用量,用量单位,资源包抵扣,原价,优惠金额,应付金额",
  "\t202610,\t云服务器ECS,\t云服务器ECS-按量付费,云资源按量费用,按量付费,ecs.g7.large,华东1（杭州）,云服务器配置,0.5,元/小时,1,台,0,12,1,11",
  "\t202610,\t云服务器ECS,\t云服务器ECS-按量付费,云资源按量费用,按量付费,ecs.g7.large,华东1（杭州）,系统盘,0.0021,元/GB/小时,40,GB,0,2,0.5,1.5",
  "",
].join("\r\n");

/** Drops a file on the section of the bill. */
async function bring(page, name, text) {
  if (!(await page.isVisible("#bill-file"))) await page.click("#bill");
  await page.setInputFiles("#bill-file", { name, mimeType: "text/csv", buffer: Buffer.from(text) });
}

const read = (page, said) =>
  page.waitForFunction((said) => document.querySelector("#bill-report")?.innerText.includes(said), said);

/** The bytes of a text in GBK, in which spreadsheets in China save CSV. */
function gbk(text) {
  const codes = new Map();
  const decoder = new TextDecoder("gbk");
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) codes.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  }
  return Buffer.from([...text].flatMap((sign) => (sign < "\x80" ? sign.charCodeAt(0) : codes.get(sign))));
}

test("the usage of a bill is compared, with what was paid beside it", () =>
  visit({}, async (page) => {
    await bring(page, "cur.csv", CUR);
    await read(page, "5 taken");
    await page.waitForSelector("#bill-take");
    assert.match(await page.innerText("#bill-report summary"), /AWS Cost and Usage Report.*5 rows, 5 taken/);
    // 140.16 + 11.5 + 4.5 + 7 + 8.25.
    assert.equal(await page.getAttribute("#bill-paid", "data-exact"), "171.41 USD");
    assert.match(await page.innerText(".bill"), /1 of 4 lines name no machine/);
    await page.click("#bill-take");
    await page.waitForSelector('#bill-at li');
    // Two machines of 730 hours at 0.0808, the lowest price of 2 processors and 8 GiB; 500 GB at 0.023; 50 GB within 100 free.
    const rows = await page.locator(".bill-lines tbody tr").allInnerTexts();
    assert.equal(rows.length, 5);
    assert.match(rows.find((row) => row.includes("Widget")), /not matched/);
    assert.match(rows.find((row) => row.includes("tax")), /8\.25/);
    assert.match(await page.inputValue("#line-0"), /2 × 2 vCPU 8 GiB|GB/);
    const aws = await page.locator('#bill-at li[data-offer="aws-us-east-1"]').innerText();
    assert.match(aws, /3 lines, for which \$156\.16 was billed/);
    // Undo brings the lines of before back, and the bill stays until it is removed.
    await page.click("#undo");
    assert.match(await page.inputValue("#line-0"), /20 × 4 vCPU 16 GiB/);
    await page.click("#bill-remove");
    assert.equal(await page.locator("#bill-take").count(), 0);
  }));

test("a packed bill and one in GBK are read, and a file that is no bill is refused", () =>
  visit({ locale: "zh-CN" }, async (page) => {
    await bring(page, "cur.csv.gz", gzipSync(CUR));
    await page.waitForSelector("#bill-take");
    assert.match(await page.innerText("#bill-report summary"), /共 5 行，采用 5 行/);
    await bring(page, "notes.csv", "name,phone\nann,1\n");
    await page.waitForFunction(() => document.querySelector("#bill-wrong").innerText.includes("name,phone"));
    assert.equal(await page.locator("#bill-take").count(), 0);
    await bring(page, "data.parquet", "PAR1....");
    await page.waitForFunction(() => document.querySelector("#bill-wrong").innerText.includes("Parquet"));
    await bring(page, "账单.csv", gbk(ALIBABA));
    await read(page, "采用 2 行");
    assert.equal(await page.getAttribute("#bill-paid", "data-exact"), "12.5 CNY");
  }));

test("all rows of a long bill are read", () =>
  visit({}, async (page) => {
    const row = "Usage,BoxUsage:m5.large,1,USD,0.096,Hrs,AmazonEC2,us-east-1\n";
    const rows = 200_000;
    await bring(page, "cur.csv", `${HEAD}\n${row.repeat(rows)}`);
    await read(page, "200,000 taken");
    await settled(page);
    assert.equal(await page.getAttribute("#bill-paid", "data-exact"), "19200 USD");
  }));

test("on a phone nothing sticks out of the page", () =>
  visit({ viewport: PHONE }, async (page) => {
    await bring(page, "cur.csv", CUR);
    await page.waitForSelector("#bill-take");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${wide} pixels`);
  }));
