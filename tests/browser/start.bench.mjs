// Prints how long the built page takes from the request until the answer can be used, and until the sheet is there,
// in milliseconds on a processor slowed four times: all runs in order, for a wide window and for a phone.
//
// cargo xtask build && node tests/browser/start.bench.mjs [SLOWED] [RUNS]
import { setTimeout as wait } from "node:timers/promises";

import { chromium } from "playwright-core";

import { servePage } from "./serve.mjs";

const [rate, runs] = [process.argv[2] ?? 4, process.argv[3] ?? 9].map(Number);
const served = await servePage("dist", true);
// The first request fills the cache of compressed files before the measurement.
for (const file of ["", "netprice-page.js", "netprice-page_bg.wasm", "style.css"]) await fetch(served.address + file);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });

/** Notes in the page when each of its elements is first in a frame. */
function note() {
  window.seen = {};
  const look = () => {
    for (const [name, selector] of [["answer", "#page .bars li"], ["sheet", "#page section.sheet"]]) {
      if (document.querySelector(selector)) window.seen[name] ??= performance.now();
    }
    if (!window.seen.sheet) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

for (const [device, viewport] of [["computer", { width: 1280, height: 800 }], ["phone", { width: 390, height: 800 }]]) {
  const seen = [];
  for (let run = 0; run < runs; run++) {
    const context = await browser.newContext({ locale: "en-US", viewport });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate });
    await page.addInitScript(note);
    await page.goto(served.address);
    // Waiting for an element would run a script of the test in the page.
    await wait(4000);
    seen.push(await page.evaluate(() => window.seen));
    await context.close();
  }
  for (const name of ["answer", "sheet"]) {
    const times = seen.map((times) => Math.round(times[name])).sort((a, b) => a - b);
    console.log(`${device}, ${name}: ${times.join(" ")}`);
  }
}
await browser.close();
await served.close();
