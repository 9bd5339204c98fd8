/** The README's block of commands, typed in its order on a real engine. */
import { expect, test } from "vitest";
import { openCommand } from "../support/command.ts";
import { engineAddresses } from "../support/engines.ts";
import { callsOf, pageText } from "../support/pages.ts";

const [address = ""] = engineAddresses;

const compose = `services:
  web:
    image: busybox
    init: true
    command: sh -c "echo ready; sleep 600"
    ports: ["127.0.0.1::80"]
`;

/** Those that last until somebody ends them. */
const lasting: ReadonlySet<string> = new Set(["up", "logs -f"]);

test("the commands of the README do what it says, one after the other", async () => {
  const [, use = ""] = /^## Use\n([\s\S]*?)^## /m.exec(`${pageText("README.md")}## `) ?? [];
  const calls = callsOf(use);
  expect(calls.length).toBeGreaterThan(10);
  const command = await openCommand(address);
  try {
    for (const call of calls) {
      const running = await command.start(compose, ...call.split(" "));
      if (lasting.has(call)) {
        await running.until(/ready/);
        running.kill("SIGINT");
      }
      const { code, output } = await running.ended;
      expect(code, `${call}\n${output}`).toBe(lasting.has(call) ? 130 : 0);
    }
    expect(await command.containers()).toEqual([]);
  } finally {
    await command.remove();
  }
});
