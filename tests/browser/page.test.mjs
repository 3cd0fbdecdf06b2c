// The built page in a real browser, used as a person would use it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { crc32, deflateRawSync } from "node:zlib";

import { chromium } from "playwright-core";

import { servePage } from "./serve.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const STUDY = readFileSync(new URL("../studies/compare_1.json", import.meta.url), "utf8");
const ANSWER = JSON.parse(readFileSync(new URL("../studies/compare_1.expected.json", import.meta.url), "utf8"));
/** The costs of each offer, out of what the study comes to by pointers into the answer. */
const EXPECTED = {};
for (const [pointer, cost] of Object.entries(ANSWER)) {
  const total = /^\/compare\/offers\/([^/]+)\/answer\/quote\/total\/(?:complete|incomplete\/known)\/(\w+)$/;
  const [, offer, name] = pointer.match(total) ?? [];
  if (offer) EXPECTED[offer] = { ...EXPECTED[offer], [name]: cost };
}
// In the order of the form.
const BOOKS = JSON.parse(STUDY).offers.map((offer) => offer.price_book);
const PAYS = ["4.5折", "五折", "pay 60%", "20% off", "", ""];
const WIDE = { width: 1360, height: 900 };
const PHONE = { width: 390, height: 844 };

let browser;
let served;

before(async () => {
  served = await servePage();
  const args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"];
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args });
});

after(async () => {
  await browser?.close();
  await served?.close();
});

/** Opens the page, runs what a person does, and fails on any error or request to another host. */
async function visit(options, act) {
  const { fragment = "", locale = "en-US", viewport = WIDE, colorScheme = "light" } = options;
  const context = await browser.newContext({ locale, viewport, colorScheme });
  const page = patient(await context.newPage());
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  page.on("request", (request) => {
    if (!request.url().startsWith(served.address)) troubles.push(`a request to ${request.url()}`);
  });
  try {
    await page.goto(served.address + fragment);
    await page.waitForSelector("#page form.plan, #page .gpu");
    await settled(page);
    await act(page);
    assert.deepEqual(troubles, []);
  } finally {
    await context.close();
  }
}

/** Waits for the parts that are being loaded. */
const settled = (page) => page.waitForFunction(() => !document.querySelector("[aria-busy]"));

/** A page whose clicks wait for what they open, as a person does. */
function patient(page) {
  const click = page.click.bind(page);
  page.click = async (...what) => {
    await click(...what);
    await settled(page);
  };
  return page;
}

/** The link of the page, which it writes when typing pauses. */
async function linkOf(page) {
  await page.waitForTimeout(300);
  return page.evaluate(() => window.location.hash);
}

/** List, contracted and effective cost of every offer shown, with all digits. */
async function figures(page) {
  const shown = {};
  for (const [position, book] of BOOKS.entries()) {
    const offer = page.locator(`tbody[data-offer="${position}"]`);
    if ((await offer.locator("td.list").count()) === 0) continue;
    shown[book] = {};
    for (const cost of ["list", "contracted", "effective"]) {
      shown[book][cost] = await offer.locator(`td.${cost}`).getAttribute("data-exact");
    }
  }
  return shown;
}

async function typePays(page) {
  for (const [position, pay] of PAYS.entries()) await page.fill(`#pay-${position}`, pay);
}

const ranking = (page) => page.locator("tbody[data-offer] .name").allInnerTexts();
const problemAt = async (page, id) => {
  assert.equal(await page.getAttribute(id, "aria-invalid"), "true");
  return page.innerText(`#${await page.getAttribute(id, "aria-describedby")}`);
};

/** A link as the page writes it: version, language, study and settings compressed, CRC-32. */
function link(study, language = "en", version = "4") {
  const state = deflateRawSync(`{"study":${study},"settings":{}}`);
  const body = `${version}.${language}.${state.toString("base64url")}`;
  return `#${body}.${crc32(body).toString(16).padStart(8, "0")}`;
}

test("typing a plan gives the figures of the crate, the command and the binding", () =>
  visit({}, async (page) => {
    await typePays(page);
    assert.deepEqual(await figures(page), EXPECTED);
    assert.deepEqual(await ranking(page), [
      "Alibaba Cloud",
      "Tencent Cloud",
      "AWS",
      "AWS China",
      "Google Cloud",
      "Azure",
    ]);
    const sentence = await page.innerText(".sentence");
    assert.equal(sentence, "Alibaba Cloud is cheapest at ¥8,121.24 a month, ¥704.26 less than Tencent Cloud. Google Cloud would need 57.5% of list to match.");
  }));

test("the study of the command is the study of a link", () =>
  visit({ fragment: link(STUDY) }, async (page) => {
    assert.deepEqual(await figures(page), EXPECTED);
    assert.equal(await page.inputValue("#pay-1"), "五折");
  }));

test("100,000 GB out of AWS us-east-1 cost 7,819.20 and the steps say why", () =>
  visit({}, async (page) => {
    await page.fill("#machines", "0");
    await page.fill("#stored_gb", "0");
    await page.fill("#egress_gb", "100000");
    await page.selectOption("#currency", "USD");
    const aws = page.locator('tbody[data-offer="3"]');
    assert.equal(await aws.locator("td.list").innerText(), "7,819.20");
    await aws.locator("button.toggle").click();
    await settled(page);
    const rows = await aws.locator(".slices tbody tr").allInnerTexts();
    assert.deepEqual(
      rows.map((row) => row.split(/\s*\t\s*/)),
      [
        ["0 to 10,240", "10,240 GB", "0.09 USD", "921.6 USD"],
        ["10,240 to 51,200", "40,960 GB", "0.085 USD", "3,481.6 USD"],
        ["51,200 to 153,600", "48,800 GB", "0.07 USD", "3,416 USD"],
      ],
    );
    assert.match(await aws.locator(".source").first().innerText(), /infracost.*as of 9 August 2024 to 25 September 2024/);
  }));

test("every notation of 45% costs the same, and a bare 45 is refused with the reason", () =>
  visit({}, async (page) => {
    const offer = page.locator('tbody[data-offer="0"]');
    for (const pay of ["4.5折", "45折", "pay 45%", "55% off"]) {
      await page.fill("#pay-0", pay);
      assert.equal(await offer.locator("td.effective").getAttribute("data-exact"), "8121.24 CNY", pay);
    }
    await page.fill("#pay-0", "45");
    assert.match(await problemAt(page, "#pay-0"), /^'45' alone could mean paying 45% or saving 45%/);
    assert.equal(await offer.locator(".missing").innerText(), "not priced: the contract cannot be read");
    // The others stay, and so does what was typed.
    assert.equal(await page.locator('tbody[data-offer="1"] td.list').innerText(), "17,651.00");
    assert.equal(await page.inputValue("#pay-0"), "45");
  }));

test("each bad number is named at its field and the rest is kept", () =>
  visit({}, async (page) => {
    await page.fill("#pay-0", "4.5折");
    const bad = [
      ["", /empty/],
      ["-1", /'-1' is negative/],
      ["1e5", /'1e5' is not a plain decimal number/],
      ["１２", /'１２' has digits of another width/],
      ["12345678901234567890123456789", /more digits than can be kept/],
    ];
    for (const [typed, message] of bad) {
      await page.fill("#egress_gb", typed);
      assert.match(await problemAt(page, "#egress_gb"), message, typed);
      assert.equal(await page.inputValue("#egress_gb"), typed);
      assert.equal(await page.inputValue("#pay-0"), "4.5折");
      assert.match(await page.innerText(".sentence"), /cannot be read/);
    }
    await page.fill("#hours", "745");
    await page.fill("#egress_gb", "20000");
    assert.match(await problemAt(page, "#hours"), /'745' is too large; expected at most 744/);
    await page.fill("#hours", "730");
    assert.deepEqual((await figures(page))[BOOKS[0]], EXPECTED[BOOKS[0]]);
  }));

test("an absurdly large number is an error at every offer and not a crash", () =>
  visit({}, async (page) => {
    await page.fill("#egress_gb", "9999999999999999999999999999");
    const said = await page.locator('tbody[data-offer="0"] .missing').innerText();
    assert.match(said, /too large to be kept exactly/);
    await page.fill("#egress_gb", "20000");
    assert.equal(await page.locator('tbody[data-offer="1"] td.list').innerText(), "17,651.00");
  }));

