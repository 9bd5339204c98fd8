import { expect, test } from "vitest";
import { binarySize, decimalSize } from "../../../src/cli/render/sizes.ts";

test.each([
  [0, "0B"],
  [126, "126B"],
  [1_480, "1.48kB"],
  [310_175_189, "310MB"],
  [1_984_372, "1.98MB"],
  [2_500_000_000, "2.5GB"],
])("%i bytes by thousands are %s", (bytes, text) => {
  expect(decimalSize(bytes)).toBe(text);
});

test.each([
  [0, "0B"],
  [610_304, "596KiB"],
  [2_617_344, "2.496MiB"],
  [2 ** 30, "1GiB"],
])("%i bytes by 1024 are %s", (bytes, text) => {
  expect(binarySize(bytes)).toBe(text);
});
