/** A small project in front of an engine in memory, for what a command does in this process. */
import { run } from "../../src/cli/run.ts";
import type { Operation } from "../../src/planner/plan/operation.ts";
import type { Plan } from "../../src/planner/plan/plan.ts";
import { MemoryEngine } from "./memory-engine.ts";
import { fakeShell, type TestContext } from "./process-context.ts";

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Shop {
  readonly engine: MemoryEngine;
  /** Runs the words; `-p shop` from labels alone where the files are `refusing`. */
  readonly windlass: (words: string, around?: Partial<TestContext>) => Promise<Ended>;
}

/** web depends on db, and restarts with it; a job that only a profile enables. */
export const shopFile = `name: shop
services:
  web:
    image: nginx
    depends_on: {db: {condition: service_started, restart: true}}
  db:
    image: redis
  job:
    image: busybox
    profiles: [tools]
`;

export function shop(
  file: string = shopFile,
  options: Parameters<typeof fakeShell>[2] = {},
  engine: MemoryEngine = new MemoryEngine(),
): Shop {
  for (const image of ["nginx", "redis", "busybox"]) engine.addImage(image);
  return {
    engine,
    async windlass(words, around = {}) {
      const shell = { ...fakeShell({ "/app/compose.yaml": file }, engine, options), ...around };
      const code = await run(words.split(" ").filter(Boolean), shell);
      return { code, out: shell.out.text, err: shell.err.text };
    },
  };
}

/** A disk that gives nothing away: whoever reads a file of the project fails. */
export const refusing: Pick<TestContext, "disk"> = {
  disk: {
    read: async (path) => {
      throw Object.assign(new Error(`${path} was read`), { code: "EACCES" });
    },
    kind: async () => "missing",
  },
};

/** The operations of the plan that the words would carry out. */
export async function planned({ windlass }: Shop, words: string): Promise<readonly Operation[]> {
  const { out } = await windlass(`plan ${words} --format json`);
  return (JSON.parse(out) as Plan).steps.map(({ operation }) => operation as Operation);
}