test("a missing price is shown as missing and never ranked", () =>
  visit({}, async (page) => {
    const azure = page.locator('tbody[data-offer="4"]');
    assert.equal(await azure.locator(".place").innerText(), "–");
    assert.equal(await azure.locator("th .missing").innerText(), "Object storage: no price is known for Blob Hot LRS");
    assert.equal(await azure.locator("td.list").innerText(), "> 13,760.68");
    assert.equal((await ranking(page)).at(-1), "Azure");
    // Nothing but storage, of which no price is known: the known part is nothing at all.
    await page.fill("#machines", "0");
    await page.fill("#egress_gb", "0");
    assert.equal(await azure.locator("td.list").innerText(), "> 0.00");
    assert.equal((await ranking(page)).at(-1), "Azure");
    assert.doesNotMatch(await page.innerText(".sentence"), /Azure is cheapest/);
    // Without storage there is nothing missing.
    await page.fill("#stored_gb", "0");
    await page.fill("#egress_gb", "100");
    assert.notEqual(await azure.locator(".place").innerText(), "–");
  }));

test("a copied link restores all that was typed, wrong texts and the language too", () =>
  visit({ locale: "zh-CN" }, async (page) => {
    await page.fill("#machines", "7");
    await page.fill("#pay-2", "45");
    await page.selectOption("#currency", "USD");
    const hash = await linkOf(page);
    await visit({ fragment: hash, locale: "en-US" }, async (copy) => {
      assert.equal(await copy.inputValue("#machines"), "7");
      assert.equal(await copy.inputValue("#pay-2"), "45");
      assert.equal(await copy.inputValue("#currency"), "USD");
      assert.equal(await copy.getAttribute("html", "lang"), "zh-Hans");
    });
  }));

test("a truncated, altered, older, newer or foreign link says so and leaves a working page", async () => {
  const whole = link(STUDY);
  const altered = whole.replace(/.(?=.{20}$)/, (c) => (c === "A" ? "B" : "A"));
  const foreign = link("x");
  const bad = [
    [whole.slice(0, -40), /cut short or altered/],
    [altered, /cut short or altered/],
    ["#4.en.eyJ", /cut short or altered/],
    ["#%E4%BD%A0", /cut short or altered/],
    [link(STUDY, "en", "3"), /another version/],
    [link(STUDY, "en", "5"), /another version/],
    [foreign, /holds no plan/],
    [link('{"currency":"CNY"}'), /holds no plan/],
  ];
  for (const [fragment, message] of bad) {
    await visit({ fragment }, async (page) => {
      assert.match(await page.innerText('#link-problem'), message, fragment);
      await page.fill("#pay-0", "4.5折");
      const offer = page.locator('tbody[data-offer="0"]');
      assert.equal(await offer.locator("td.effective").innerText(), "8,121.24");
      assert.equal(await page.locator('#link-problem').isVisible(), false);
    });
  }
});

test("a damaged link pasted into an open page keeps what was typed", () =>
  visit({}, async (page) => {
    await page.fill("#machines", "5");
    // A person pastes after the page has written what was typed.
    await linkOf(page);
    await page.evaluate(() => (location.hash = "#4.en.broken.00000000"));
    await page.waitForSelector('#link-problem:not([hidden])');
    assert.equal(await page.inputValue("#machines"), "5");
    // The address is right again, so that a reload keeps what was typed.
    await linkOf(page);
    await page.reload();
    await page.waitForSelector("#page form.plan, #page .gpu");
    assert.equal(await page.inputValue("#machines"), "5");
    await linkOf(page);
    await page.evaluate((hash) => (location.hash = hash), link(STUDY));
    await page.waitForFunction(() => document.querySelector("#machines").value === "3");
    assert.deepEqual(await figures(page), EXPECTED);
  }));

test("Traditional Chinese is what a reader in Taiwan sees, and what was typed stays", () =>
  visit({ locale: "zh-TW" }, async (page) => {
    assert.equal(await page.getAttribute("html", "lang"), "zh-Hant");
    assert.match(await page.innerText("header p"), /各家雲端實際要付多少/);
    assert.match(await page.innerText(".sentence"), /^谷歌雲最便宜，每月 CN¥14,102\.07，比AWS少 CN¥207\.49。AWS 中國要 6\.17折 才能持平。$/);
    await page.fill("#pay-0", "半價");
    const offer = page.locator('tbody[data-offer="0"]');
    // Half of 18,047.20, the list cost of tests/studies/six_clouds.py.
    assert.equal(await offer.locator("td.effective").innerText(), "9,023.60");
    await page.fill("#pay-0", "带宽");
    assert.match(await page.innerText("#pay-0-below"), /「带宽」不是/);
    await page.fill("#pay-0", "");
    await page.click("#view-gpu");
    await page.fill("#sellers", "张三, 5折, 0.2折, 100%, 3折");
    await page.waitForFunction(() => document.querySelector("main").innerText.includes("张三以 "));
    assert.equal((await page.innerText("main")).includes("\u2068"), false);
  }));

test("Chinese speaks Chinese, and typing keeps the focus", () =>
  visit({ locale: "zh-CN" }, async (page) => {
    await page.click("#pay-0");
    await page.keyboard.type("4.5折");
    assert.equal(await page.inputValue("#pay-0"), "4.5折");
    assert.equal(await page.innerText(".sentence"), "阿里云最便宜，每月 ¥8,121.24，比谷歌云少 ¥5,980.83。AWS 中国要 3.55折 才能持平。");
    await page.fill("#hours", "１２");
    assert.match(await problemAt(page, "#hours"), /“１２”含有全角或其他文字的数字/);
    await page.click('button[lang="en"]');
    assert.match(await problemAt(page, "#hours"), /another width/);
  }));

test("no width makes the page scroll sideways, whatever the amounts", () =>
  visit({}, async (page) => {
    for (const egress of ["20000", "10000000000"]) {
      await page.fill("#egress_gb", egress);
      for (const width of [320, 390, 640, 700, 840, 1024, 1100, 1280, 1600]) {
        await page.setViewportSize({ width, height: 800 });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.equal(overflow, 0, `${width} pixels, ${egress} GB`);
      }
    }
  }));

test("an offer that cannot be priced is named beside the answer", () =>
  visit({}, async (page) => {
    await page.fill("#pay-0", "45");
    const said = await page.innerText(".verdict");
    assert.match(said, /Not ranked, since a price is missing: Azure\. Not priced, see the table: Alibaba Cloud\./);
  }));

test("a link in another currency shows it, and one that cannot be priced says why", async () => {
  const inEuro = STUDY.replace('"CNY"', '"EUR"');
  await visit({ fragment: link(inEuro) }, async (page) => {
    assert.equal(await page.inputValue("#currency"), "EUR");
    assert.match(await page.innerText("table.offers thead"), /EUR/);
  });
  const unknown = STUDY.replace('"CNY"', '"RMB"');
  await visit({ fragment: link(unknown) }, async (page) => {
    assert.match(await page.innerText(".verdict"), /This plan cannot be priced.*'RMB' is not a known currency/s);
  });
});

test("the keyboard alone opens the steps", () =>
  visit({}, async (page) => {
    const toggle = page.locator('tbody[data-offer="1"] button.toggle');
    await toggle.focus();
    await page.keyboard.press("Enter");
    assert.equal(await toggle.getAttribute("aria-expanded"), "true");
    await settled(page);
    assert.equal(await page.locator("#steps-1 section").count(), 3);
  }));

/** The rows of an open offer's waterfall: name, change, what is left. */
async function waterfall(page, offer) {
  const rows = await page.locator(`#steps-${offer} .waterfall tbody tr`).all();
  return Promise.all(
    rows.map(async (row) => [await row.locator("th").innerText(), ...(await row.locator("td.number").allInnerTexts())]),
  );
}

