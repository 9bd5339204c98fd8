import { join } from "node:path";
import { expect, test } from "vitest";
import { withEmptyEngine } from "../scripts/lib/empty-engine.mjs";
import { windlass } from "./support/program.ts";

const examples = join(import.meta.dirname, "../examples");

/** Port 0: a port that no program holds, whatever runs on this machine. */
const anyPort = { GUESTBOOK_PORT: "0", SCALE_PORT: "0" };

for (const name of ["guestbook", "ci", "scale"])
  test(`the plan of ${name} on an engine that has nothing is the one beside it`, async () => {
    const file = join(examples, name, "compose.yaml");
    const { stdout, stderr, code } = await withEmptyEngine((address) =>
      windlass(["-f", file, "-p", name, "plan"], { DOCKER_HOST: address, NO_COLOR: "1", ...anyPort }),
    );
    expect(code, stderr).toBe(0);
    await expect(stdout).toMatchFileSnapshot(join(examples, name, "expected-plan.txt"));
  });
