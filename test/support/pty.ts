/** A program in a terminal of its own, by `script` of util-linux: what is typed, what is seen. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

export interface InTerminal {
  readonly pid: number;
  readonly ended: Promise<{ readonly code: number | null; readonly seen: string }>;
  type(text: string): void;
  /** Waits until it is seen. */
  until(pattern: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

export const hasTerminals: boolean = spawnSync("script", ["--version"]).stdout?.toString().includes("util-linux");

/** @param words for a shell: nothing in them is quoted here */
export function inTerminal(
  words: string,
  env: Readonly<Record<string, string | undefined>>,
  { rows = 24, columns = 80 }: { readonly rows?: number; readonly columns?: number } = {},
): InTerminal {
  const line = `stty rows ${rows} columns ${columns}; ${words}`;
  const child = spawn("script", ["--quiet", "--return", "--flush", "--command", line, "/dev/null"], {
    env: { ...env, SHELL: "/bin/sh" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let seen = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    seen += text;
  });
  child.stdin.on("error", () => {});
  return {
    pid: child.pid ?? 0,
    ended: once(child, "close").then(([code]) => ({ code, seen })),
    type: (text) => void child.stdin.write(text),
    async until(pattern) {
      for (const limit = Date.now() + 60_000; !pattern.test(seen); ) {
        if (Date.now() > limit || child.exitCode !== null) throw new Error(`not seen: ${pattern}\n${seen}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    kill: (signal) => child.kill(signal),
  };
}
