// The JavaScript package gives the same figures as the crate, the command and scenarios.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const require = createRequire(import.meta.url);
const { Netprice, Rater } = require("../../target/netprice-js/netprice_js.js");
const netprice = new Netprice();

const folder = new URL("../studies/", import.meta.url);
const json = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
const files = readdirSync(folder).filter((name) => /^[a-z]+_\d\.json$/.test(name));

/** Returns the value at a JSON pointer as text. */
const at = (answer, pointer) =>
  String(
    pointer
      .split("/")
      .slice(1)
      .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"))
      .reduce((value, key) => value?.[key], answer),
  );

test("there are two studies for each question", () => {
  const questions = ["commit", "compare", "market", "tokens", "traffic"];
  assert.deepEqual(files.sort(), questions.flatMap((one) => [`${one}_1.json`, `${one}_2.json`]));
});

for (const file of files) {
  const question = file.split("_")[0];
  const { why, ...expected } = json(file.replace(".json", ".expected.json"));
  const found = (answer) =>
    Object.fromEntries(Object.keys(expected).map((pointer) => [pointer, at(answer, pointer)]));

  test(`${file}: the same decimals, digit for digit`, () => {
    assert.deepEqual(found(netprice.answer(json(file))), expected);
  });

  test(`${file}: the same decimals from the single question`, () => {
    const answer = netprice[question](json(file));
    const whole = question === "compare" ? answer : { answer };
    assert.deepEqual(found({ [question]: whole }), expected);
  });
}

test("a study that cannot be read throws an error with the path, code and message of each problem", () => {
  const bad = json("compare_1.json");
  bad.offers[1].terms[0].change.pay = "45";
  assert.throws(
    () => netprice.answer(bad),
    (error) => {
      assert.ok(error instanceof Error);
      assert.deepEqual(error.problems, [
        {
          path: "offers[1].terms[0].change.pay",
          code: "unreadable",
          message: "'45' alone could mean paying 45% or saving 45%; expected 'pay 45%', '45% off' or 折",
        },
      ]);
      return true;
    },
  );
});

test("a problem with one offer is in its outcome, and the other offers are answered", () => {
  const study = json("compare_1.json");
  study.offers[1].price_book = "aws-mars";
  const { comparison, offers } = netprice.compare(study);
  assert.equal(comparison.ranked.length, 5); // six offers without this one; all are priced
  const [problem, ...others] = offers["aws-mars"].problems;
  assert.deepEqual(others, []);
  assert.equal(problem.path, "offers[1].price_book");
  assert.equal(problem.code, "unknown_price_book");
  assert.match(problem.message, /^'aws-mars' is not a known price book; expected one of /);
  assert.deepEqual(Object.keys(problem).sort(), ["code", "message", "path"]);
});

test("a misspelt field is a problem", () => {
  const study = { ...json("compare_1.json"), curency: "USD" };
  assert.throws(() => netprice.answer(study), /unknown field `curency`/);
});

test("a question that is not asked throws an error", () => {
  const study = json("compare_1.json");
  for (const question of ["traffic", "commit", "market", "tokens"]) {
    assert.throws(
      () => netprice[question](study),
      (error) => error.problems[0].path === question && error.problems[0].code === "no_question",
    );
  }
});

const TIERS = [
  { from: "0", up_to: "100", unit_price: "0.1" },
  { from: "100", unit_price: "0.05" },
];
const BOOK = {
  provider: "acme",
  region: "north",
  currency: "USD",
  skus: {
    out: { service: "egress", unit: "GB", price: { graduated: TIERS } },
    unknown: { service: "egress", unit: "GB" },
    vm: { service: "compute", unit: "Hours", price: { flat: "0.192" } },
  },
};
const TERM = (change) => ({ terms: [{ id: "frame", change }] });

test("rows are rated through typed arrays, and tiers go on from batch to batch", () => {
  const rater = new Rater(BOOK, TERM({ pay: "80% off" }));
  const [out, vm] = ["out", "vm"].map((sku) => rater.position(sku));
  assert.equal(rater.position("none"), undefined);
  assert.equal(rater.rate(Uint32Array.of(out, vm), BigUint64Array.of(90_000_000n, 730_500_000n)), 0);
  // 90 × 0.1 + 730.5 × 0.192
  assert.equal(rater.list(), "149.256");
  rater.rate(Uint32Array.of(out), BigUint64Array.of(20_000_000n));
  // 10 × 0.1 + 10 × 0.05 more, and a fifth of it all.
  assert.equal(rater.list(), "150.756");
  assert.equal(rater.effective(), "30.1512");
});

test("a quantity without a price is told, and is not free", () => {
  const rater = new Rater(BOOK, {});
  assert.equal(rater.rate(Uint32Array.of(rater.position("unknown")), BigUint64Array.of(1_500_000n)), 1);
  assert.deepEqual(rater.unpriced(), { unknown: "1.5" });
  assert.equal(rater.list(), "0");
});

test("what cannot be rated row by row, and a wrong row, are told", () => {
  const code = (act) => assert.throws(act, (error) => (assert.equal(error.problems[0].code, "not_by_row"), true));
  code(() => new Rater(BOOK, TERM({ amount_off: "10 USD" })));
  assert.throws(() => new Rater({ ...BOOK, currency: "dollars" }, {}), (error) => error.problems[0].path === "currency");
  const rater = new Rater(BOOK, {});
  assert.throws(() => rater.rate(Uint32Array.of(0), new BigUint64Array(2)), /2 quantities; expected 1/);
  assert.throws(() => rater.rate(Uint32Array.of(2, 7), new BigUint64Array(2)), (error) => error.row === 1);
});

test("a bill and a price list are read as in the command", () => {
  const bill = netprice.readBill(
    "lineItem/UsageType,lineItem/UsageAmount,lineItem/CurrencyCode,lineItem/UnblendedCost,pricing/unit\n" +
      "BoxUsage:m5.large,730,USD,70.08,Hrs\nUnheardOf,1,USD,1,Things\n",
  );
  assert.equal(bill.bill.report.taken, 2);
  assert.deepEqual(bill.workload.not_matched, ["UnheardOf"]);
  assert.equal(bill.workload.paid["m5.large"].billed, "70.08 USD");
  const study = { currency: "USD", workload: bill.workload.workload, offers: [{ price_book: "azure-eastus" }] };
  assert.equal(netprice.compare(study).coverage["azure-eastus"].lines, 1);
  assert.throws(() => netprice.readBill("a,b\n1,2\n"), (error) => error.problems[0].code === "unknown_format");
  const item = { armSkuName: "Standard_D4as_v5", armRegionName: "eastus", retailPrice: 0.1, currencyCode: "USD", unitOfMeasure: "1 Hour", type: "Consumption" };
  const prices = netprice.readPrices(JSON.stringify({ Items: [item] }));
  assert.equal(prices.report.taken, 1);
  assert.deepEqual(prices.book.skus["Standard_D4as_v5"].price, { flat: "0.1" });
  assert.throws(() => netprice.readPrices(JSON.stringify({ Items: [item] }), "westeurope"), (error) => error.problems[0].path === "region");
});
