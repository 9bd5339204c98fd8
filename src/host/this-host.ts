/** The machine that this program runs on. */
import { request } from "node:http";
import { connect } from "node:net";
import type { Answer, Host } from "../engine/host.ts";
import { findPlugin, findProgram, runProgram } from "./programs.ts";
import { lastPull, rememberPull } from "./pull-times.ts";

/**
 * Who forwards a published port takes every connection, and hangs up where nobody listens behind it: a connection counts
 * if it holds for so long.
 */
const heldMs = 150;

type Env = Readonly<Record<string, string | undefined>>;

/**
 * @param env by which programs and the user's cache folder are found
 * @param programEnv what they get as their environment
 */
export const thisHost = (env: Env, programEnv: Env = env): Host => ({
  findPlugin: (name) => findPlugin(name, env),
  findProgram: (name) => findProgram(name, env),
  runProgram: (run, signal) => runProgram(run, programEnv, signal),
  lastPull: (image) => lastPull(image, env),
  rememberPull: (image) => rememberPull(image, env),

  connects: (host, port, signal) =>
    settled(signal, (answer) => {
      const socket = connect({ host, port, signal });
      let timer: NodeJS.Timeout | undefined;
      socket.once("connect", () => {
        timer = setTimeout(() => answer("yes"), heldMs);
      });
      // Who speaks first is there.
      socket.once("data", () => answer("yes"));
      socket.once("end", () => answer("no"));
      socket.once("error", (error) => answer(answerOf(error)));
      return () => {
        clearTimeout(timer);
        socket.destroy();
      };
    }),

  answers: (host, port, path, signal) =>
    settled(signal, (answer) => {
      const call = request({ host, port, path, signal, agent: false, headers: { connection: "close" } });
      call.once("response", ({ statusCode = 0 }) => answer(statusCode >= 200 && statusCode < 400 ? "yes" : "no"));
      // Closing it early raises further errors.
      call.on("error", (error) => answer(answerOf(error)));
      call.end();
      return () => call.destroy();
    }),
});

/** The first answer counts; whatever it is, what was opened is closed. @param open gives what closes it */
async function settled(signal: AbortSignal, open: (answer: (said: Answer) => void) => () => void): Promise<Answer> {
  signal.throwIfAborted();
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const close = open(resolve);
  const answer = await promise;
  close();
  signal.throwIfAborted();
  return answer;
}

/** A connection that was refused or broken off was refused by somebody. */
function answerOf({ code = "" }: NodeJS.ErrnoException): Answer {
  const isRefusal = code === "ECONNREFUSED" || code === "ECONNRESET" || code === "EPIPE" || code.startsWith("HPE_");
  return isRefusal ? "no" : "silent";
}
