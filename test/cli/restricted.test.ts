/** `--restricted`: what reaches beyond containers is refused before anything is touched. */
import { expect, test } from "vitest";
import { run } from "../../src/cli/run.ts";
import { MemoryEngine } from "../support/memory-engine.ts";
import { fakeShell } from "../support/process-context.ts";

const files = {
  "/app/compose.yaml": `name: shop
services:
  web: {image: nginx}
  agent:
    image: nginx
    use_api_socket: true
    privileged: true
`,
};

async function windlass(
  ...argv: readonly string[]
): Promise<{ code: number; err: string; out: string; calls: string[] }> {
  const engine = new MemoryEngine();
  engine.addImage("nginx");
  const shell = fakeShell(files, engine);
  const code = await run(argv, shell);
  return { code, err: shell.err.text, out: shell.out.text, calls: engine.calls };
}

test.each([["up", "-d"], ["create"], ["plan"]])("%s refuses it with its lines, and makes no call", async (...argv) => {
  const { code, err, calls } = await windlass("--restricted", ...argv);
  expect(code).toBe(1);
  expect(err).toContain('service "agent" has all rights on the host, which --restricted does not allow');
  expect(err).toContain("compose.yaml:6:");
  expect(err).toContain("compose.yaml:7:");
  expect(calls).toEqual([]);
});

test("services that are not asked for don't count", async () => {
  expect((await windlass("--restricted", "create", "web")).code).toBe(0);
});

test("a plan without it says beside the service what it may do", async () => {
  const { code, out } = await windlass("plan");
  expect(code).toBe(0);
  expect(out).toContain("      has all rights on the host\n      controls the engine, as root on its host\n");
});