test("each kind of clause is entered and seen to work, down to the bill", () =>
  visit({}, async (page) => {
    // By hand, of 18,047.2 at list: machines 1,927.2, storage 120, traffic 16,000.
    const kinds = [
      ["pay", "9折", "", "16242.48 CNY"],
      ["amount_off", "47.2", "", "18000 CNY"],
      ["unit_off", "0.3", "egress", "12047.2 CNY"],
      ["fixed", "0.5", "egress", "12047.2 CNY"],
      ["at_most", "10000", "egress", "12047.2 CNY"],
      ["at_least", "1000", "storage", "18927.2 CNY"],
    ];
    await page.click("#more-terms-0");
    await page.click("#add-term-0");
    const effective = page.locator('tbody[data-offer="0"] td.effective');
    for (const [kind, figure, line, cost] of kinds) {
      await page.selectOption("#kind-0-0", kind);
      await page.fill("#figure-0-0", figure);
      await page.selectOption("#scope-0-0", line);
      assert.equal(await effective.getAttribute("data-exact"), cost, kind);
    }
    // 80% of what is spent above 8,047.2: 8,047.2 + 8,000.
    await page.selectOption("#scope-0-0", "");
    await page.selectOption("#kind-0-0", "by_spend");
    await page.fill("#figure-0-0", "8折");
    await page.fill("#limit-0-0", "8047.2");
    assert.equal(await effective.getAttribute("data-exact"), "16047.2 CNY");
    // With the limit passed, everything is paid at the rate: 18,047.2 × 0.8.
    await page.check("#all-0-0");
    assert.equal(await effective.getAttribute("data-exact"), "14437.76 CNY");
    // By quantity: of 20,000 GB those above 10,000 at 80%, so 90% of 16,000 are paid.
    await page.uncheck("#all-0-0");
    await page.selectOption("#kind-0-0", "by_quantity");
    await page.selectOption("#scope-0-0", "egress");
    await page.fill("#limit-0-0", "10000");
    assert.equal(await effective.getAttribute("data-exact"), "16447.2 CNY");
    await page.selectOption("#scope-0-0", "");
    // 2折 is held at 3折 of list by the floor.
    await page.fill("#pay-0", "2折");
    await page.selectOption("#kind-0-0", "not_below");
    await page.fill("#figure-0-0", "3折");
    assert.equal(await effective.getAttribute("data-exact"), "5414.16 CNY");
    // A wrong figure is named where it stands.
    await page.fill("#figure-0-0", "30");
    assert.match(await problemAt(page, "#figure-0-0"), /'30' alone could mean/);
  }));

test("clauses stack as chosen, and the waterfall attributes each", () =>
  visit({}, async (page) => {
    await page.fill("#pay-0", "20% off");
    await page.click("#more-terms-0");
    await page.click("#add-term-0");
    await page.selectOption("#kind-0-0", "pay");
    await page.fill("#figure-0-0", "10% off");
    const effective = page.locator('tbody[data-offer="0"] td.effective');
    // By hand: 18,047.2 × 0.72, × 0.7, × 0.8, × 0.8.
    const stacks = { sequential: "12993.984 CNY", additive: "12633.04 CNY", best_of: "14437.76 CNY", first_of: "14437.76 CNY" };
    for (const [stack, cost] of Object.entries(stacks)) {
      await page.selectOption("#stack-0", stack);
      assert.equal(await effective.getAttribute("data-exact"), cost, stack);
    }
    await page.selectOption("#stack-0", "sequential");
    await page.fill("#voucher-0", "2000");
    await page.fill("#minimum-0", "13000");
    await page.click('tbody[data-offer="0"] button.toggle');
    assert.deepEqual(await waterfall(page, 0), [
      ["List", "", "18,047.2 CNY"],
      ["contract", "-3,609.44 CNY", "14,437.76 CNY"],
      ["clause 1", "-1,443.776 CNY", "12,993.984 CNY"],
      ["up to the minimum", "6.016 CNY", "13,000 CNY"],
      ["voucher", "-2,000 CNY", "11,000 CNY"],
      ["Billed", "", "11,000 CNY"],
    ]);
    // A threshold that is not reached keeps the voucher.
    await page.fill("#threshold-0", "13000");
    assert.equal((await waterfall(page, 0)).at(-1)[2], "13,000 CNY");
    // All of it is in the link.
    const hash = await linkOf(page);
    await visit({ fragment: hash }, async (copy) => {
      assert.equal(await copy.inputValue("#voucher-0"), "2000");
      assert.equal(await copy.inputValue("#figure-0-0"), "10% off");
      assert.equal(
        await copy.locator('tbody[data-offer="0"] td.effective').getAttribute("data-exact"),
        "12993.984 CNY",
      );
    });
  }));

test("a bill is rounded where and how one chooses", () =>
  visit({}, async (page) => {
    await page.fill("#pay-0", "pay 33.333%");
    await page.click("#more-terms-0");
    await page.click('tbody[data-offer="0"] button.toggle');
    const billed = async () => (await waterfall(page, 0)).at(-1)[2];
    // By hand: 18,047.2 × 0.33333 = 6,015.673176, of which 5,333.28 is traffic.
    assert.equal(await billed(), "6,015.673176 CNY");
    const wanted = { half_up: "6,015.67 CNY", ceiling: "6,015.68 CNY", truncate: "6,015.67 CNY" };
    await page.selectOption("#round-at-0", "invoice");
    for (const [mode, amount] of Object.entries(wanted)) {
      await page.selectOption("#round-mode-0", mode);
      assert.equal(await billed(), amount, mode);
    }
    await page.fill("#round-places-0", "0");
    await page.selectOption("#round-mode-0", "half_even");
    assert.equal(await billed(), "6,016 CNY");
    await page.fill("#round-places-0", "x");
    assert.match(await problemAt(page, "#round-places-0"), /whole/);
    const hash = await linkOf(page);
    await visit({ fragment: hash }, async (copy) => {
      assert.equal(await copy.inputValue("#round-places-0"), "x");
      assert.equal(await copy.inputValue("#round-mode-0"), "half_even");
    });
  }));

test("what one more GB costs, and where that changes", () =>
  visit({}, async (page) => {
    const said = async () => {
      const lines = await page.locator("#steps-3 .one-more").allInnerTexts();
      return lines[0];
    };
    await page.selectOption("#currency", "USD");
    await page.click('tbody[data-offer="3"] button.toggle');
    await settled(page);
    assert.equal(await said(), "GB out to internet: one more costs 0.085 USD.");
    // AWS: the first 10 TB at 0.09, then 0.085.
    await page.fill("#egress_gb", "10240");
    assert.match(await said(), /one more costs 0\.085 USD, where the last one cost 0\.09 USD/);
  }));

test("a term bought ahead shows coverage, waste, cash and saving", () =>
  visit({}, async (page) => {
    // Tencent: 3 SA3.LARGE16 at 0.7 an hour, or 3,609.5 a year each, all upfront.
    await page.fill("#stored_gb", "0");
    await page.fill("#egress_gb", "0");
    await page.click("#more-terms-1");
    await page.selectOption("#commit-1", { label: "subscription, 1 year, all upfront (SA3.LARGE16)" });
    assert.equal(await page.inputValue("#commit-count-1"), "3");
    const effective = page.locator('tbody[data-offer="1"] td.effective');
    // A twelfth of 10,828.5.
    assert.equal(await effective.getAttribute("data-exact"), "902.375 CNY");
    await page.click('tbody[data-offer="1"] button.toggle');
    const worth = page.locator("#steps-1 .worth");
    assert.match(await worth.innerText(), /100% used; 902\.375 CNY a month, of which 0 CNY for nothing/);
    assert.match(await worth.innerText(), /cover 100% of the list cost; in all, 41\.1% of list is saved/);
    // Month 1 pays all; 1,533 a month on demand are 10,828.5 after seven months and a bit.
    assert.match(await worth.innerText(), /the first\s+¥10,828\.50\s+¥902\.38/);
    assert.match(await worth.innerText(), /from month 8 on/);
    assert.deepEqual((await waterfall(page, 1)).map(([name]) => name), [
      "List",
      "Bought ahead",
      "Billed",
    ]);
    // Used for half of the month it costs the same: 1,095 of 2,190 hours.
    await page.fill("#hours", "365");
    assert.equal(await effective.getAttribute("data-exact"), "902.375 CNY");
    assert.match(await worth.innerText(), /50% used; 902\.375 CNY a month, of which 451\.1875 CNY for nothing/);
    await page.fill("#hours", "730");
    // A fourth is held for nothing, and is a charge of its own.
    await page.fill("#commit-count-1", "4");
    assert.match(await worth.innerText(), /75% used; 1,203\.166666666667 CNY a month, of which 300\.791666666667 CNY/);
    assert.equal(await effective.getAttribute("data-exact"), "1203.166666666667 CNY");
    // Two cover two of three machines.
    await page.fill("#commit-count-1", "2");
    assert.equal(await effective.getAttribute("data-exact"), "1112.583333333333 CNY");
    // What cannot be read is said at its field, and can be mended there.
    await page.fill("#commit-count-1", "two");
    assert.match(await problemAt(page, "#commit-count-1"), /not a plain decimal/);
    await page.fill("#commit-count-1", "1");
    const hash = await linkOf(page);
    await visit({ fragment: hash }, async (copy) => {
      assert.equal(await copy.inputValue("#commit-count-1"), "1");
    });
    await page.selectOption("#commit-1", "");
    assert.equal(await effective.getAttribute("data-exact"), "1533 CNY");
  }));

