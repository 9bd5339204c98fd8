/**
 * `npm run test:fuzz`: 20,000 small edits of a project, and as many of YAML texts, other ones each time. WINDLASS_FUZZ_RUNS
 * and WINDLASS_FUZZ_SEED say how many and which; the seed is printed. `-- --collect [class]` does not stop at the first failure
 * but counts classes of them.
 */
import { spawnSync } from "node:child_process";
import { main, say } from "./lib/say.mjs";

const files = ["test/properties/small-edits.test.ts", "test/properties/plain-reader.test.ts"];

await main(async () => {
  const runs = process.env.WINDLASS_FUZZ_RUNS ?? "20000";
  const seed = process.env.WINDLASS_FUZZ_SEED ?? String(Date.now() % 1_000_000_000);
  const collect = process.argv.indexOf("--collect");
  say(`${runs} small edits: WINDLASS_FUZZ_RUNS=${runs} WINDLASS_FUZZ_SEED=${seed}`);
  const args =
    collect >= 0
      ? ["test/properties/collect.ts", runs, seed, ...process.argv.slice(collect + 1)]
      : ["node_modules/vitest/vitest.mjs", "run", "--project", "unit", ...files];
  const env = { ...process.env, WINDLASS_FUZZ_RUNS: runs, WINDLASS_FUZZ_SEED: seed };
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit", env });
  process.exitCode = status ?? 1;
});
