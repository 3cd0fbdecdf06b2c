// Rates the same made-up rows with JavaScript libraries, checks that all totals are equal, and prints nanoseconds a row.
//
//   target/release/examples/side_by_side FOLDER 100000
//   cargo build --profile binding -p netprice-js --target wasm32-unknown-unknown
//   wasm-bindgen --target nodejs --out-dir target/netprice-js-release target/wasm32-unknown-unknown/binding/netprice_js.wasm
//   npm install --no-package-lock --prefix tests/side_by_side
//   node tests/side_by_side/compare.mjs FOLDER
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import Big from "big.js";
import { Decimal } from "decimal.js";
import { add, dinero, multiply, toSnapshot } from "dinero.js";

const { Rater } = createRequire(import.meta.url)("../../target/netprice-js-release/netprice_js.js");
const [folder] = process.argv.slice(2);
const table = (name) => readFileSync(join(folder, name), "utf8").trim().split("\n").slice(1).map((line) => line.split(","));

const tiers = [];
const shares = [];
for (const [sku, from, price, share] of table("prices.csv")) {
  (tiers[sku] ??= []).push({ from, price });
  shares[sku] = share;
}
const rows = table("rows.csv").map(([sku, before, quantity]) => ({ sku: Number(sku), before, quantity }));

/** The price book and the agreement as documents, with a service for each paid share. */
function documents() {
  const skus = {};
  for (const [index, found] of tiers.entries()) {
    const graduated = found.map(({ from, price }, at) => {
      const next = found[at + 1];
      return { from, ...(next ? { up_to: next.from } : {}), unit_price: price };
    });
    skus[`sku ${String(index).padStart(5, "0")}`] = { service: `share ${shares[index]}`, unit: "Hours", price: { graduated } };
  }
  const terms = [...new Set(shares)].map((share) => ({
    id: `share ${share}`,
    scope: { services: [`share ${share}`] },
    change: { pay: `pay ${Number(share) / 100}%` },
  }));
  return [{ provider: "acme", region: "north", currency: "USD", skus }, { terms }];
}

/** The result and the median nanoseconds a row. */
function timed(run, times) {
  const took = [];
  let result;
  for (let time = 0; time < times; time += 1) {
    const start = process.hrtime.bigint();
    result = run();
    took.push(Number(process.hrtime.bigint() - start) / rows.length);
  }
  return [result, took.sort((one, other) => one - other)[times >> 1]];
}

/** Rates rows by the methods of a library; `number` makes one of its numbers. */
function by(number, methods) {
  const { plus, minus, times, below } = methods;
  const prices = tiers.map((found) =>
    found.map(({ from, price }, at) => [number(from), number(found[at + 1]?.from ?? "1000000000000"), number(price)]),
  );
  const paid = shares.map((share) => number(String(Number(share) / 10000)));
  const zero = number("0");
  let [list, net] = [zero, zero];
  for (const row of rows) {
    const before = number(row.before);
    const after = plus(before, number(row.quantity));
    let cost = zero;
    for (const [start, end, price] of prices[row.sku]) {
      if (!below(start, after)) break;
      const from = below(start, before) ? before : start;
      const to = below(after, end) ? after : end;
      if (below(from, to)) cost = plus(cost, times(minus(to, from), price));
    }
    list = plus(list, cost);
    net = plus(net, times(cost, paid[row.sku]));
  }
  return [list, net];
}

/** A decimal without the zeros at its end. */
const plain = (text) => text.replace(/\.?0+$/, "");

const METHODS = {
  plus: (one, other) => one.plus(other),
  minus: (one, other) => one.minus(other),
  times: (one, other) => one.times(other),
  below: (one, other) => one.lt(other),
};

/**
 * dinero.js holds whole numbers of a unit as floats: sums beyond 2^53 units are wrong, so that only its time tells
 * something here.
 */
function byDinero() {
  const currency = { code: "USD", base: 10, exponent: 2 };
  const scaled = (text, places) => {
    const [whole, rest = ""] = text.split(".");
    return BigInt(whole + rest.padEnd(places, "0"));
  };
  const prices = tiers.map((found) =>
    found.map(({ from, price }, at) => [scaled(from, 6), scaled(found[at + 1]?.from ?? "1000000000000", 6), scaled(price, 6)]),
  );
  const money = (amount, scale) => dinero({ amount, currency, scale });
  let [list, net] = [money(0, 12), money(0, 16)];
  let isExact = true;
  for (const row of rows) {
    const before = scaled(row.before, 6);
    const after = before + scaled(row.quantity, 6);
    let cost = money(0, 12);
    for (const [start, end, price] of prices[row.sku]) {
      if (start >= after) break;
      const from = start < before ? before : start;
      const to = after < end ? after : end;
      if (from < to) cost = add(cost, multiply(money(Number(to - from), 6), { amount: Number(price), scale: 6 }));
    }
    list = add(list, cost);
    net = add(net, multiply(cost, { amount: Number(shares[row.sku]), scale: 4 }));
    isExact &&= Number.isSafeInteger(toSnapshot(net).amount);
  }
  return isExact ? [String(toSnapshot(list).amount), String(toSnapshot(net).amount)] : ["beyond 2^53", "beyond 2^53"];
}

function ours() {
  const rater = new Rater(...documents());
  const skus = Uint32Array.from(rows, ({ sku }) => rater.position(`sku ${String(sku).padStart(5, "0")}`));
  const millionths = BigUint64Array.from(rows, ({ quantity }) => BigInt(Math.round(Number(quantity) * 1e6)));
  return timed(() => {
    const each = new Rater(...compiled);
    const start = process.hrtime.bigint();
    each.rate(skus, millionths);
    ours.took.push(Number(process.hrtime.bigint() - start) / rows.length);
    return [each.list(), each.effective()];
  }, 7)[0];
}
ours.took = [];
const compiled = documents();

const expected = ours();
const median = ours.took.sort((one, other) => one - other)[3];
console.log(`${rows.length} rows, totals ${expected.join(" and ")}`);
console.log(`${"netprice, typed arrays".padStart(24)} ${median.toFixed(1).padStart(9)} ns a row`);
Decimal.set({ precision: 60 });
const runs = [
  // Our totals are rounded once, half-even, to 12 decimals.
  ["decimal.js", () => by((text) => new Decimal(text), METHODS).map((sum) => plain(sum.toFixed(12, Decimal.ROUND_HALF_EVEN)))],
  ["big.js", () => by((text) => new Big(text), METHODS).map((sum) => plain(sum.toFixed(12, Big.roundHalfEven)))],
  ["dinero.js", byDinero],
];
let isEqual = true;
for (const [name, run] of runs) {
  const [totals, took] = timed(run, 3);
  const same = totals.every((total, at) => total === expected[at]);
  if (name !== "dinero.js") isEqual &&= same;
  const said = same ? "equal totals" : `OTHER TOTALS ${totals.join(" and ")}`;
  console.log(`${name.padStart(24)} ${took.toFixed(1).padStart(9)} ${(took / median).toFixed(1).padStart(7)} times ours, ${said}`);
}
process.exit(isEqual ? 0 : 1);
