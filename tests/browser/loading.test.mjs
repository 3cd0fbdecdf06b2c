// The page before, during and after loading, and offline.
import assert from "node:assert/strict";
import { test } from "node:test";

import { EXPECTED, PHONE, STUDY, WIDE, browser, cost, figures, link, linkOf, searchPrice, served, settled, total, typeLine, visitSix } from "./page.mjs";
import { servePage } from "./serve.mjs";

test("the page works offline once it is loaded", async () => {
  const context = await browser.newContext({ locale: "en-US", viewport: WIDE });
  const page = await context.newPage();
  await page.goto(served.address);
  await page.waitForSelector("#page section.sheet");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await page.waitForSelector("#page section.sheet");
  const before = await total(page, 0).innerText();
  await page.fill("#pay-0", "4.5折");
  assert.notEqual(await total(page, 0).innerText(), before);
  // Parts that were not shown before work offline too.
  for (const [view, shown] of [["traffic", "table.plans"], ["market", "#buyer-answer"], ["prices", ".price-list"]]) {
    await page.click(`#view-${view}`);
    await page.waitForSelector(shown);
  }
  await context.close();
});

/** Compares only 1,000 GB out of AWS Frankfurt, which is not among the first offers. */
async function addFrankfurt(page) {
  await settled(page);
  await page.click("#remove-line-1");
  await page.click("#remove-line-0");
  await typeLine(page, 0, "1000 GB out");
  await page.click("#choose-offers");
  await page.waitForSelector("#search-books");
  await page.fill("#search-books", "aws frankfurt");
  await page.locator("#add-aws-eu-central-1").click();
}

test("another price book is added, and its tables are loaded and kept for use without a network", async () => {
  const context = await browser.newContext({ locale: "en-US", viewport: WIDE });
  const page = await context.newPage();
  await page.goto(served.address);
  await page.waitForSelector("#page section.sheet");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await addFrankfurt(page);
  const list = total(page, 4);
  await list.waitFor();
  // 1,000 GB at 0.09 USD.
  assert.equal(await list.innerText(), "$90.00");
  const hash = await linkOf(page);
  await context.setOffline(true);
  await page.goto(served.address + hash);
  await page.reload();
  await list.waitFor();
  assert.equal(await list.innerText(), "$90.00");
  // An offer is removed.
  await page.click("#choose-offers");
  await page.locator("#remove-4").click();
  await list.waitFor({ state: "detached" });
  await context.close();
});

