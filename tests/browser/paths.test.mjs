// Paths in the browser are the same bits as natively.
import { test } from "node:test";

import { agrees } from "./paths.mjs";

test("paths in Chromium are those of the reference", () => agrees("target/netprice-web"));
