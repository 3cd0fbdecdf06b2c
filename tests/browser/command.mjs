// What the page saves, and what the command answers to it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const COMMAND = fileURLToPath(new URL("../../target/debug/netprice", import.meta.url));

/** Returns the bytes that a click downloads. */
export async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return readFileSync(await download.path());
}

/**
 * The answer of the command to the study that the page saves; the section for saving is open.
 *
 * The command answers the other parts too where one has a problem, and then ends with 1.
 */
export async function commanded(page, question) {
  const file = join(mkdtempSync(join(tmpdir(), "netprice-")), "netprice-study.json");
  writeFileSync(file, await downloaded(page, () => page.click("#save-study")));
  const { stdout } = spawnSync(COMMAND, [question, "--json", file], { maxBuffer: 2 ** 27 });
  return JSON.parse(stdout);
}

/** A figure of an element with all its digits. */
export const exact = (page, selector, name = "exact") => page.locator(selector).first().getAttribute(`data-${name}`);
