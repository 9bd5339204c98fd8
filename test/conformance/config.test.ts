/** `config --format json`, against what docker compose prints for files that others wrote. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { commandLine } from "../support/program.ts";
import { shared } from "../support/shared.ts";

const root = join(import.meta.dirname, "../..");
const tool = shared("tools/conformance");
if (tool === undefined)
  process.stderr.write("skipped: test/conformance, because the files that it compares are not here\n");

test.skipIf(tool === undefined)(
  "every file is printed as docker compose prints it, or stands in deviations.tsv with the reason",
  async () => {
    const [bin, first] = commandLine([]);
    const deviations = join(root, "test/conformance/deviations.tsv");
    const child = spawn(process.execPath, [
      tool ?? "",
      "--bin",
      [bin, ...first].join(" "),
      "--deviations",
      deviations,
      "--show",
      "40",
    ]);
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
    expect(code, said).toBe(0);
  },
  300_000,
);