test("one more offer loads at most 60,000 bytes", async () => {
  const compressed = await servePage("dist", true);
  const context = await browser.newContext({ locale: "en-US", viewport: WIDE, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(compressed.address);
  await page.waitForSelector("#page section.sheet");
  const asked = [];
  page.on("requestfinished", (request) => request.url().includes("/tables/") && asked.push(request));
  await addFrankfurt(page);
  await total(page, 4).waitFor();
  const names = asked.map((request) => request.url().replace(/.*\/tables\/[^/]*\//, "")).sort();
  // The types of the machines of AWS are there already.
  assert.deepEqual(names, ["on_demand/aws-eu-central-1.txt", "services/aws-eu-central-1.txt"]);
  const sizes = await Promise.all(asked.map(async (request) => (await request.sizes()).responseBodySize));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(bytes > 1_000 && bytes <= 60_000, `${bytes} bytes`);
  await context.close();
  await compressed.close();
});

test("a table that cannot be loaded is named, the other offers are priced, and a retry loads it", () =>
  waiting({ locale: "en-US" }, async (page, answer) => {
    answer(true);
    // Without the file of the first tables, each is loaded by itself.
    await page.route("**/first-en.json", (route) => route.abort());
    await page.route("**/on_demand/gcp-us-central1.txt", (route) => route.abort());
    await page.goto(served.address);
    const failed = page.locator("#tables-problem");
    await failed.waitFor();
    assert.match(await failed.innerText(), /could not be loaded: on_demand\/gcp-us-central1\.txt\./);
    const list = total(page, 2);
    assert.equal(await list.innerText(), "not priced");
    assert.match(await total(page, 0).innerText(), /^\$/);
    await page.unroute("**/on_demand/gcp-us-central1.txt");
    await failed.getByRole("button", { name: "Try again" }).click();
    await page.waitForFunction(() => document.querySelector('th[data-offer="2"] .total').innerText.startsWith("$"));
    assert.equal(await failed.isVisible(), false);
  }));

test("the first view loads at most 400,000 bytes, and another view loads its part when it is opened", async () => {
  const compressed = await servePage("dist", true);
  const context = await browser.newContext({ locale: "en-US", viewport: WIDE, serviceWorkers: "block" });
  const page = await context.newPage();
  const asked = [];
  page.on("requestfinished", (request) => asked.push(request));
  const bytes = async () => {
    const sizes = asked.map(async (request) => (await request.sizes()).responseBodySize);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  };
  // The first ranked answer is there while every part is held back.
  let go;
  const gone = new Promise((resolve) => (go = resolve));
  await page.route(/(split|chunk)_/, async (route) => (await gone, route.continue()));
  await page.goto(compressed.address);
  await page.waitForSelector("#page .bars li");
  const first = await bytes();
  assert.ok(first > 300_000 && first <= 400_000, `${first} bytes`);
  const parts = () => asked.map((request) => request.url()).filter((url) => /(split|chunk)_/.test(url));
  assert.deepEqual(parts(), []);
  go();
  await page.waitForSelector("#page section.sheet");
  await page.click("#view-market");
  await page.waitForSelector("#buyer-answer");
  assert.ok(parts().some((url) => url.includes("split_market")));
  assert.ok(!parts().some((url) => url.includes("split_traffic")));
  await context.close();
  await compressed.close();
});

/** Opens a page whose program is held back until `answer(true)`, or fails after `answer(false)`. */
async function waiting(options, act) {
  const context = await browser.newContext({ serviceWorkers: "block", viewport: WIDE, ...options });
  const page = await context.newPage();
  let answer;
  const answered = new Promise((resolve) => (answer = resolve));
  await page.route("**/netprice-page_bg.wasm", async (route) => ((await answered) ? route.continue() : route.abort()));
  try {
    await act(page, answer);
  } finally {
    await context.close();
  }
}

for (const [locale, lang] of [["en-US", "en"], ["zh-CN", "zh-Hans"], ["zh-HK", "zh-Hant"]]) {
  for (const viewport of [WIDE, PHONE]) {
    test(`the prerendered first view equals the rendered one: ${locale}, ${viewport.width} wide`, () =>
      waiting({ locale, viewport }, async (page, answer) => {
        await page.goto(served.address);
        await page.waitForSelector("#first form.pills");
        assert.equal(await page.locator(".starting:visible").count(), 1);
        // Compares the visible boxes; the sheet and the choice of the market are loaded after the answer.
        const seen = (shown) =>
          page.evaluate((shown) => {
            const all = [...document.querySelectorAll(`${shown} > :not(.starting), ${shown} > :not(.starting) *`)];
            const elements = all.filter((one) => one.closest("header, .offers-pill, .verdict, .picture"));
            const box = (element) => {
              const { left, top, width, height } = element.getBoundingClientRect();
              return { name: element.localName, box: [left, top, width, height] };
            };
            const said = [".pills .offers-pill", ".verdict", ".picture", ".evidence"];
            const text = said.map((one) => document.querySelector(`${shown} ${one}`).innerText).join("\n");
            return { text, boxes: elements.map(box) };
          }, shown);
        const before = await seen("#first");
        const { text } = before;
        assert.match(text, /[$¥][0-9]+,[0-9]{3}\.[0-9]{2}/);
        answer(true);
        await page.waitForSelector("#page .bars");
        assert.equal(await page.locator("#first, .starting").count(), 0);
        assert.equal(await page.getAttribute("html", "lang"), lang);
        const after = await seen("#page");
        assert.equal(after.text, text);
        assert.equal(after.boxes.length, before.boxes.length);
        for (const [place, { name, box }] of before.boxes.entries()) {
          const then = after.boxes[place];
          assert.equal(then.name, name);
          // Two text nodes may be a fraction of a pixel wider than one.
          const moved = Math.max(...box.map((edge, index) => Math.abs(edge - then.box[index])));
          assert.ok(moved < 1, `${name} ${box} became ${then.box}`);
        }
      }));
  }
}

test("a link shows no other study while the program is loading", () =>
  waiting({ locale: "en-US" }, async (page, answer) => {
    await page.goto(served.address + link(STUDY));
    await page.waitForSelector("header.loading");
    await page.waitForTimeout(500);
    assert.equal(await page.locator("form.pills").count(), 0);
    answer(true);
    await page.waitForSelector("#page section.sheet");
    assert.deepEqual(await figures(page), EXPECTED);
  }));

test("a program that cannot be loaded is reported", () =>
  waiting({ locale: "zh-TW" }, async (page, answer) => {
    await page.goto(served.address);
    await page.waitForSelector("#first form.pills");
    answer(false);
    const failed = page.locator("body > [role=alert]");
    await failed.waitFor();
    assert.equal(await failed.innerText(), "頁面未能載入。請重新載入再試。");
    assert.equal(await page.locator(".starting").count(), 1);
  }));

test("a part that is loading is indicated", () =>
  waiting({ locale: "en-US" }, async (page, answer) => {
    answer(true);
    await page.goto(served.address);
    await page.waitForSelector("#page section.sheet");
    let go;
    const gone = new Promise((resolve) => (go = resolve));
    await page.route("**/split_market*", async (route) => (await gone, route.continue()));
    await page.click("#view-market");
    const loading = page.locator(".loading-part[aria-busy]");
    await loading.waitFor();
    assert.equal(await loading.innerText(), "Loading…");
    go();
    await page.waitForSelector("#buyer-answer");
    assert.equal(await loading.count(), 0);
  }));

test("own prices apply after a retry if their part could not be loaded", async () => {
  let own;
  await visitSix({ locale: "zh-TW" }, async (page) => {
    const row = await searchPrice(page, "ecs.g7a.xlarge");
    await row.locator("input").fill("0.5");
    await page.click("#view-compare");
    own = [await cost(page, 0, "list"), await linkOf(page)];
  });
  // 3 × 730 × 0.5, 20,000 × 0.8 and 1,000 × 0.12.
  assert.equal(own[0], "17215 CNY");
  await waiting({ locale: "zh-TW" }, async (page, answer) => {
    answer(true);
    await page.route("**/split_prices*", (route) => route.abort());
    await page.goto(served.address + own[1]);
    const failed = page.locator("#sheet-problem");
    await failed.waitFor();
    assert.match(await failed.innerText(), /無法採用[^]*未能載入/);
    assert.equal(await cost(page, 0, "list"), "18047.2 CNY");
    await page.unroute("**/split_prices*");
    await failed.getByRole("button", { name: "重試" }).click();
    await failed.waitFor({ state: "hidden" });
    assert.equal(await cost(page, 0, "list"), "17215 CNY");
  });
});

test("a part that cannot be loaded is reported, and a retry loads it", async () => {
  const context = await browser.newContext({ locale: "zh-CN", viewport: WIDE, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(served.address);
  await page.waitForSelector("#page section.sheet");
  await page.route("**/split_market*", (route) => route.abort());
  await page.click("#view-market");
  const failed = page.locator("main [role=alert]", { hasText: "未能加载" });
  await failed.waitFor();
  await page.unroute("**/split_market*");
  await failed.getByRole("button", { name: "重试" }).click();
  await page.waitForSelector("#buyer-answer");
  await context.close();
});

test("the page as one file opens from a disk and sends no requests", async () => {
  const file = new URL("../../dist/netprice.html", import.meta.url).href;
  const page = await browser.newPage({ locale: "en-US" });
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  // The file includes the parts.
  const isOwn = (url) => url.startsWith(file) || url.startsWith("data:application/wasm;");
  page.on("request", (request) => isOwn(request.url()) || troubles.push(request.url()));
  await page.goto(file);
  await page.waitForSelector("#page section.sheet");
  const before = await total(page, 0).innerText();
  await page.fill("#pay-0", "4.5折");
  assert.notEqual(await total(page, 0).innerText(), before);
  await page.click("#view-market");
  await page.waitForSelector("#buyer-answer");
  await page.click("#view-traffic");
  await page.waitForSelector("table.plans");
  await page.click("#view-prices");
  await page.waitForSelector(".price-list");
  await page.click("#keep");
  await page.waitForSelector("#save-name");
  assert.deepEqual(troubles, []);
  await page.close();
});
