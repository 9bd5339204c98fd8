/** Processes as Linux shows them under /proc. A process is a number and a mark, since numbers are used again. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** When the process started, in the kernel's ticks since boot; undefined: there is none (or it is a zombie). */
export function processMark(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

export const isAlive = ({ pid, mark }) => mark !== undefined && processMark(pid) === mark;

/** Asks the process to end and waits until it has; false: it did not within `limitSeconds`. */
export async function end(target, limitSeconds) {
  if (isAlive(target)) process.kill(target.pid, "SIGTERM");
  for (const giveUp = Date.now() + limitSeconds * 1000; isAlive(target); await sleep(100))
    if (Date.now() > giveUp) return false;
  return true;
}

/** Processes of this name that share this process's network: two engines there would undo each other's rules. */
export function neighbours(name) {
  const network = (pid) => readlinkSync(`/proc/${pid}/ns/net`);
  return readdirSync("/proc").filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) &&
        readFileSync(`/proc/${pid}/comm`, "utf8").trim() === name &&
        network(pid) === network("self")
      );
    } catch {
      return false;
    }
  });
}
