/** ssh for a build: its steps speak to agents of this machine, or to keys, by the names that the build has for them. */
import { readFile, stat } from "node:fs/promises";
import { WindlassError } from "../../../core/errors.ts";
import type { SshAccess } from "../../../engine/port.ts";
import { GrpcError, grpcCode } from "../grpc/frames.ts";
import { bytesOf, fieldsOf, message, textOf } from "../grpc/protobuf.ts";
import { type GrpcCall, unary } from "../grpc/server.ts";
import { type Agent, framed, keysAgent, socketAgent, split } from "../ssh/agent.ts";
import { parseKey, type SshKey } from "../ssh/key.ts";
import type { Handlers } from "./session.ts";

/** Makes a connection to the agent. */
type Dial = () => Promise<Agent>;

/** @throws WindlassError `build-failed` where there is no agent, or a key can't be used */
export async function sshHandlers(accesses: readonly SshAccess[]): Promise<Handlers> {
  if (accesses.length === 0) return {};
  const agents = new Map(await Promise.all(accesses.map(async (access) => [access.id, await dialOf(access)] as const)));
  const agentOf = (id: string): Dial => {
    const dial = agents.get(id === "" ? "default" : id);
    if (dial === undefined) throw new GrpcError(grpcCode.notFound, `the build has no ssh access "${id}"`);
    return dial;
  };
  return {
    "/moby.sshforward.v1.SSH/CheckAgent": unary(async (request) => {
      agentOf(textOf(fieldsOf(request), 1));
      return message();
    }),
    "/moby.sshforward.v1.SSH/ForwardAgent": async (call) => {
      const [id = ""] = call.header("buildkit.ssh.id");
      const agent = await agentOf(id)();
      try {
        for await (const request of split(dataOf(call)))
          await call.send(message([1, framed(await agent.answer(request))]));
      } finally {
        agent.close();
      }
    },
  };
}

async function* dataOf({ requests }: GrpcCall): AsyncGenerator<Uint8Array> {
  for await (const request of requests) yield bytesOf(fieldsOf(request), 1);
}

async function dialOf({ id, paths }: SshAccess): Promise<Dial> {
  if (paths.length === 0)
    throw new WindlassError("build-failed", `the build wants the ssh agent for "${id}", and none is running`, {
      hint: "start one and add a key: eval $(ssh-agent); ssh-add",
    });
  const found = await Promise.all(paths.map((path) => read(path)));
  const keys = found.flatMap((one) => ("key" in one ? [one.key] : []));
  if (keys.length === found.length) return async () => keysAgent(keys);
  const [only] = found;
  if (found.length > 1 || only === undefined || !("socket" in only))
    throw new WindlassError("build-failed", `the ssh access "${id}" is either one agent's socket or keys, not both`);
  const { socket } = only;
  return () =>
    socketAgent(socket).catch((error: unknown) => {
      throw new WindlassError("build-failed", `the ssh agent at ${socket} does not answer`, { cause: error });
    });
}

async function read(path: string): Promise<{ readonly socket: string } | { readonly key: SshKey }> {
  const refuse = (why: string, hint?: string): WindlassError =>
    new WindlassError(
      "build-failed",
      `cannot use ${path} for ssh in the build: ${why}`,
      hint === undefined ? {} : { hint },
    );
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) throw refuse("it does not exist");
  if (stats.isSocket()) return { socket: path };
  const file = await readFile(path, "utf8").catch(() => undefined);
  if (file === undefined) throw refuse("it cannot be read");
  const key = parseKey(file);
  if (key === "encrypted") throw refuse("the key has a passphrase", "add it to an agent: ssh-add");
  if (key === "unknown") throw refuse("it is neither an agent's socket nor a private key");
  return { key };
}
