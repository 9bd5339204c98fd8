/** A small project that runs on an engine in memory, and the command in this process in front of it. */
import { run } from "../../src/cli/run.ts";
import { MemoryEngine } from "./memory-engine.ts";
import { fakeShell, type TestContext } from "./process-context.ts";

const text = `name: shop
services:
  web:
    image: nginx:1.27
    ports: ["8080:80"]
    expose: ["9000"]
    depends_on: [db]
    scale: 1
  db:
    image: redis:7
    volumes: ["data:/data"]
volumes: {data: {}, spare: {}}
`;

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Shop {
  readonly engine: MemoryEngine;
  /** In its folder, or with the shell that is given. */
  windlass(argv: string | readonly string[], shell?: TestContext): Promise<Ended>;
  shell(options?: Parameters<typeof fakeShell>[2]): TestContext;
  /** One that has no file of the project, and says what was asked for. */
  elsewhere(env?: Record<string, string>): TestContext & { readonly opened: readonly string[] };
}

/** @param more services, as lines of the file */
export async function openShop(more = ""): Promise<Shop> {
  const engine = new MemoryEngine();
  for (const reference of ["nginx:1.27", "redis:7", "busybox"]) engine.addImage(reference);
  const files = { "/app/compose.yaml": text.replace("volumes: {data", `${more}volumes: {data`) };
  const shell: Shop["shell"] = (options) => fakeShell(files, engine, options);
  const windlass: Shop["windlass"] = async (argv, where = shell()) => {
    const code = await run(typeof argv === "string" ? argv.split(" ").filter(Boolean) : argv, where);
    return { code, out: where.out.text, err: where.err.text };
  };
  const { code, err } = await windlass("up -d");
  if (code !== 0) throw new Error(err);
  return { engine, shell, windlass, elsewhere: (env = {}) => elsewhere(engine, env) };
}

function elsewhere(engine: MemoryEngine, env: Record<string, string>): ReturnType<Shop["elsewhere"]> {
  const opened: string[] = [];
  const refused = async (path: string): Promise<never> => {
    opened.push(path);
    throw Object.assign(new Error(`EACCES: ${path}`), { code: "EACCES" });
  };
  const shell = fakeShell({}, engine, { env });
  return { ...shell, opened, disk: { ...shell.disk, read: refused, kind: refused } };
}
