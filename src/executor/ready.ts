/**
 * Asks a container itself whether it can be used: at its own address where the engine runs here, at the port that it is
 * published as, or by reading what it prints. Asks at once and then at intervals; nothing is busy in between.
 */
import type { Clock } from "../core/clock.ts";
import { WindlassError } from "../core/errors.ts";
import { hasEnded } from "../engine/container-state.ts";
import type { Addresses, Answer, Host } from "../engine/host.ts";
import { logText } from "../engine/output-line.ts";
import type { ContainerStatus, Engine, EngineFacts } from "../engine/port.ts";
import type { Question } from "../planner/plan/operation.ts";
import { betweenRuns } from "./between-runs.ts";
import { withTimeLimit } from "./time-limit.ts";

export interface ReadyIo {
  readonly engine: Engine;
  readonly host: () => Promise<Host>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** @throws WindlassError `dependency-unhealthy`, `dependency-exited` */
export async function waitReady(id: string, name: string, question: Question, io: ReadyIo): Promise<void> {
  const { ask, everyMs, graceMs, failures } = question;
  if (ask.kind === "log") return waitForLine(id, name, ask.text, graceMs + everyMs * failures, io);
  const host = await io.host();
  const beganAt = io.clock.now();
  for (let failed = 0; ; ) {
    stillUp(await io.engine.status(id, io.signal), name);
    if (await isReady(id, ask, question.timeoutMs, host, io)) return;
    if (io.clock.now() - beganAt >= graceMs) failed++;
    if (failed >= failures) throw notReady(name, `port ${ask.port} did not answer, tried ${failed} times`);
    await io.clock.sleep(everyMs, io.signal);
  }
}

type Asked = Exclude<Question["ask"], { kind: "log" }>;

async function isReady(id: string, asked: Asked, timeoutMs: number, host: Host, io: ReadyIo): Promise<boolean> {
  const addresses = await io.engine.addresses(id, io.signal);
  if (addresses === undefined) return false;
  const { own, published } = placesOf(addresses, asked.port, io.engine.facts);
  const knock = async ({ address, port }: Place): Promise<Answer> =>
    (await withTimeLimit(timeoutMs, io, (signal) =>
      asked.kind === "http" ? host.answers(address, port, asked.path, signal) : host.connects(address, port, signal),
    )) ?? "silent";
  const [direct, forwarded] = await Promise.all([Promise.all(own.map(knock)), Promise.all(published.map(knock))]);
  // Who forwards a port may say yes in its own name: what the container itself says goes before that.
  const said = direct.some((answer) => answer !== "silent") ? direct : forwarded;
  return said.includes("yes");
}

interface Place {
  readonly address: string;
  readonly port: number;
}

const anyAddress: ReadonlySet<string> = new Set(["", "0.0.0.0", "::"]);

function placesOf(
  { own, isHost, published }: Addresses,
  port: number,
  facts: EngineFacts,
): { readonly own: readonly Place[]; readonly published: readonly Place[] } {
  const machine = facts.local ? "127.0.0.1" : (URL.parse(facts.address)?.hostname ?? "");
  if (isHost) return { own: [{ address: machine, port }], published: [] };
  return {
    own: facts.local ? own.map((address) => ({ address, port })) : [],
    published: published
      .filter(({ container, hostIp }) => container === `${port}/tcp` && (hostIp === "::" || !hostIp.includes(":")))
      .map(({ hostIp, hostPort }) => ({ address: anyAddress.has(hostIp) ? machine : hostIp, port: hostPort })),
  };
}

async function waitForLine(id: string, name: string, text: string, limitMs: number, io: ReadyIo): Promise<void> {
  const found = await withTimeLimit(limitMs, io, async (signal) => {
    for (;;) {
      const status = await io.engine.status(id, signal);
      stillUp(status, name);
      const since = betweenRuns(status?.finishedAt ?? "", Date.parse(status?.startedAt ?? ""));
      for await (const lines of io.engine.logs(id, { follow: true, ...(since !== "" && { since }) }, signal))
        if (lines.some((line) => logText(line).includes(text))) return true;
      // It ended; whether the engine starts it again is seen in a moment.
      stillUp(await io.engine.status(id, signal), name);
      await io.clock.sleep(afterEndMs, signal);
    }
  });
  if (found === undefined) throw notReady(name, `it did not print ${JSON.stringify(text)} within ${limitMs / 1000}s`);
}

/** Before a container that ended, and that the engine may start again, is looked at once more. */
const afterEndMs = 500;

function stillUp(status: ContainerStatus | undefined, name: string): void {
  if (status === undefined)
    throw new WindlassError("dependency-exited", `container ${name} was removed while it was waited for`);
  if (hasEnded(status))
    throw new WindlassError(
      "dependency-exited",
      `dependency failed to start: container ${name} exited (${status.exitCode})`,
    );
}

const notReady = (name: string, why: string): WindlassError =>
  new WindlassError("dependency-unhealthy", `dependency failed to start: container ${name} is not ready: ${why}`, {
    hint: "see its output with `windlass logs`; `start_period` and `retries` of `x-windlass.ready` give it more time",
  });
