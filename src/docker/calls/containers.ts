/** What can be done to a container, each one call. */
import type { ContainerUpdate } from "../../engine/container-config.ts";
import type { ContainersPort } from "../../engine/port.ts";
import { type Call, harmlessTwice, type Transport } from "../http/transport.ts";
import * as outcome from "../outcome.ts";
import { runDueCheck } from "../podman-health.ts";
import { addresses } from "../wire/addresses.ts";
import { completed, containerRow, isIncomplete } from "../wire/container-row.ts";
import { createBody, updateBody } from "../wire/create-body.ts";
import { containerFact, containerId, containerStatus, listedContainer } from "../wire/facts.ts";
import { list, number, record, texts } from "../wire/json.ts";
import { asDockerContainer, asPodmanBody } from "../wire/podman.ts";
import { type CallContext, change, explained, remove } from "./change.ts";

export const containersCalls = ({ transport, facts }: CallContext): ContainersPort => ({
  async status(id, signal) {
    return explained("look at the container", async () => {
      const found = await outcome.inspect(transport, id, signal);
      const isOld = facts.kind === "podman" && (await runDueCheck(transport, found?.body, signal));
      const now = isOld ? await outcome.inspect(transport, id, signal) : found;
      return now && containerStatus(now.body);
    });
  },
  async listContainers(labels, signal) {
    return explained("list containers", async () => {
      return list((await transport.read(listCall(labels), signal)).body).map(listedContainer);
    });
  },
  async containerRows(labels, signal) {
    return explained("list containers", async () => {
      const rows = list((await transport.read(listCall(labels), signal)).body).map(containerRow);
      return Promise.all(
        rows.map(async (row) => {
          const found = isIncomplete(row, facts.kind) ? await outcome.inspect(transport, row.id, signal) : undefined;
          return found === undefined ? row : completed(row, containerFact(found.body));
        }),
      );
    });
  },
  async findContainer(id, signal) {
    return explained("look at the container", async () => {
      const found = await outcome.inspect(transport, id, signal);
      return found && containerFact(facts.kind === "podman" ? asDockerContainer(found.body, new Map()) : found.body);
    });
  },
  async exitOf(id, signal) {
    const { exitOf } = await import("../exit.ts");
    return exitOf(transport, id, signal);
  },
  async addresses(id, signal) {
    return explained("look at the container", async () => {
      const found = await outcome.inspect(transport, id, signal);
      return found && addresses(found.body);
    });
  },
  async createContainer({ name, config }, signal) {
    return explained("create the container", async () => {
      const query = { name, ...(config.platform !== undefined && { platform: config.platform }) };
      const asked = createBody(config, facts.apiVersion);
      const body = facts.kind === "podman" ? asPodmanBody(asked) : asked;
      const call: Call = { method: "POST", path: ["containers", "create"], query, body, long: true };
      const made = outcome.containerMade(transport, name, config.labels, signal);
      return containerId((await transport.write(call, signal, made)).body);
    });
  },
  async top(id, signal) {
    return explained("list the container's processes", async () => {
      const call: Call = { method: "GET", path: ["containers", id, "top"] };
      const { Titles, Processes } = record((await transport.read(call, signal)).body);
      return { titles: texts(Titles), processes: list(Processes).map(texts) };
    });
  },
  async commit(id, { repository, tag, author, message, changes, pause }, signal) {
    const query = {
      container: id,
      repo: repository,
      tag,
      author,
      comment: message,
      pause,
      ...(changes.length > 0 && { changes: changes.join("\n") }),
    };
    const call: Call = { method: "POST", path: ["commit"], query, long: true };
    // Two commits of one container are two images, so it is never made twice.
    return containerId(await change(transport, "make an image of the container", call, signal));
  },
  async startContainer(id, signal) {
    const call: Call = { method: "POST", path: ["containers", id, "start"], long: true };
    const started = outcome.started(transport, id, signal);
    await change(transport, "start the container", call, signal, started, { container: id, otherwise: "start-failed" });
  },
  async pauseContainer(id, signal) {
    const paused = outcome.inState(transport, id, (state) => state === "paused", signal);
    await change(transport, "pause the container", onContainer(id, "pause"), signal, paused);
  },
  async unpauseContainer(id, signal) {
    const resumed = outcome.inState(transport, id, (state) => state !== "paused", signal);
    await change(transport, "resume the container", onContainer(id, "unpause"), signal, resumed);
  },
  async stopContainer(id, graceSeconds, signal) {
    const query = graceSeconds === undefined ? {} : { t: graceSeconds };
    const call: Call = { ...onContainer(id, "stop"), query, long: true };
    const stopped = outcome.stopped(transport, id, signal);
    await change(transport, "stop the container", call, signal, stopped, { goneIsDone: true });
  },
  async killContainer(id, killSignal, signal) {
    const call: Call = { ...onContainer(id, "kill"), query: { signal: killSignal }, long: true };
    // Another signal may mean something each time it comes, so only this one is sent again, and none over a connection that may be stale.
    const isFinal = /^(SIG)?KILL$|^9$/i.test(killSignal);
    await change(transport, "signal the container", call, signal, isFinal ? harmlessTwice : undefined);
  },
  async removeContainer(id, options, signal) {
    const call: Call = { method: "DELETE", path: ["containers", id], query: { v: options.volumes, force: true } };
    await remove(transport, "remove the container", { ...call, long: true }, signal);
  },
  async renameContainer(id, name, signal) {
    const call: Call = { ...onContainer(id, "rename"), query: { name } };
    await change(transport, "rename the container", call, signal, outcome.named(transport, id, name, signal));
  },
  async updateContainer(id, update, signal) {
    await explained("update the container", async () => {
      const body = { ...updateBody(update, facts.apiVersion), ...(await swapFor(transport, id, update, signal)) };
      await transport.write({ ...onContainer(id, "update"), body }, signal, harmlessTwice);
    });
  },
});

const listCall = (labels: readonly string[]): Call => ({
  method: "GET",
  path: ["containers", "json"],
  query: { all: true, filters: { label: labels } },
});

const onContainer = (id: string, verb: string): Call => ({ method: "POST", path: ["containers", id, verb] });

/** The engine's default for memory and swap is twice the memory; it keeps the old one when the memory changes. */
async function swapFor(
  transport: Transport,
  id: string,
  { memory, memorySwap }: ContainerUpdate,
  signal: AbortSignal,
): Promise<object> {
  if (memory === undefined || memorySwap !== undefined) return {};
  const found = await outcome.inspect(transport, id, signal);
  const host = record(record(found?.body).HostConfig);
  const isDefault = number(host.MemorySwap) === 2 * number(host.Memory);
  return isDefault ? { MemorySwap: 2 * memory } : {};
}
