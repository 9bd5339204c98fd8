/** The README's blocks of commands to try and to use, typed in their order on a real engine. */
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

const section = (title: string): string =>
  new RegExp(String.raw`^## ${title}\n([\s\S]*?)^## `, "m").exec(pageText("README.md"))?.[1] ?? "";

test.each([
  ["Try it", 3],
  ["Use", 13],
])("the commands of the README below %s do what it says, one after the other", async (title, count) => {
  const calls = callsOf(section(title));
  expect(calls).toHaveLength(count);
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
