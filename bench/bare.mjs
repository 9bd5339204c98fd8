/**
 * The bare loop: what the engine alone needs for the changes that a command makes. A recorder between the command and the
 * engine writes down the calls that change something; the loop then makes the same calls, so many at a time. It waits for
 * nothing else, reads no file and looks at nothing.
 */
import { Agent, createServer, request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { Stop } from "../scripts/lib/say.mjs";

/** Calls at a time, of which the best counts. */
const concurrencies = [2, 4, 8, 16, 64];

/**
 * The loop for the phases of a round, at the concurrency that suits each of them best.
 * @param socket of the engine
 * @param folder for the recorder's socket
 * @param run runs the command of a phase on the engine at this address
 * @returns a function that makes the calls of a phase again and tells how long that took
 */
export async function bareLoop(phases, { socket, folder, signal }, run) {
  const calls = new Map();
  for (const phase of phases)
    calls.set(phase, await recorded({ socket, at: join(folder, "recorder.sock") }, (address) => run(phase, address)));
  const created = [...calls.values()].flat().filter(({ path }) => path.includes("/containers/create"));
  const containers = created.map(({ made }) => made);
  const parts = new Map([...calls].map(([phase, all]) => [phase, inParts(all, containers)]));
  /** From the id that was recorded to that of what is there now. */
  const ids = new Map();
  const replay = async (phase, concurrency) => {
    signal.throwIfAborted();
    return { ms: await replayed(parts.get(phase), { socket, ids, concurrency }), concurrency };
  };

  const best = new Map();
  for (const concurrency of concurrencies)
    for (const phase of phases) {
      const run = await replay(phase, concurrency);
      if (run.ms < (best.get(phase)?.ms ?? Number.POSITIVE_INFINITY)) best.set(phase, run);
    }
  return (phase) => replay(phase, best.get(phase).concurrency);
}

/**
 * Runs `work` with an engine's address at which all calls are passed on.
 * @returns the calls that changed something, in their order: `{ method, path, body, made }`; `made` is the id of what a
 *   call created
 */
async function recorded({ socket, at }, work) {
  const calls = [];
  const pass = async (incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const body = await text(incoming);
    const call = { method, path, body };
    if (method !== "GET" && method !== "HEAD") calls.push(call);
    const answer = await answered({ socketPath: socket, method, path, headers }, body);
    outgoing.writeHead(answer.statusCode, answer.headers);
    if (!path.includes("/create")) return pipeline(answer, outgoing);
    const said = await text(answer);
    call.made = JSON.parse(said).Id;
    outgoing.end(said);
  };
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch((error) => outgoing.destroy(error));
  });
  await new Promise((resolve) => server.listen(at, resolve));
  try {
    await work(`unix://${at}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return calls;
}

const answered = (options, body) =>
  new Promise((resolve, reject) => request(options, resolve).on("error", reject).end(body));

/** The calls in parts: what comes before all containers, a chain for each container, and what comes after them. */
function inParts(calls, containers) {
  const ownerOf = ({ path, made }) => containers.find((id) => id === made || path.includes(`/containers/${id}`));
  const first = calls.findIndex((call) => ownerOf(call) !== undefined);
  const isShared = (call) => ownerOf(call) === undefined;
  return {
    before: calls.slice(0, first).filter(isShared),
    chains: containers.map((id) => calls.filter((call) => ownerOf(call) === id)),
    after: calls.slice(first).filter(isShared),
  };
}

/** Makes the calls again: chains beside each other. @returns how many milliseconds it took */
async function replayed({ before, chains, after }, { socket, ids, concurrency }) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const inOrder = async (calls) => {
    for (const call of calls) await make(call, { socket, agent, ids });
  };
  const begun = performance.now();
  try {
    await inOrder(before);
    const waiting = chains.values();
    const workers = Array.from({ length: concurrency }, async () => {
      for (const chain of waiting) await inOrder(chain);
    });
    await Promise.all(workers);
    await inOrder(after);
    return performance.now() - begun;
  } finally {
    agent.destroy();
  }
}

async function make({ method, path, body, made }, { socket, agent, ids }) {
  const now = (words) => words.replace(/\b[0-9a-f]{64}\b/g, (id) => ids.get(id) ?? id);
  const headers = body === "" ? {} : { "content-type": "application/json" };
  const answer = await answered({ socketPath: socket, agent, method, path: now(path), headers }, now(body));
  const said = await text(answer);
  if (answer.statusCode >= 400) throw new Stop(`the bare loop: ${method} ${path}: ${answer.statusCode} ${said}`);
  if (made !== undefined) ids.set(made, JSON.parse(said).Id);
}