test("a savings plan, on the machine that it is published for", () =>
  visit({}, async (page) => {
    // The cheapest large enough is another machine, which has no savings plan.
    await page.selectOption("#currency", "USD");
    await page.fill("#stored_gb", "0");
    await page.fill("#egress_gb", "0");
    await page.click("#more-terms-3");
    await page.selectOption("#machine-3", "m6a.xlarge");
    await page.selectOption("#commit-3", { label: "savings plan, 1 year, nothing upfront (m6a.xlarge)" });
    // 3 × 730 hours at 0.13965 are 305.8335.
    const effective = page.locator('tbody[data-offer="3"] td.effective');
    assert.equal(await effective.getAttribute("data-exact"), "305.8335 USD");
    const hash = await linkOf(page);
    await visit({ fragment: hash }, async (copy) => {
      assert.equal(await copy.inputValue("#machine-3"), "m6a.xlarge");
    });
    // A need that it is too small for says so, and the choice can be changed.
    await page.fill("#vcpus", "8");
    assert.match(await page.innerText('tbody[data-offer="3"] .missing'), /'m6a\.xlarge' is not a machine that is large enough/);
    await page.selectOption("#machine-3", "");
    assert.equal(await page.locator('tbody[data-offer="3"] td.missing').count(), 0);
  }));

test("how much of a load to buy ahead", () =>
  visit({}, async (page) => {
    await page.selectOption("#currency", "USD");
    await page.click("#load-section");
    // Google e2-standard-4: 0.13402284 an hour, or 44.026496 ÷ 730 = 0.060310268493 for three years:
    // 45% of the hours, so 11 of 24. Ten are wanted in 12 hours, 12 in 10.
    await page.selectOption("#load-offer", { label: "Google Cloud" });
    await page.fill("#load", Array(12).fill("10").concat(Array(10).fill("12"), ["4", "4"]).join(" "));
    const rows = await page.locator("table.ladder tbody tr").allInnerTexts();
    assert.equal(rows.length, 1);
    assert.match(rows[0], /committed use, 3 years, nothing upfront \(e2-standard-4\)\s+10\s+45%/);
    // 10 × 24 × 0.060310268493, and 2 × 10 × 0.13402284.
    assert.equal(await page.getAttribute("#load-answer", "data-cost"), "17.15492123832 USD");
    await page.fill("#load", "4, 5, x");
    assert.match(await page.innerText("#load-below"), /number 3: 'x' is not/);
    // Drawn with the keyboard: the first hour one higher.
    await page.fill("#load", "4 5 6");
    await page.focus(".sliders input >> nth=0");
    await page.keyboard.press("ArrowUp");
    assert.equal(await page.inputValue("#load"), "5 5 6");
    // The comma of a thousand is refused; commas alone part numbers.
    await page.fill("#load", "1,000 5");
    assert.match(await page.innerText("#load-below"), /number 1: '1,000'/);
    await page.fill("#load", "4,5,6");
    assert.equal(await page.innerText("#load-below"), "");
    // The load, its provider and the budget are in the link.
    await page.fill("#budget", "999");
    const hash = await linkOf(page);
    await visit({ fragment: hash }, async (copy) => {
      await copy.click("#load-section");
      assert.equal(await copy.inputValue("#load"), "4,5,6");
      assert.equal(await copy.inputValue("#load-offer"), "5");
      assert.equal(await copy.inputValue("#budget"), "999");
    });
    // Under a contract that halves the price on demand, three years pay above 90% of the hours.
    await page.fill("#pay-5", "pay 50%");
    await page.fill("#load", Array(24).fill("10").join(" "));
    assert.match(await page.innerText("table.ladder tbody"), /10\s+90%/);
  }));

test("in Chinese the clauses have Chinese names", () =>
  visit({ locale: "zh-CN" }, async (page) => {
    await page.fill("#pay-0", "8折");
    await page.click("#more-terms-0");
    await page.click("#add-term-0");
    await page.fill("#figure-0-0", "100");
    await page.click('tbody[data-offer="0"] button.toggle');
    const names = (await waterfall(page, 0)).map(([name]) => name);
    assert.deepEqual(names, ["目录价", "合同", "条款 1", "应付"]);
  }));

test("one footing of tax, and none without a tax", () =>
  visit({}, async (page) => {
    await page.selectOption("#tax-basis", "before_tax");
    const alibaba = page.locator('tbody[data-offer="0"]');
    assert.match(await alibaba.locator(".missing").innerText(), /is no tax/);
    await page.click("#more-terms-0");
    await page.fill("#tax-0", "6");
    await page.check("#tax-in-list-0");
    // By hand: 18,047.2 ÷ 1.06, charge by charge: 1,818.113207547170 + 113.207547169811 + 15,094.339622641509.
    assert.equal(await alibaba.locator("td.effective").getAttribute("data-exact"), "17025.66037735849 CNY");
  }));

test("what discount would match the cheapest, and meet a budget", () =>
  visit({}, async (page) => {
    await page.fill("#machines", "0");
    await page.fill("#stored_gb", "0");
    await page.fill("#pay-0", "45折");
    // 20,000 GB at 0.8 are 16,000 at list for both; Alibaba pays 7,200.
    await page.fill("#budget", "4000");
    await page.click('tbody[data-offer="1"] button.toggle');
    const said = await page.locator("#steps-1 .needed").allInnerTexts();
    assert.deepEqual(said, [
      "To cost no more than Alibaba Cloud: 4.5折 · pay 45% · 55% off on everything, other clauses as they are.",
      "To meet the budget: 2.5折 · pay 25% · 75% off on everything, other clauses as they are.",
    ]);
  }));

test("costs cross where they do by hand", () =>
  visit({}, async (page) => {
    await page.fill("#machines", "0");
    await page.fill("#stored_gb", "0");
    await page.fill("#egress_gb", "1000");
    await page.fill("#pay-0", "5折");
    await page.click("#break-even");
    // 0.087 USD a GB beyond 100 against 0.4 CNY at 6.652882205514: equal at 323.7127… GB.
    const first = page.locator(".crossings li").first();
    assert.equal(await first.getAttribute("data-at"), "323.712705788");
    assert.match(await first.innerText(), /^323\.712705788 GB: below it Azure, above it Alibaba Cloud/);
    assert.equal(await page.locator(".lines polyline").count(), 6);
  }));

