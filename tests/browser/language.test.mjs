// The three languages in every view.
import assert from "node:assert/strict";
import { test } from "node:test";

import { PHONE, WIDE, cost, problemAt, settled, total, visitSix } from "./page.mjs";

test("a reader in Taiwan sees Traditional Chinese, and typed text is not converted", () =>
  visitSix({ locale: "zh-TW" }, async (page) => {
    assert.equal(await page.getAttribute("html", "lang"), "zh-Hant");
    assert.match(await page.innerText(".tagline"), /各家雲端實際要付多少/);
    // 14,102.0651 − 13,899.0684, and 13,899.0684 ÷ 14,102.0651, rounded down.
    assert.equal(await page.innerText(".sentence"), "Azure 維吉尼亞最便宜：每月 CN¥13,899.07。");
    assert.match(await page.innerText(".why"), /^比排名第二的谷歌雲低 CN¥203\.00。谷歌雲需打到 9\.85折才能持平。/);
    await page.fill("#pay-0", "半價");
    // Half of 18,047.20, the list cost of tests/studies/six_clouds.py.
    assert.equal(await total(page, 0).innerText(), "CN¥9,023.60");
    await page.fill("#pay-0", "带宽");
    assert.match(await page.innerText("#pay-0-below"), /「带宽」不是/);
    await page.fill("#pay-0", "");
    await page.click("#view-market");
    await page.click("#card-tender");
    await page.click("#rounds");
    await page.fill("#sellers", "张三, 5折, 0.2折, 100%, 3折");
    await page.waitForFunction(() => document.querySelector("main").innerText.includes("张三以 "));
    assert.equal((await page.innerText("main")).includes("\u2068"), false);
  }));

test("the Chinese page has only Chinese text, and typing keeps the focus", () =>
  visitSix({ locale: "zh-CN" }, async (page) => {
    await page.click("#pay-0");
    await page.keyboard.type("4.5折");
    assert.equal(await page.inputValue("#pay-0"), "4.5折");
    // 13,899.07 − 8,121.24, and 8,121.24 ÷ 13,899.07, rounded down.
    assert.equal(await page.innerText(".sentence"), "阿里云杭州最便宜：每月 ¥8,121.24。");
    assert.match(await page.innerText(".why"), /^比排名第二的 Azure 低 ¥5,777\.83。Azure 需打到 5\.84折才能持平。/);
    await page.fill("#budget", "१२");
    assert.match(await problemAt(page, "#budget"), /“१२”含有全角或其他文字的数字/);
    await page.selectOption("#language", "en");
    assert.match(await problemAt(page, "#budget"), /digits that are not 0 to 9/);
  }));

for (const [locale, code, sample] of [
  ["en-US", "en", /[a-z]{4}/],
  ["zh-CN", "zh-Hans", /价/],
  ["zh-TW", "zh-Hant", /價/],
]) {
  for (const [size, viewport] of [["wide", WIDE], ["phone", PHONE]]) {
    test(`every view in ${code}, ${size}`, () =>
      visitSix({ locale, viewport }, async (page) => {
        for (const view of ["compare", "traffic", "market", "prices"]) {
          await page.click(`#view-${view}`);
          await settled(page);
          for (const summary of await page.locator("main > :is(section, form) > details > summary").all()) await summary.click();
          await settled(page);
          assert.equal(await page.getAttribute("html", "lang"), code);
          const said = await page.evaluate(() => {
            const main = document.querySelector("main").cloneNode(true);
            // Citations are not translated.
            for (const one of main.querySelectorAll(".source, .source *")) one.remove();
            return main.innerText;
          });
          assert.match(said, sample, view);
          if (code === "zh-Hant") assert.doesNotMatch(said, /[这个们单费页边时间读写带宽网]/, view);
          if (code === "en") assert.doesNotMatch(said, /[一-鿿]/, view);
          assert.doesNotMatch(said, /[\u2066-\u2069]|undefined|NaN/, view);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= viewport.width, `${view} is ${wide} wide`);
        }
      }));
  }
}
