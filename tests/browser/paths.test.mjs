// Paths in the browser are bit-identical to native ones.
import { test } from "node:test";

import { agrees } from "./paths.mjs";

test("paths in Chromium equal the reference", () => agrees("target/netprice-web"));
