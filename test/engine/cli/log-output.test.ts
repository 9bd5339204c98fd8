/** What containers wrote, and how it reaches the reader of `logs`: the built command in front of a real engine. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Command, openCommand } from "../../support/command.ts";
import { engineAddresses } from "../../support/engines.ts";
import { startFaultProxy } from "../../support/fault-proxy.ts";
import { startLine } from "../../support/program.ts";

const [address = ""] = engineAddresses;

const job = (script: string, more: object = {}): object => ({
  ...more,
  image: "busybox",
  command: ["sh", "-c", script.replaceAll("$", "$$$$")],
});
const megabytes = 64;
const compose = JSON.stringify({
  services: {
    long: job(`head -c ${megabytes * 1_048_576} /dev/zero | tr '\\0' a; echo; echo after`),
    // The usual driver keeps text only.
    bytes: job('i=0; while [ $i -lt 256 ]; do printf "\\\\$(printf %03o $i)"; i=$((i+1)); done; echo', {
      logging: { driver: "local" },
    }),
    many: job("seq 1 20000"),
    both: job("echo out; echo err >&2"),
    slow: job("for i in $(seq 1 60); do echo line $i; sleep 0.02; done"),
  },
});

let command: Command;

beforeAll(async () => {
  command = await openCommand(address);
  await command.up(compose);
});
afterAll(() => command.remove());

/** Until the service's container has ended. */
const ended = (service: string): Promise<void> =>
  expect.poll(() => command.containers(), { timeout: 240_000 }).toContain(`${service}-1 exited`);

interface Seen {
  readonly code: number;
  readonly out: Buffer;
  readonly err: string;
}

/** `windlass logs …` in a shell, with what follows it there. */
const logs = (words: string, then = "", host = address): Promise<Seen> =>
  new Promise((resolve) => {
    const line = `${startLine} -p ${command.project} logs ${words} ${then}`;
    const env = { ...process.env, NODE_OPTIONS: "", DOCKER_HOST: host };
    execFile(
      "bash",
      ["-o", "pipefail", "-c", line],
      { env, encoding: "buffer", maxBuffer: 2 ** 28 },
      (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err: err.toString() }),
    );
  });

test("a line of 64 MiB is one line", async () => {
  await ended("long");
  const { code, out } = await logs("--no-log-prefix long");
  expect(code).toBe(0);
  const hash = createHash("sha256")
    .update("a".repeat(megabytes * 1_048_576))
    .update("\nafter\n");
  expect(createHash("sha256").update(out).digest("hex")).toBe(hash.digest("hex"));
});

test("bytes reach a pipe as they are", async () => {
  await ended("bytes");
  const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  expect((await logs("--no-log-prefix bytes")).out).toEqual(Buffer.concat([every, Buffer.from("\n")]));
});

test("a reader that goes away ends it without a word", async () => {
  await ended("many");
  const { code, out, err } = await logs("--no-log-prefix many", "| head -1");
  expect({ out: out.toString(), err }).toEqual({ out: "1\n", err: "" });
  expect([0, 141]).toContain(code);
});

test.skipIf(!existsSync("/dev/full"))("a disk that is full is one message and exit 1", async () => {
  await ended("many");
  const { code, err } = await logs("many", "> /dev/full");
  expect(code).toBe(1);
  expect(err).toBe("error[output-failed]: can't write the output: no space left on the device\n");
});

test("--format json is one object for each line", async () => {
  await ended("both");
  const { out } = await logs("--format json both");
  const objects = out
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const common = { service: "both", container: "both-1", number: 1 };
  expect(objects).toHaveLength(2);
  expect(objects).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ...common, stream: "stdout", text: "out" }),
      expect.objectContaining({ ...common, stream: "stderr", text: "err" }),
    ]),
  );
});

test("a stream that the engine cuts continues, with a word to the reader, and no line lost or told twice", async () => {
  await ended("slow");
  const rule = { match: /\/logs$/, action: { kind: "cut", bytes: 900 }, nth: 1 } as const;
  const proxy = await startFaultProxy(address, [rule]);
  try {
    const { code, out, err } = await logs("--no-log-prefix slow", "", proxy.address);
    expect(proxy.unmet()).toEqual([]);
    expect(code).toBe(0);
    expect(err).toBe("slow-1: the connection was lost and made again; no line is missing\n");
    expect(out.toString()).toBe(Array.from({ length: 60 }, (_, i) => `line ${i + 1}\n`).join(""));
  } finally {
    await proxy.close();
  }
});
