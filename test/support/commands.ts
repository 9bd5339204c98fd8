/** Runs commands in this process, in front of an engine in memory. */
import { run } from "../../src/cli/run.ts";
import type { TestContext } from "./process-context.ts";

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function inProcess(argv: readonly string[], shell: TestContext): Promise<Ended> {
  const code = await run(argv, shell);
  return { code, out: shell.out.text, err: shell.err.text };
}

/** Lets everything that can happen now happen. */
export const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
