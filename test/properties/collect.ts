/**
 * `node test/properties/collect.ts [runs] [seed] [class]`: makes small edits and does not stop at the first that fails, but
 * counts the classes of what does not hold, and shows one example of each, as small as it gets. With a part of a class's
 * name only those are shown, with all that can be told of them.
 */
import fc from "fast-check";
import { examples } from "./small-edits/arbitrary.ts";
import { check, type Example } from "./small-edits/check.ts";

const [runs = "1000", seed = "1", only = ""] = process.argv.slice(2);
const matches = (name: string): boolean => name.includes(only);

const say = (text: string): void => void process.stdout.write(`${text}\n`);

interface Found {
  count: number;
  example: Example;
}

const sizeOf = ({ services, before, mishaps, edits, options, kill }: Example): number =>
  services + 2 * (before.length + mishaps.length + edits.length + options.length) + (kill > 0 ? 1 : 0);

/** Everything that is one thing less. */
function* smaller(example: Example): Generator<Example> {
  if (example.kill > 0) yield { ...example, kill: 0 };
  if (example.kill > 1) yield { ...example, kill: example.kill - 1 };
  for (const key of ["mishaps", "options", "before", "edits"] as const)
    for (let i = 0; i < example[key].length; i++) yield { ...example, [key]: example[key].toSpliced(i, 1) };
  if (example.services > 1) yield { ...example, services: example.services - 1 };
  if (!example.parallel) yield { ...example, parallel: true };
  // Edits and mishaps of earlier services, so that later ones can go.
  for (const key of ["before", "edits"] as const)
    for (const [i, edit] of example[key].entries())
      for (const part of ["service", "other", "n"] as const)
        if (edit[part] > 0) yield { ...example, [key]: example[key].with(i, { ...edit, [part]: edit[part] - 1 }) };
  for (const [i, mishap] of example.mishaps.entries())
    if (mishap.container > 0)
      yield { ...example, mishaps: example.mishaps.with(i, { ...mishap, container: mishap.container - 1 }) };
}

async function shrunk(example: Example, name: string): Promise<Example> {
  for (const next of smaller(example))
    if ((await check(next)).failures.some((failure) => failure.class === name)) return shrunk(next, name);
  return example;
}

const found = new Map<string, Found>();
const reached = new Map<string, number>();
let discarded = 0;
let failing = 0;
const began = performance.now();
const drawn = fc.sample(examples, { numRuns: Number(runs), seed: Number(seed) });
for (const example of drawn) {
  const { failures, reached: classes, discarded: why } = await check(example);
  if (why !== undefined) discarded++;
  for (const name of new Set(classes)) reached.set(name, (reached.get(name) ?? 0) + 1);
  const names = new Set(failures.map((failure) => failure.class));
  if (names.size > 0) failing++;
  for (const name of names) {
    const known = found.get(name);
    if (known === undefined) found.set(name, { count: 1, example });
    else {
      known.count++;
      if (sizeOf(example) < sizeOf(known.example)) known.example = example;
    }
  }
}
const took = (performance.now() - began) / 1000;
const classes = [...found].filter(([name]) => matches(name)).toSorted((a, b) => b[1].count - a[1].count);
for (const [name, { count, example }] of classes) {
  const small = await shrunk(example, name);
  const { story, failures } = await check(small);
  const detail = failures.find((failure) => failure.class === name)?.detail ?? "";
  say(`\n== ${count} × ${name}\n${story}\n  → ${detail}${only ? `\n${JSON.stringify(small)}` : ""}`);
}
say(
  `\n${runs} edits with seed ${seed}: ${failing} fail, ${found.size} classes, ${discarded} discarded, ${took.toFixed(1)} s\n`,
);
for (const [name, { count }] of classes) say(`${String(count).padStart(6)} ${name}`);
if (process.env.WINDLASS_FUZZ_STATISTICS)
  say(
    [...reached]
      .toSorted()
      .map(([name, count]) => `${String(count).padStart(6)} ${name}`)
      .join("\n"),
  );
// Runs that never end are left behind.
process.exit(0);
