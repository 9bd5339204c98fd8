/**
 * Health checks on Podman: systemd's timers run them, and where there is no systemd nobody does. So whoever waits for a
 * container's health has a check run that is due.
 */
import { CallError } from "./http/call-error.ts";
import type { Transport } from "./http/transport.ts";
import { list, number, record, text } from "./wire/json.ts";

/** What an interval is that nobody set. */
const usualIntervalNs = 30_000_000_000;
/** What a check may take that has no timeout of its own, and more than Podman gives it. */
const limitMs = 120_000;

/** @returns whether a check was run, so that another look is worth while */
export async function runDueCheck(transport: Transport, inspected: unknown, signal: AbortSignal): Promise<boolean> {
  const raw = record(inspected);
  if (!isDue(raw, Date.now())) return false;
  const path = ["libpod", "containers", text(raw.Id), "healthcheck"];
  try {
    await transport.once({ method: "GET", path, deadlineMs: limitMs, long: true }, signal);
  } catch (error) {
    // It has ended meanwhile, or its check can't be run: the next look tells.
    if (!(error instanceof CallError)) throw error;
  }
  return true;
}

/** @param nowMs milliseconds since the epoch */
export function isDue(inspected: unknown, nowMs: number): boolean {
  const { State, Config } = record(inspected);
  const { Status, Health } = record(State);
  if (Status !== "running" || record(Health).Status !== "starting") return false;
  const last = Date.parse(text(record(list(record(Health).Log).at(-1)).End));
  const interval = number(record(record(Config).Healthcheck).Interval) || usualIntervalNs;
  return Number.isNaN(last) || nowMs - last >= interval / 1e6;
}
