/** `--restricted`: what reaches beyond containers is refused before anything is touched. */
import { expect, test } from "vitest";
import { withEmptyEngine } from "../../../scripts/lib/empty-engine.mjs";
import { type Ended, windlassOn } from "../../support/on-files.ts";

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

/** On an engine that answers no call which changes something. */
const windlass = (...argv: readonly string[]): Promise<Ended> =>
  withEmptyEngine((host) => windlassOn(files, argv, { host }));

test.each([["up", "-d"], ["create"], ["plan"]])("%s refuses it with its lines, before any call", async (...argv) => {
  const { code, err } = await windlass("--restricted", ...argv);
  expect(code).toBe(1);
  expect(err).toMatch(/^error\[restricted\]/);
  expect(err).toContain('service "agent" has all rights on the host, which --restricted does not allow');
  expect(err).toContain("compose.yaml:6:");
  expect(err).toContain("compose.yaml:7:");
});

test("services that are not asked for don't count", async () => {
  expect((await windlass("--restricted", "plan", "web")).code).toBe(0);
});

test("a plan without it says beside the service what it may do", async () => {
  const { code, out } = await windlass("plan");
  expect(code).toBe(0);
  expect(out).toContain("      has all rights on the host\n      controls the engine, as root on its host\n");
});
