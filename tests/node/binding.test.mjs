// The JavaScript package gives the figures that the crate, the command and the page give.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const require = createRequire(import.meta.url);
const { answer } = require("../../target/netprice-js/netprice_js.js");
const json = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const plan = () => json("../plans/six_clouds.json");

test("the same decimals, digit for digit", () => {
  const { ranked, incomplete } = answer(plan()).comparison;
  const figures = Object.fromEntries([
    ...ranked.map((offer) => [offer.offer, offer.costs]),
    ...incomplete.map((offer) => [offer.offer, offer.known]),
  ]);
  assert.deepEqual(figures, json("../plans/six_clouds.expected.json"));
});

test("a problem names its field, its value and what was expected", () => {
  const bad = plan();
  bad.offers[1].terms[0].change.pay = "45";
  assert.throws(
    () => answer(bad),
    (error) => {
      assert.ok(error instanceof Error);
      assert.deepEqual(error.problems, [
        {
          field: "offers[1].terms[0].change.pay",
          message: "'45' alone could mean paying 45% or saving 45%; expected 'pay 45%', '45% off' or 折",
        },
      ]);
      return true;
    },
  );
});

test("a misspelt field is a problem, not overlooked", () => {
  assert.throws(() => answer({ ...plan(), curency: "USD" }), /unknown field `curency`/);
});
