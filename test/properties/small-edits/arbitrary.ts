/** Small edits, drawn. */
import fc from "fast-check";
import type { Example } from "./check.ts";
import { type Edit, type EditKind, editKinds } from "./edits.ts";
import { optionNames } from "./options.ts";
import { type Mishap, mishapKinds } from "./situation.ts";

/** Where services meet each other, plans are hard to make: these come more often. */
const meeting: readonly EditKind[] = [
  "port",
  "move-port",
  "container-name",
  "swap-names",
  "address",
  "swap-addresses",
  "network",
  "internal",
  "network-of",
  "pid-of",
  "depend",
  "depend-restart",
  "depend-optionally",
  "depend-no-more",
  "pre-stop",
  "reverse-dependency",
  "pull",
  "provider",
];

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(...editKinds, ...meeting, ...meeting),
  service: fc.nat(4),
  other: fc.nat(3),
  n: fc.nat(2),
});
const mishap: fc.Arbitrary<Mishap> = fc.record({ kind: fc.constantFrom(...mishapKinds), container: fc.nat(7) });

export const examples: fc.Arbitrary<Example> = fc.record({
  services: fc.integer({ min: 1, max: 5 }),
  before: fc.array(edit, { maxLength: 14, size: "max" }),
  mishaps: fc.array(mishap, { maxLength: 2, size: "max" }),
  edits: fc.array(edit, { minLength: 1, maxLength: 3, size: "max" }),
  options: fc.uniqueArray(fc.constantFrom(...optionNames), { maxLength: 2, size: "max" }),
  parallel: fc.boolean(),
  seed: fc.nat(1_000_000),
  kill: fc.nat(60),
  lost: fc.boolean(),
});
