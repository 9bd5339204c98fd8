/** Runs programs: quietly, with the end of their output in the error when they fail, or with this terminal. */
import { spawn } from "node:child_process";
import { Stop } from "./say.mjs";

const tailLines = 15;

/**
 * Runs a program and returns what it printed, as far as that is not sent elsewhere. It is ended after `limitSeconds`.
 * @throws Stop with the last lines of its output when it fails
 */
export async function quiet(program, args, { limitSeconds = 60, ...options } = {}) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], timeout: limitSeconds * 1000, ...options });
  let out = "";
  let all = "";
  child.stdout?.setEncoding("utf8").on("data", (text) => {
    out += text;
    all += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    all += text;
  });
  const { code, signal } = await ended(child);
  if (code === 0) return out;
  const how = signal === null ? `exit code ${code}` : `ended by ${signal}, after ${limitSeconds} s at the most`;
  throw new Stop(`${program} ${args[0] ?? ""}: ${how}\n${all.trimEnd().split("\n").slice(-tailLines).join("\n")}`);
}

/** Runs a program on this terminal; its exit code (128 + n when a signal ended it). */
export async function attached(program, args, options = {}) {
  const { code } = await ended(spawn(program, args, { stdio: "inherit", ...options }));
  return code ?? 130;
}

/** Resolves when the child is gone and its output is read; a program that does not exist is a Stop. */
export function ended(child) {
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(new Stop(`${child.spawnfile}: ${error.message}`)));
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
}
