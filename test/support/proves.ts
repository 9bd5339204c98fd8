/**
 * Tests that prove an attribute of the Compose file. Their titles begin with its path as docs/spec-support.md writes it
 * (the section, a dot, the row), and scripts/lib/proofs.mjs finds the paths in the sources: so they are written out here,
 * as literals. Several attributes that are seen at once may share a test.
 */
import { type TestContext, test } from "vitest";

type Paths = string | readonly string[];
type Body = (context: TestContext) => Promise<void> | void;

/** Its effect is seen on a real engine: from inside a container, or in what the engine does. */
export const proves = (paths: Paths, what: string, body: Body): void => test(titleOf(paths, what), body);

/** No engine of ours can show the effect, so what is asked of the engine is the proof. */
export const recorded = (paths: Paths, what: string, body: Body): void => test(titleOf(paths, what), body);

/** It never reaches the engine: its effect is in the project, the plan or the output. */
export const loaded = (paths: Paths, what: string, body: Body): void => test(titleOf(paths, what), body);

const titleOf = (paths: Paths, what: string): string =>
  `${[paths]
    .flat()
    .map((path) => `\`${path}\``)
    .join(", ")}: ${what}`;
