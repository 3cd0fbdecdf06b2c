// Measures the binding in headless Chromium: a month of 8,928 samples under every published tariff of an area, the
// first reading of a provider's price book, and a million rows through typed arrays, in batches of 50,000.
//
// cargo build --profile binding --package netprice-js --target wasm32-unknown-unknown
// wasm-bindgen --target web --out-dir target/netprice-web-release \
//   target/wasm32-unknown-unknown/binding/netprice_js.wasm
// node tests/browser/answers.bench.mjs
import { inChromium } from "./paths.mjs";

const FOLDER = "target/netprice-web-release";

const said = (name, times) => {
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(share * (times.length - 1))].toFixed(2);
  console.log(`${name}: median ${at(0.5)} ms, worst ${at(1)} ms, of ${times.length}`);
};

const samples = Array.from({ length: 8928 }, (_, index) => `${200 + ((index * 7919) % 800)}.${index % 10}`);
const months = await inChromium(
  FOLDER,
  ({ samples, area }) => {
    const ask = (values) => ({ currency: "CNY", traffic: { samples: { values }, area } });
    const run = (study) => {
      const start = performance.now();
      const answer = globalThis.netprice.traffic(study);
      return [performance.now() - start, Object.keys(answer.tariffs ?? answer.ranked ?? {}).length];
    };
    // What reading the samples costs is measured apart: the page reads them once.
    const whole = ask(samples);
    const reading = { currency: "CNY", traffic: { samples: { values: samples }, methods: { top: "max" } } };
    const read = (study) => {
      const start = performance.now();
      try {
        globalThis.netprice.traffic(study);
      } catch {}
      return performance.now() - start;
    };
    Array.from({ length: 5 }, () => run(whole));
    return {
      tariffs: run(whole)[1],
      whole: Array.from({ length: 30 }, () => run(whole)[0]),
      reading: Array.from({ length: 30 }, () => read(reading)),
    };
  },
  { samples, area: "cn-mainland" },
);
console.log(`${months.tariffs} tariffs`);
said("a month under every tariff, with its reading", months.whole);
said("its reading with one method", months.reading);

const books = ["aws-us-east-1", "azure-eastus", "gcp-us-central1", "alibaba-cn-hangzhou", "tencent-ap-guangzhou"];
for (const book of books) {
  const times = await inChromium(
    FOLDER,
    async (price_book) => {
      const { Netprice } = await import("./netprice_js.js");
      const machines = { machines: { count: "1", vcpus: "4", memory_gib: "16" } };
      const study = { currency: "USD", workload: { lines: [{ id: "web", ask: machines }] }, offers: [{ price_book }] };
      const run = () => {
        const fresh = new Netprice();
        const start = performance.now();
        fresh.compare(study);
        const first = performance.now() - start;
        const again = performance.now();
        fresh.compare(study);
        return first - (performance.now() - again);
      };
      Array.from({ length: 5 }, run);
      return Array.from({ length: 30 }, run);
    },
    book,
  );
  said(`reading ${book}`, times);
}

const batches = await inChromium(FOLDER, async () => {
  const { Rater } = await import("./netprice_js.js");
  const skus = {};
  for (let index = 0; index < 10_000; index += 1) {
    const tiers = [
      { from: "0", up_to: "1000", unit_price: "0.09" },
      { from: "1000", unit_price: "0.07" },
    ];
    const price = index % 10 < 3 ? { graduated: tiers } : { flat: "0.0123" };
    skus[`sku ${index}`] = { service: "compute", unit: "Hours", price };
  }
  const book = { provider: "acme", region: "north", currency: "USD", skus };
  const rater = new Rater(book, { terms: [{ id: "frame", change: { pay: "pay 85%" } }] });
  const times = [];
  for (let batch = 0; batch < 20; batch += 1) {
    const skus = Uint32Array.from({ length: 50_000 }, (_, row) => (row * 7919) % 10_000);
    const millionths = BigUint64Array.from({ length: 50_000 }, (_, row) => BigInt((row * 104_729) % 1_000_000_000));
    const start = performance.now();
    rater.rate(skus, millionths);
    times.push(performance.now() - start);
  }
  return times;
});
said("50,000 rows of a million", batches);
