/** What containers use, in the words of `stats`. */
import type { Usage, Used } from "../../index.ts";
import { shortId } from "./images.ts";
import { binarySize, decimalSize } from "./sizes.ts";

/** Of what is not known yet. */
const unknown = "--";

export function statsFields(
  { id, name, usage }: Used,
  { whole }: { readonly whole: boolean },
): Readonly<Record<string, unknown>> {
  const known = (text: (usage: Usage) => string, otherwise = unknown): string => (usage ? text(usage) : otherwise);
  return {
    BlockIO: known(({ read, written }) => `${decimalSize(read)} / ${decimalSize(written)}`),
    CPUPerc: known(({ cpuPercent }) => percent(cpuPercent)),
    Container: id,
    ID: whole ? id : shortId(id),
    MemPerc: known(({ memory, memoryLimit }) => percent(memoryLimit === 0 ? 0 : (memory / memoryLimit) * 100)),
    MemUsage: known(({ memory, memoryLimit }) => `${binarySize(memory)} / ${binarySize(memoryLimit)}`, "-- / --"),
    Name: name,
    NetIO: known(({ received, sent }) => `${decimalSize(received)} / ${decimalSize(sent)}`),
    PIDs: known(({ processes }) => String(processes)),
  };
}

const percent = (value: number): string => `${value.toFixed(2)}%`;

export const statsColumns =
  "{{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}";

export const statsHeadings: Readonly<Record<string, string>> = {
  BlockIO: "BLOCK I/O",
  CPUPerc: "CPU %",
  Container: "CONTAINER",
  ID: "CONTAINER ID",
  MemPerc: "MEM %",
  MemUsage: "MEM USAGE / LIMIT",
  Name: "NAME",
  NetIO: "NET I/O",
  PIDs: "PIDS",
};
