// Shared helpers of the page's tests: the server, the browser, and user actions.
//
// Each test file that imports this module starts its own server and browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { crc32, deflateRawSync } from "node:zlib";

import { chromium } from "playwright-core";

import { servePage } from "./serve.mjs";

export const STUDY = readFileSync(new URL("../studies/compare_1.json", import.meta.url), "utf8");
const ANSWER = JSON.parse(readFileSync(new URL("../studies/compare_1.expected.json", import.meta.url), "utf8"));
/** The expected costs of each offer, from the JSON pointers of the expected answer. */
export const EXPECTED = {};
for (const [pointer, cost] of Object.entries(ANSWER)) {
  const total = /^\/compare\/offers\/([^/]+)\/answer\/quote\/total\/(?:complete|incomplete\/known)\/(\w+)$/;
  const [, offer, name] = pointer.match(total) ?? [];
  if (offer) EXPECTED[offer] = { ...EXPECTED[offer], [name]: cost };
}
// The price books in the order of the form.
export const BOOKS = JSON.parse(STUDY).offers.map((offer) => offer.price_book);
/** The study of six clouds at their list prices. */
export const AT_LIST = JSON.stringify({ ...JSON.parse(STUDY), offers: BOOKS.map((price_book) => ({ price_book })) });
const PAYS = ["4.5折", "五折", "pay 60%", "20% off", "", ""];
export const WIDE = { width: 1360, height: 900 };
export const PHONE = { width: 390, height: 844 };

export let browser;
export let served;

before(async () => {
  served = await servePage();
  browser = await launched();
});

function launched() {
  const args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"];
  return chromium.launch({ executablePath: "/usr/bin/chromium", args });
}

after(async () => {
  await browser?.close();
  await served?.close();
});

/**
 * Opens the page, runs user actions, and fails on any error or request to another host.
 *
 * A page can end its own process, but not the browser: if that ends, the visit is made again in another one.
 */
export async function visit(options, act) {
  try {
    await visitOnce(options, act);
  } catch (error) {
    if (browser.isConnected()) throw error;
    console.error(`The browser ended, and the visit is made again: ${error.message.split("\n")[0]}`);
    browser = await launched();
    await visitOnce(options, act);
  }
}

async function visitOnce(options, act) {
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
    await page.waitForSelector("#page section.sheet, #page form.plan, #page .market, #page .prices");
    await settled(page);
    await act(page);
    assert.deepEqual(troubles, []);
  } finally {
    await context.close();
  }
}

/** Waits until all parts are loaded; an unfolded section requests its part in a later turn. */
export async function settled(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
}

/** Makes each click wait for the parts that it loads. */
function patient(page) {
  const click = page.click.bind(page);
  page.click = async (...what) => {
    await click(...what);
    await settled(page);
  };
  return page;
}

/** Returns the link of a changed page, which is written when typing pauses and the part that writes it is loaded. */
export async function linkOf(page) {
  await page.waitForTimeout(300);
  await page.waitForFunction(() => window.location.hash !== "");
  return page.evaluate(() => window.location.hash);
}

/** Opens the page at six clouds of several markets, at their list prices. */
export const visitSix = (options, act) => visit({ fragment: link(AT_LIST, codeOf(options.locale)), ...options }, act);

const codeOf = (locale = "en-US") => (locale.startsWith("zh") ? (locale === "zh-TW" ? "zh-Hant" : "zh-Hans") : "en");

/** Types the text of a line of the sheet. */
export async function typeLine(page, index, text) {
  await page.fill(`#line-${index}`, text);
  await settled(page);
}

/** Adds lines to the sheet, one after the other. */
export async function addLines(page, ...texts) {
  for (const text of texts) {
    await page.fill("#add-line", text);
    await page.press("#add-line", "Enter");
    await page.waitForFunction(() => document.querySelector("#add-line").value === "");
  }
  await settled(page);
}

/** The total of an offer at the head of its column. */
export const total = (page, position) => page.locator(`th[data-offer="${position}"] .total`);

/** The cost of an offer at a stage, with all digits: stages that say nothing else than the total have no row. */
export async function cost(page, position, stage) {
  const cell = page.locator(`.sheet-lines tr.${stage} td[data-offer="${position}"]`);
  const where = (await cell.count()) > 0 ? cell : total(page, position);
  return where.getAttribute("data-exact");
}

/** Opens the calculation of an offer. */
export const openSteps = (page, position) => page.click(`th[data-offer="${position}"] .toggle`);

/** Returns the list, contracted and effective cost of each shown offer, with all digits. */
export async function figures(page) {
  const shown = {};
  for (const [position, book] of BOOKS.entries()) {
    if ((await total(page, position).getAttribute("data-exact")) === null) continue;
    shown[book] = {};
    for (const stage of ["list", "contracted", "effective"]) shown[book][stage] = await cost(page, position, stage);
  }
  return shown;
}

export async function typePays(page) {
  for (const [position, pay] of PAYS.entries()) await page.fill(`#pay-${position}`, pay);
}

export const ranking = (page) => page.locator(".bars .name").allInnerTexts();
export const problemAt = async (page, id) => {
  assert.equal(await page.getAttribute(id, "aria-invalid"), "true");
  return page.innerText(`#${await page.getAttribute(id, "aria-describedby")}`);
};

/** Builds a link in the format of the page: version, language, compressed study, CRC-32. */
export function link(study, language = "en", version = "5") {
  const state = deflateRawSync(`{"study":${study}}`);
  const body = `${version}.${language}.${state.toString("base64url")}`;
  return `#${body}.${crc32(body).toString(16).padStart(8, "0")}`;
}

/** Returns the rows of an open offer's waterfall: name, change, amount left. */
export async function waterfall(page, offer) {
  const rows = await page.locator(`#steps-${offer} .waterfall tbody tr`).all();
  return Promise.all(
    rows.map(async (row) => [await row.locator("th").innerText(), ...(await row.locator("td.number").allInnerTexts())]),
  );
}

/** Searches the price list and returns the only row found. */
export async function searchPrice(page, search) {
  await page.click("#view-prices");
  await page.fill("#search", search);
  const rows = page.locator(".price-list tbody tr");
  await page.waitForFunction(() => document.querySelectorAll(".price-list tbody tr").length === 1);
  return rows.first();
}
