/** What a container uses of its host, as the engine counts it, across cuts of the connection. */
import type { Usage } from "../engine/port.ts";
import { CallError, isStatus, passing } from "./http/call-error.ts";
import { failure } from "./http/failures.ts";
import { jsonLines } from "./http/json-lines.ts";
import { Reconnects } from "./http/reconnect.ts";
import type { Call, Transport } from "./http/transport.ts";
import { type JsonRecord, list, number, record, text } from "./wire/json.ts";

export async function* usage(
  transport: Transport,
  id: string,
  { once }: { readonly once: boolean },
  signal: AbortSignal,
): AsyncGenerator<Usage> {
  const call: Call = { method: "GET", path: ["containers", id, "stats"], query: { stream: !once } };
  const reconnects = new Reconnects(transport, signal);
  try {
    for (;;) {
      let end = new CallError({ kind: "broken", reason: "the stream keeps ending" });
      reconnects.opened();
      try {
        const { chunks } = await transport.open(call, signal);
        for await (const line of jsonLines(chunks)) {
          reconnects.gotOn();
          yield usageOf(line);
        }
        if (once) return;
      } catch (error) {
        if (isStatus(error, 404)) return;
        if (!(error instanceof CallError) || !passing(error.fault)) throw error;
        end = error;
      }
      await reconnects.wait(end);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw failure(error, "read what the container uses");
  }
}

/** One of the engine's samples; it brings the one before along. */
export function usageOf(raw: JsonRecord): Usage {
  const memory = record(raw.memory_stats);
  const networks = Object.values(record(raw.networks)).map(record);
  const blocks = list(record(raw.blkio_stats).io_service_bytes_recursive).map(record);
  const moved = (how: RegExp): number => sum(blocks.filter(({ op }) => how.test(text(op))).map(({ value }) => value));
  return {
    cpuPercent: cpuPercent(record(raw.cpu_stats), record(raw.precpu_stats)),
    memory: usedMemory(number(memory.usage), record(memory.stats)),
    memoryLimit: number(memory.limit),
    received: sum(networks.map(({ rx_bytes }) => rx_bytes)),
    sent: sum(networks.map(({ tx_bytes }) => tx_bytes)),
    read: moved(/^r/i),
    written: moved(/^w/i),
    processes: number(record(raw.pids_stats).current),
  };
}

const sum = (values: readonly unknown[]): number => values.reduce<number>((all, value) => all + number(value), 0);

/** The container's share of all processors' time since the last sample, times the processors. */
function cpuPercent(now: JsonRecord, before: JsonRecord): number {
  const used = (cpu: JsonRecord): number => number(record(cpu.cpu_usage).total_usage);
  const processors = number(now.online_cpus) || list(record(now.cpu_usage).percpu_usage).length;
  const own = used(now) - used(before);
  const all = number(now.system_cpu_usage) - number(before.system_cpu_usage);
  return own > 0 && all > 0 ? (own / all) * processors * 100 : 0;
}

/** Pages of files that nobody uses are no use of memory: cgroups 1 and 2 count them under different names. */
function usedMemory(all: number, counted: JsonRecord): number {
  const cached = [counted.total_inactive_file, counted.inactive_file].find((value) => typeof value === "number");
  return number(cached) < all ? all - number(cached) : all;
}
