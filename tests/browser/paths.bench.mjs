// Measures 10,000 paths of 36 months with monthly quantiles in headless Chromium, after a warm-up.
//
// cargo build --profile binding --package netprice-js --target wasm32-unknown-unknown
// wasm-bindgen --target web --out-dir target/netprice-web-release \
//   target/wasm32-unknown-unknown/binding/netprice_js.wasm
// node tests/browser/paths.bench.mjs
import { agrees, inChromium, study } from "./paths.mjs";

const FOLDER = "target/netprice-web-release";
await agrees(FOLDER);
const factors = Array.from({ length: 128 }, (_, place) => (0.8 + place / 256).toFixed(6));
const question = study({ factors }, 36, 10000, 7, ["0.05", "0.25", "0.5", "0.75", "0.95"]);
const times = await inChromium(
  FOLDER,
  (question) => {
    const run = () => {
      const start = performance.now();
      globalThis.netprice.market(question);
      return performance.now() - start;
    };
    Array.from({ length: 20 }, run);
    return Array.from({ length: 200 }, run);
  },
  question,
);
times.sort((a, b) => a - b);
const at = (share) => times[Math.floor(share * (times.length - 1))].toFixed(2);
console.log(`median ${at(0.5)} ms, worst ${at(1)} ms, of ${times.length} warm runs`);