test("a story fills the page, and every change can be taken back", () =>
  visit({}, async (page) => {
    const machines = () => page.inputValue("#machines");
    assert.equal(await page.isDisabled("#undo"), true);
    await page.click("#story-web");
    assert.equal(await machines(), "10");
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

test("the sentence says what the dearest would need", () =>
  visit({}, async (page) => {
    await page.fill("#machines", "0");
    await page.fill("#stored_gb", "0");
    // 20,000 GB at 0.8 under 5折 are 8,000; AWS China's 18,660 at 0.933 would need 42.87…%.
    await page.selectOption("#currency", "CNY");
    await page.fill("#pay-0", "5折");
    await page.fill("#pay-3", "10折");
    assert.match(await page.innerText(".sentence"), /^Alibaba Cloud is cheapest at ¥8,000\.00 a month.* would need [0-9.]+% of list to match\./s);
  }));

/** Five-minute samples of whole days at a rate, as the text of a table. */
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

test("a month of traffic is billed under every published plan", () =>
  visit({}, async (page) => {
    await page.click("#view-bandwidth");
    // A day at 10 Mbps with one sample of 20: 108 GB and 0.375 more; a link of 20.
    const name = "samples.csv";
    const buffer = Buffer.from(table(1, (place) => (place === 100 ? 20 : 10)));
    await page.setInputFiles("#traffic-file", { name, mimeType: "text/csv", buffer });
    const cost = (plan) => page.getAttribute(`tr[data-plan="${plan}"] td.effective`, "data-exact");
    await page.waitForFunction(() => document.querySelector("#traffic").value.startsWith("time"));
    // 108.375 × 0.8; 125 + 15 × 80.
    assert.equal(await cost("alibaba-eip-traffic-cn-mainland"), "86.7 CNY");
    assert.equal(await cost("alibaba-eip-month-cn-mainland"), "1325 CNY");
    // 5% of 288 are 14.4: 14 are discarded, and the 20 Mbps with them.
    assert.match(await page.innerText("#drawn-mbps"), /10 Mbps/);
    assert.match(await page.innerText(".demand-chart .key"), /14 samples above it/);
    await page.click("#methods");
    const figure = (method) => page.getAttribute(`tr[data-method="${method}"] td`, "data-exact");
    assert.equal(await figure("alibaba-cdn-95"), "10");
    assert.equal(await figure("alibaba-cdn-day-peak-mean"), "20");
    // Alone the top sample needs the larger link: without it 125 + 5 × 80.
    await page.fill("#shaved", "1");
    assert.match(await page.innerText('tr[data-plan="alibaba-eip-month-cn-mainland"]'), /1,325\.00\s+800\.00/);
    // A wrong line is named, and a shape can be used again.
    await page.fill("#shaved", "x");
    assert.match(await problemAt(page, "#shaved"), /whole/);
    await page.fill("#shaved", "0");
    const wrong = Buffer.from("time,out\n2026-11-01T00:00,1\n2026-11-01T00:00,x\n");
    await page.setInputFiles("#traffic-file", { name, mimeType: "text/csv", buffer: wrong });
    await page.waitForFunction(() => document.querySelector("#traffic-below").innerText.includes("line 3"));
    assert.match(await page.innerText("#traffic-below"), /line 3, out: 'x' is not a plain decimal/);
    await page.click("#traffic-clear");
    // Three of six samples are missing: no traffic, or as much as before.
    const gap = "time,out\n2026-11-01T00:00,40\n2026-11-01T00:05,40\n2026-11-01T00:25,100\n";
    await page.fill("#traffic", gap);
    assert.match(await page.innerText("#volume"), /6 samples; 30 Mbps in the mean, 100 Mbps at most\. 3 of them are missing/);
    assert.match(await page.innerText("#no-month"), /cover 1 day,.*no plan is called the cheapest/);
    await page.selectOption("#missing", "last");
    assert.match(await page.innerText("#volume"), /50 Mbps in the mean/);
    assert.equal(await page.locator("table.plans td.missing").count(), 0);
    await page.fill("#traffic", "time,in_bytes,out_bytes\n2026-11-01T00:00,1,1\n");
    assert.match(await page.innerText("#traffic-below"), /unit of 'in_bytes' is not known/);
    await page.click("#traffic-clear");
    await page.selectOption("#area", "us");
    assert.match(await page.innerText(".verdict"), /1 USD = 6\.652882205514 CNY/);
    // A price whose source is not sure of it makes no headline.
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

test("a long table is read in slices while one types, can be cancelled, and names a wrong line", () =>
  visit({}, async (page) => {
    await page.click("#view-bandwidth");
    // 60,000 minutes: 10 Mbps, and 100 in the last.
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
    await page.waitForFunction(() => document.querySelector("#imported").innerText.includes("60,000"));
    assert.match(await page.innerText("#imported"), /“link.csv”: 60,000 samples[^]*not in it/);
    // 59,999 minutes of 10 Mbps and one of 100: (599,990 + 100) × 60 ÷ 8 ÷ 1,000 GB.
    assert.match(await page.innerText("#volume"), /4,500\.68 GB/);
    // It is in no link: after a reload the page says so, and names the file.
    await linkOf(page);
    await page.reload();
    await page.waitForSelector("#lost");
    assert.match(await page.innerText("#lost"), /“link.csv” were too long[^]*made up/);
    await open(rows);
    await page.waitForFunction(() => document.querySelector("#imported").innerText.includes("60,000"));
    assert.equal(await page.locator("#lost").count(), 0);
    rows[50_000] = "x,1";
    await open(rows);
    await page.waitForSelector("#import-wrong", { state: "visible" });
    assert.match(await page.innerText("#import-wrong"), /^line 50002, time: 'x'/);
    await page.click("#traffic-clear");
    assert.equal(await page.innerText("#imported"), "");
  }));

test("a bandwidth contract of one's own: floor, excess, cap", () =>
  visit({}, async (page) => {
    await page.click("#view-bandwidth");
    const steady = Array.from({ length: 12 }, (_, row) => `2026-11-01T00:${String(row * 5).padStart(2, "0")},300`);
    await page.fill("#traffic", ["time,out", ...steady].join("\n"));
    await page.fill("#own_floor", "100");
    await page.fill("#own_price", "20");
    // A steady link's peak is 300: 100 × 20 + 200 × 20.
    assert.equal(await page.getAttribute("#own-bill", "data-cost"), "6000 CNY");
    await page.fill("#own_excess", "25");
    await page.fill("#own_cap", "250");
    // 100 × 20 + 150 × 25.
    assert.equal(await page.getAttribute("#own-bill", "data-cost"), "5750 CNY");
    await page.fill("#own_cap", "x");
    assert.match(await page.innerText("#own_cap-below"), /'x' is not a plain decimal/);
  }));

test("where paying by the GB and a set bandwidth cost the same", () =>
  visit({ locale: "zh-CN" }, async (page) => {
    await page.click("#view-bandwidth");
    const buffer = Buffer.from(table(30, () => 5));
    await page.setInputFiles("#traffic-file", { name: "samples.csv", mimeType: "text/csv", buffer });
    await page.waitForFunction(() => document.querySelector("#traffic").value.startsWith("time"));
    // 125 ÷ 0.8 = 156.25 of 1,620 GB.
    const at = page.locator('tr[data-provider="alibaba"] td[data-exact]');
    assert.equal(await at.getAttribute("data-exact"), "0.096450617284");
    assert.match(await page.innerText('tr[data-provider="alibaba"]'), /固定带宽/);
    // A month of lines is in the link, and nothing says otherwise.
    await linkOf(page);
    await page.reload();
    await page.waitForSelector("#traffic");
    assert.equal(await at.getAttribute("data-exact"), "0.096450617284");
    assert.equal((await page.innerText("#bandwidth")).includes("未写入链接"), false);
  }));

test("a seller's floor, a tender, a purchase and tokens, where the future is certain", () =>
  visit({}, async (page) => {
    await page.click("#view-gpu");
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
    await page.click("#view-gpu");
    const made_up = await page.innerText(".gpu");
    await page.selectOption("#moves", "observed");
    await page.waitForSelector("#block");
    assert.match(await page.innerText(".gpu"), /months drawn from the history/);
    assert.notEqual(await page.innerText(".gpu"), made_up);
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
    await page.click("#view-gpu");
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
    assert.match(await page.innerText(".gpu"), /100000 paths|100,000 paths/);
    const many = await page.getAttribute("#seller-answer", "data-loss");
    // Ten times the paths say nearly the same, in more digits.
    assert.notEqual(many, few);
    assert.ok(Math.abs(many - few) < 0.02, `${many} and ${few}`);
  }));

test("what is typed to and fro while paths are drawn does not leave the figures of fewer", () =>
  visit({}, async (page) => {
    await page.click("#view-gpu");
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
    await page.click("#view-gpu");
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

test("a slider of a pay rate types it, and typing moves the slider", () =>
  visit({}, async (page) => {
    const offer = page.locator('tbody[data-offer="0"] td.effective');
    await page.locator("#slide-0").fill("45");
    assert.equal(await page.inputValue("#pay-0"), "pay 45%");
    assert.equal(await offer.innerText(), "8,121.24");
    await page.focus("#slide-0");
    await page.keyboard.press("ArrowLeft");
    // 44% of 18,047.20.
    assert.equal(await offer.innerText(), "7,940.77");
    await page.fill("#pay-0", "6折");
    assert.equal(await page.inputValue("#slide-0"), "60");
    await page.click("text=简体中文");
    await page.locator("#slide-0").fill("45");
    assert.equal(await page.inputValue("#pay-0"), "4.5折");
  }));

test("what the money is for, and which input moves it most", () =>
  visit({}, async (page) => {
    await page.click("#by-service");
    await settled(page);
    const row = page.locator(".by-service tr", { hasText: "Alibaba" });
    // 3 × 730 × 0.88, 20,000 × 0.8 and 1,000 × 0.12.
    assert.deepEqual(await row.locator("td").allInnerTexts(), ["1,927.20", "16,000.00", "120.00"]);
    await page.click("#sensitivity");
    await settled(page);
    await page.selectOption("#sensitivity-of", { label: "Alibaba Cloud" });
    const cells = await page.locator(".influences tbody tr").evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.innerText)),
    );
    // A tenth of 18,047.20, of 16,000, of 1,927.20 and of 120; a month has no tenth more hours.
    assert.deepEqual(cells, [
      ["Share of list that is paid", "-¥1,804.72", "–"],
      ["GB out to internet", "-¥1,600.00", "+¥1,600.00"],
      ["Hours each", "-¥192.72", "–"],
      ["GB stored", "-¥12.00", "+¥12.00"],
    ]);
    assert.match(await page.innerText("#moves-most"), /^Share of list that is paid[^]*Alibaba Cloud by up to ¥1,804\.72/);
    await page.selectOption("#sensitivity-of", { label: "AWS" });
    assert.match(await page.innerText(".influences"), /Exchange rate/);
  }));

test("costs cross over a discount and over the utilisation", () =>
  visit({}, async (page) => {
    await page.click("#break-even");
    await page.selectOption("#vary", "discount-aws-china-cn-north-1");
    // 14,102.065116344813 ÷ 22,842.99: what AWS China would pay to be as cheap as Google Cloud.
    const at = page.locator(".crossings li");
    assert.equal(await at.getAttribute("data-at"), "61.734760276");
    assert.match(await at.innerText(), /AWS China[^]*Google Cloud/);
    await page.selectOption("#vary", "utilisation");
    await page.selectOption("#vary", "hours");
    const hours = await at.first().getAttribute("data-at");
    await page.selectOption("#vary", "utilisation");
    const share = await at.first().getAttribute("data-at");
    assert.ok(Math.abs(share * 7.3 - hours) < 1e-6, `${share} % are ${hours} hours`);
  }));

test("a budget says at once how many are within it, and belongs to its currency", () =>
  visit({}, async (page) => {
    await page.fill("#budget", "15000");
    // 14,102.07 and 14,309.55 are, of five.
    assert.equal(await page.innerText("#within-budget"), "Within the budget: 2 of 5.");
    await page.selectOption("#currency", "USD");
    assert.equal(await page.inputValue("#budget"), "");
  }));

for (const [locale, code, sample] of [
  ["en-US", "en", /[a-z]{4}/],
  ["zh-CN", "zh-Hans", /价/],
  ["zh-TW", "zh-Hant", /價/],
]) {
  for (const [size, viewport] of [["wide", WIDE], ["phone", PHONE]]) {
    test(`every view in ${code}, ${size}`, () =>
      visit({ locale, viewport }, async (page) => {
        for (const view of ["compare", "bandwidth", "gpu", "prices"]) {
          await page.click(`#view-${view}`);
          await settled(page);
          for (const summary of await page.locator("main > :is(section, form) > details > summary").all()) await summary.click();
          await settled(page);
          assert.equal(await page.getAttribute("html", "lang"), code);
          const said = await page.evaluate(() => {
            const main = document.querySelector("main").cloneNode(true);
            // Citations are as their sources have them.
            for (const one of main.querySelectorAll(".source, .source *")) one.remove();
            return main.innerText;
          });
          assert.match(said, sample, view);
          if (code === "zh-Hant") assert.doesNotMatch(said, /[这个们单费页边时间读写带宽网]/, view);
          if (code === "en") assert.doesNotMatch(said.replaceAll(/[一-鿿]*折/g, ""), /[一-鿿]/, view);
          assert.doesNotMatch(said, /[\u2066-\u2069]|undefined|NaN/, view);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= viewport.width, `${view} is ${wide} wide`);
        }
      }));
  }
}

/** What a click downloads, as bytes. */
async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return readFileSync(await download.path());
}

/** A cell of the one row of the prices that a search finds. */
async function searchPrice(page, search) {
  await page.click("#view-prices");
  await page.fill("#search", search);
  const rows = page.locator(".price-list tbody tr");
  await page.waitForFunction(() => document.querySelectorAll(".price-list tbody tr").length === 1);
  return rows.first();
}

test("a price of one's own counts everywhere, travels in the link, and goes back", () =>
  visit({}, async (page) => {
    const row = await searchPrice(page, "ecs.g7a.xlarge");
    assert.match(await row.innerText(), /30 December 2024[^]*karpenter/);
    await row.locator("input").fill("0.5x");
    assert.match(await row.innerText(), /'0.5x' is not a plain decimal/);
    await row.locator("input").fill("0.5");
    await page.click("#view-compare");
    const alibaba = page.locator('tbody[data-offer="0"] td.list');
    // 3 × 730 × 0.5 = 1,095, and 120 and 16,000 as listed for storage and traffic.
    assert.equal(await alibaba.innerText(), "17,215.00");
    const hash = await linkOf(page);
    await visit({ fragment: hash, locale: "zh-CN" }, async (copy) => {
      assert.equal(await copy.locator('tbody[data-offer="0"] td.list').innerText(), "17,215.00");
    });
    await searchPrice(page, "ecs.g7a.xlarge");
    assert.match(await row.innerText(), /your price/);
    await row.locator("button.published").click();
    await page.click("#view-compare");
    assert.equal(await alibaba.innerText(), "18,047.20");
  }));

test("a price sheet is dropped in, and a wrong one says all that is wrong", () =>
  visit({}, async (page) => {
    await page.click("#view-prices");
    const drop = (text) =>
      page.setInputFiles("#sheet-file", { name: "ours.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await drop("a,b\n1,2\n");
    await page.waitForSelector("#sheet-wrong:not([hidden])");
    assert.match(await page.innerText("#sheet-wrong"), /line 1: 'a, b' are the columns of the table; expected 'sku' among them/);
    await drop("\ufeffprice_book,sku,unit_price\r\nalibaba-cn-hangzhou,ecs.g7a.xlarge,?\r\nacme,vm\r\n");
    await page.waitForFunction(() => document.querySelector("#sheet-wrong").innerText.includes("line 3"));
    await page.waitForSelector("#sheet-wrong:not([hidden])");
    const wrong = await page.innerText("#sheet-wrong");
    assert.match(wrong, /line 2, unit_price: '\?' is not a plain decimal/);
    assert.match(wrong, /line 3, unit_price/);
    // A machine that the list does not have: 4 vCPU and 16 GiB at 0.1; and traffic at half the price.
    await drop(
      "price_book,service,sku,unit,unit_price,vcpus,memory_gib\n" +
        "alibaba-cn-hangzhou,compute,ours.xlarge,Hours,0.1,4,16\n" +
        "阿里云 杭州,,ECS public traffic,,0.4,,\n",
    );
    await page.waitForFunction(() => document.querySelector("#sheet-said").innerText.includes("2"));
    await page.click("#view-compare");
    // 2,190 × 0.1 + 120 + 20,000 × 0.4 = 219 + 120 + 8,000.
    assert.equal(await page.locator('tbody[data-offer="0"] td.list').innerText(), "8,339.00");
    await page.locator('tbody[data-offer="0"] .toggle').click();
    await settled(page);
    assert.match(await page.innerText("#steps-0"), /ours\.xlarge[^]*ours\.csv/);
    // As spreadsheets in China save it: 阿里云 杭州 in GBK.
    await page.click("#view-prices");
    const gbk = Buffer.from("b0a2c0efd4c620babcd6dd", "hex");
    await drop(Buffer.concat([Buffer.from("price_book,sku,unit_price\n"), gbk, Buffer.from(",ECS public traffic,0.5\n")]));
    await page.waitForFunction(() => document.querySelector("#sheet-said").innerText.includes("1"));
    await page.click("#view-compare");
    // 219 + 120 + 20,000 × 0.5.
    assert.equal(await page.locator('tbody[data-offer="0"] td.list').innerText(), "10,339.00");
  }));

/** Drops a file from outside of the browser, as a mouse does. */
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
  test(`files are dropped from the desk, and a slider is dragged: ${viewport.width} wide`, () =>
    visit({ viewport }, async (page) => {
      await page.click("#view-prices");
      await dropped(page, ".file:has(#sheet-file)", "ours.csv", "price_book,sku,unit_price\nalibaba-cn-hangzhou,ecs.g7a.xlarge,0.5\n");
      await page.waitForFunction(() => document.querySelector("#sheet-said").innerText.includes("1"));
      await page.click("#view-compare");
      const list = page.locator('tbody[data-offer="0"] td.list');
      // 3 × 730 × 0.5, 20,000 × 0.8 and 1,000 × 0.12.
      assert.equal(await list.innerText(), "17,215.00");
      const slider = page.locator("#slide-0");
      await slider.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await slider.boundingBox();
      await page.mouse.move(x + width - 8, y + height / 2);
      await page.mouse.down();
      await page.mouse.move(x + width / 2, y + height / 2, { steps: 8 });
      await page.mouse.up();
      const percent = Number((await page.inputValue("#pay-0")).match(/^pay (\d+)%$/)[1]);
      assert.ok(percent > 30 && percent < 70, `${percent}`);
      // 172.15 is a hundredth.
      const effective = page.locator('tbody[data-offer="0"] td.effective');
      assert.equal(await effective.innerText(), (172.15 * percent).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 }));
      await page.click("#view-bandwidth");
      await dropped(page, ".file:has(#traffic-file)", "link.csv", "time,out\n2026-11-01T00:00,100\n2026-11-01T00:05,300\n");
      await page.waitForFunction(() => document.querySelector("#traffic").value.includes("00:05,300"));
      // 400 Mbit × 300 s ÷ 8 ÷ 1,000 GB.
      assert.match(await page.innerText("#volume"), /15(\.00)? GB/);
    }));
}

test("what is sold ahead is among the prices", () =>
  visit({}, async (page) => {
    // AWS EC2, m6a.xlarge reserved for three years without upfront: Vantage, 1 October 2026.
    const row = await searchPrice(page, "m6a.xlarge reserved 3 years");
    assert.match(await row.innerText(), /reserved, 3 years, nothing upfront \(m6a\.xlarge\)/);
    assert.equal(await row.locator("td.number").getAttribute("data-exact"), "0.07838");
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
    assert.match(table, /\n1,Google Cloud Iowa,14102\.065116344813,14102/);
    // How old its prices are is a note beside the name, and no part of it.
    assert.match(table, /\n2,AWS Northern Virginia,14309\.5/);
  }));

test("what is billed stands beside what the usage costs, and the page says who is paid least", () =>
  visit({}, async (page) => {
    const billed = page.locator('tbody[data-offer="1"] td.billed');
    assert.equal(await billed.innerText(), "17,651.00");
    assert.equal(await page.innerText("#to-pay"), "");
    await page.click("#more-terms-1");
    await page.fill("#voucher-1", "5000");
    assert.equal(await billed.innerText(), "12,651.00");
    // The ranking is by what the usage costs.
    assert.match(await page.innerText(".sentence"), /^Google Cloud is cheapest at ¥14,102\.07/);
    assert.equal(await page.innerText("#to-pay"), "Billed, after minimums, vouchers and tax: least by Tencent Cloud, ¥12,651.00.");
    await page.fill("#minimum-1", "100000");
    assert.equal(await billed.innerText(), "95,000.00");
    assert.match(await page.innerText("#to-pay"), /least by Google Cloud, ¥14,102\.07/);
    // A part of a cost is no bill.
    assert.equal(await page.locator('tbody[data-offer="4"] td.billed').innerText(), "–");
  }));

test("a pack of one month is paid in one month", () =>
  visit({}, async (page) => {
    await page.click("#more-terms-0");
    // The terms are a part of the page that is loaded now.
    await page.waitForSelector("#commit-0");
    const packs = await page.locator("#commit-0 option").evaluateAll((options) => options.map(({ value, label }) => [value, label]));
    const [pack] = packs.find(([, label]) => /1 month/.test(label));
    await page.selectOption("#commit-0", pack);
    await settled(page);
    await page.locator('tbody[data-offer="0"] .toggle').click();
    await settled(page);
    assert.deepEqual(await page.locator("table.cash tbody th").allInnerTexts(), ["the first"]);
  }));

test("no file is saved of a workload that is wrong, and the page says where it is", () =>
  visit({ locale: "zh-CN" }, async (page) => {
    await page.fill("#machines", "x");
    await page.click("#keep");
    await page.click("#save-charges");
    assert.match(await page.innerText("#kept-said"), /^暂时无法导出：workload\.machines: “x”不是/);
  }));

test("once loaded the page works without a network", async () => {
  const context = await browser.newContext({ locale: "en-US", viewport: WIDE });
  const page = await context.newPage();
  await page.goto(served.address);
  await page.waitForSelector("#page form.plan");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await page.waitForSelector("#page form.plan");
  await page.fill("#pay-0", "4.5折");
  assert.equal(await page.locator('tbody[data-offer="0"] td.effective').innerText(), "8,121.24");
  // The parts that were never shown are there too.
  for (const [view, shown] of [["bandwidth", "table.plans"], ["gpu", "#seller-answer"], ["prices", ".price-list"]]) {
    await page.click(`#view-${view}`);
    await page.waitForSelector(shown);
  }
  await context.close();
});

test("the first view asks for at most 400,000 bytes, and a view for its part when it is opened", async () => {
  const compressed = await servePage("dist", true);
  const context = await browser.newContext({ locale: "en-US", viewport: WIDE, serviceWorkers: "block" });
  const page = await context.newPage();
  const asked = [];
  page.on("requestfinished", (request) => asked.push(request));
  const bytes = async () => {
    const sizes = asked.map(async (request) => (await request.sizes()).responseBodySize);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  };
  await page.goto(compressed.address);
  await page.waitForSelector("#page form.plan");
  await page.waitForLoadState("networkidle");
  const first = await bytes();
  assert.ok(first > 300_000 && first <= 400_000, `${first} bytes`);
  const parts = () => asked.map((request) => request.url()).filter((url) => /(split|chunk)_/.test(url));
  assert.deepEqual(parts(), []);
  await page.click("#view-gpu");
  await page.waitForSelector("#seller-answer");
  assert.ok(parts().some((url) => url.includes("split_gpu")));
  assert.ok(!parts().some((url) => url.includes("split_bandwidth")));
  await context.close();
  await compressed.close();
});

/** A page whose program waits until it is let through, or never comes. */
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
    test(`what is shown before the program is there is what it shows: ${locale}, ${viewport.width} wide`, () =>
      waiting({ locale, viewport }, async (page, answer) => {
        await page.goto(served.address);
        await page.waitForSelector("#first form.plan");
        assert.equal(await page.locator(".starting:visible").count(), 1);
        // What is seen, and where; how old a price is for the reader is not known before.
        const seen = (shown) =>
          page.evaluate((shown) => {
            const elements = [...document.querySelectorAll(`${shown} > :not(.starting), ${shown} > :not(.starting) *`)];
            const box = (element) => {
              const { left, top, width, height } = element.getBoundingClientRect();
              return { name: element.localName, box: [left, top, width, height] };
            };
            for (const old of document.querySelectorAll(".old")) old.style.visibility = "hidden";
            return { text: document.querySelector(`${shown} main`).innerText, boxes: elements.map(box) };
          }, shown);
        const before = await seen("#first");
        const { text } = before;
        assert.match(text, /14,102/);
        answer(true);
        await page.waitForSelector("#page form.plan");
        assert.equal(await page.locator("#first, .starting").count(), 0);
        assert.equal(await page.getAttribute("html", "lang"), lang);
        const after = await seen("#page");
        assert.equal(after.text, text);
        assert.equal(after.boxes.length, before.boxes.length);
        for (const [place, { name, box }] of before.boxes.entries()) {
          const then = after.boxes[place];
          assert.equal(then.name, name);
          // Two runs of letters may take a fraction of a dot more than one.
          const moved = Math.max(...box.map((edge, index) => Math.abs(edge - then.box[index])));
          assert.ok(moved < 1, `${name} ${box} became ${then.box}`);
        }
      }));
  }
}

test("a link shows nothing of another plan while the program is on its way", () =>
  waiting({ locale: "en-US" }, async (page, answer) => {
    await page.goto(served.address + link(STUDY));
    await page.waitForSelector("header.loading");
    await page.waitForTimeout(500);
    assert.equal(await page.locator("form.plan").count(), 0);
    answer(true);
    await page.waitForSelector("#page form.plan");
    assert.deepEqual(await figures(page), EXPECTED);
  }));

test("a program that does not come is told", () =>
  waiting({ locale: "zh-TW" }, async (page, answer) => {
    await page.goto(served.address);
    await page.waitForSelector("#first form.plan");
    answer(false);
    const failed = page.locator("body > [role=alert]");
    await failed.waitFor();
    assert.equal(await failed.innerText(), "頁面未能載入。請重新載入再試。");
    assert.equal(await page.locator(".starting").count(), 1);
  }));

test("a part on its way says so", () =>
  waiting({ locale: "en-US" }, async (page, answer) => {
    answer(true);
    await page.goto(served.address);
    await page.waitForSelector("#page form.plan");
    let go;
    const gone = new Promise((resolve) => (go = resolve));
    await page.route("**/split_gpu*", async (route) => (await gone, route.continue()));
    await page.click("#view-gpu");
    const loading = page.locator(".loading-part[aria-busy]");
    await loading.waitFor();
    assert.equal(await loading.innerText(), "Loading…");
    go();
    await page.waitForSelector("#seller-answer");
    assert.equal(await loading.count(), 0);
  }));

test("own prices whose reader cannot be loaded are not used, and are at the next try", async () => {
  let own;
  await visit({ locale: "zh-TW" }, async (page) => {
    const row = await searchPrice(page, "ecs.g7a.xlarge");
    await row.locator("input").fill("0.5");
    await page.click("#view-compare");
    own = [await page.locator('tbody[data-offer="0"] td.list').innerText(), await linkOf(page)];
  });
  // 3 × 730 × 0.5, 20,000 × 0.8 and 1,000 × 0.12.
  assert.equal(own[0], "17,215.00");
  await waiting({ locale: "zh-TW" }, async (page, answer) => {
    answer(true);
    await page.route("**/split_prices*", (route) => route.abort());
    await page.goto(served.address + own[1]);
    const failed = page.locator("#sheet-problem");
    await failed.waitFor();
    assert.match(await failed.innerText(), /無法採用[^]*未能載入/);
    assert.equal(await page.locator('tbody[data-offer="0"] td.list').innerText(), "18,047.20");
    await page.unroute("**/split_prices*");
    await failed.getByRole("button", { name: "重試" }).click();
    await failed.waitFor({ state: "hidden" });
    assert.equal(await page.locator('tbody[data-offer="0"] td.list').innerText(), "17,215.00");
  });
});

test("a part that cannot be loaded says so, and is there at the next try", async () => {
  const context = await browser.newContext({ locale: "zh-CN", viewport: WIDE, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(served.address);
  await page.waitForSelector("#page form.plan");
  await page.route("**/split_gpu*", (route) => route.abort());
  await page.click("#view-gpu");
  const failed = page.locator("main [role=alert]", { hasText: "未能加载" });
  await failed.waitFor();
  await page.unroute("**/split_gpu*");
  await failed.getByRole("button", { name: "重试" }).click();
  await page.waitForSelector("#seller-answer");
  await context.close();
});

test("the print fits A4, shows the answer, and leaves out what is for the screen", () =>
  visit({ viewport: { width: 703, height: 1000 } }, async (page) => {
    // 703 dots are 186 mm: A4 without its margins.
    await page.emulateMedia({ media: "print" });
    for (const view of ["compare", "bandwidth", "gpu", "prices"]) {
      await page.emulateMedia({ media: "screen" });
      await page.click(`#view-${view}`);
      await page.emulateMedia({ media: "print" });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 703, `${view} is ${wide} wide`);
      // Neither the choice of views nor what is folded away.
      for (const shown of ["#view-gpu", "details:not([open]) summary"]) {
        assert.equal(await page.locator(shown).first().isVisible(), false, shown);
      }
      assert.ok(await page.locator("main .sentence").first().isVisible());
    }
    assert.equal((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString(), "%PDF-");
  }));

test("the page as one file opens from a disk, and asks nobody for anything", async () => {
  const file = new URL("../../dist/netprice.html", import.meta.url).href;
  const page = await browser.newPage({ locale: "en-US" });
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  // The parts of the page are in the file too.
  const isOwn = (url) => url.startsWith(file) || url.startsWith("data:application/wasm;");
  page.on("request", (request) => isOwn(request.url()) || troubles.push(request.url()));
  await page.goto(file);
  await page.waitForSelector("#page form.plan");
  await page.fill("#pay-0", "4.5折");
  assert.match(await page.innerText(".sentence"), /^Alibaba Cloud is cheapest at ¥8,121\.24 a month/);
  await page.click("#view-gpu");
  await page.waitForSelector("#seller-answer");
  await page.click("#view-bandwidth");
  await page.waitForSelector("table.plans");
  await page.click("#view-prices");
  await page.waitForSelector(".price-list");
  await page.click("#keep");
  await page.waitForSelector("#save-name");
  assert.deepEqual(troubles, []);
  await page.close();
});

/** No violation of the rules of accessibility, and nothing beyond the side of the screen. */
async function noBarrier(page) {
  await settled(page);
  // Not as a script of the page, which its security policy refuses.
  await page.evaluate(`${readFileSync(AXE, "utf8")}; undefined`);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  assert.deepEqual(found, []);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.equal(overflow, 0);
}

for (const colorScheme of ["light", "dark"]) {
  for (const [size, viewport] of Object.entries({ wide: WIDE, phone: PHONE })) {
    test(`no barrier for anyone: ${colorScheme}, ${size}, with steps open and a wrong field`, () =>
      visit({ colorScheme, viewport, locale: "zh-CN" }, async (page) => {
        await typePays(page);
        await page.fill("#pay-2", "45");
        await page.click('tbody[data-offer="5"] button.toggle');
        await page.click("#more-terms-5");
        await page.click("#more-terms-1");
        await page.click("#add-term-1");
        await page.fill("#figure-0-1", "10");
        await page.selectOption("#commit-5", { index: 1 });
        await page.fill("#commit-count-5", "5");
        await page.click("#break-even");
        await page.click("#load-section");
        await noBarrier(page);
        await page.click("#view-bandwidth");
        await page.waitForSelector("table.plans");
        await page.fill("#days", "x");
        await page.fill("#days", "30");
        await page.fill("#shaved", "x");
        await page.click("#methods");
        await page.click("table.plans details summary >> nth=0");
        await noBarrier(page);
        await page.click("#view-gpu");
        await page.fill("#bid_pay", "45");
        await page.fill("#horizon", "6");
        await page.fill("#bid_pay", "5折");
        await page.fill("#penalty", "x");
        await page.click("#fan-table");
        await page.click("#gpu-prices");
        await noBarrier(page);
        const row = await searchPrice(page, "ecs.g7a.xlarge");
        await row.locator("input").fill("0.5");
        await row.locator("input").fill("x");
        await page.click("#keep");
        await page.fill("#save-name", "一");
        await page.click("#save");
        await noBarrier(page);
      }));
  }
}
