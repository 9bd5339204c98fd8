/**
 * The port over the engine's API: each method is one call, said in the engine's words. How a call is guarded is
 * transport.ts's knowledge, how values are written container-fields.ts's, how they are read facts.ts's, what an error means
 * failures.ts's.
 */
import type { ErrorCode } from "../core/errors.ts";
import { apiAtLeast, apiOfUniqueNetworks } from "../engine/api-version.ts";
import type { ContainerUpdate, Endpoint } from "../engine/container-config.ts";
import type { Addresses } from "../engine/host.ts";
import { labels } from "../engine/labels.ts";
import type {
  BuildSpec,
  ContainerStatus,
  CreateContainer,
  Engine,
  EngineEvent,
  EngineFacts,
  ExecSpec,
  FileCopy,
  ImageFact,
  LogLine,
  LogOptions,
  NetworkSpec,
  OnProgress,
  Snapshot,
  SnapshotQuery,
  VolumeSpec,
} from "../engine/port.ts";
import type { Logins } from "./client/docker-login.ts";
import { oneNetwork, unambiguously } from "./duplicate-networks.ts";
import { events } from "./events.ts";
import { failure } from "./http/failures.ts";
import { type Call, harmlessTwice, type LookUp, type Transport } from "./http/transport.ts";
import { logs } from "./logs/log-stream.ts";
import * as outcome from "./outcome.ts";
import { runDueCheck } from "./podman-health.ts";
import { pull } from "./pull.ts";
import { takeSnapshot } from "./snapshot.ts";
import { addresses } from "./wire/addresses.ts";
import { createBody, updateBody } from "./wire/create-body.ts";
import { encodeEndpoint } from "./wire/endpoints.ts";
import { containerId, containerStatus } from "./wire/facts.ts";
import { number, record } from "./wire/json.ts";
import { asPodmanBody } from "./wire/podman.ts";
import { networkBody, volumeBody } from "./wire/resource-body.ts";

export class DockerEngine implements Engine {
  readonly facts: EngineFacts;
  readonly #transport: Transport;
  readonly #logins: Logins;
  readonly #disconnect: () => void;

  constructor(facts: EngineFacts, transport: Transport, logins: Logins, disconnect: () => void) {
    this.facts = facts;
    this.#transport = transport;
    this.#logins = logins;
    this.#disconnect = disconnect;
  }

  async snapshot(query: SnapshotQuery, signal: AbortSignal): Promise<Snapshot> {
    return explained("read what the engine has", () => takeSnapshot(this.#transport, this.facts, query, signal));
  }

  async status(id: string, signal: AbortSignal): Promise<ContainerStatus | undefined> {
    return explained("look at the container", async () => {
      const found = await outcome.inspect(this.#transport, id, signal);
      const isOld = this.facts.kind === "podman" && (await runDueCheck(this.#transport, found?.body, signal));
      const now = isOld ? await outcome.inspect(this.#transport, id, signal) : found;
      return now && containerStatus(now.body);
    });
  }

  async addresses(id: string, signal: AbortSignal): Promise<Addresses | undefined> {
    return explained("look at the container", async () => {
      const found = await outcome.inspect(this.#transport, id, signal);
      return found && addresses(found.body);
    });
  }

  async pullImage(
    image: string,
    platform: string | undefined,
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<ImageFact> {
    return pull(this.#transport, this.#logins, image, platform, onProgress, signal);
  }

  async buildImage(spec: BuildSpec, onProgress: OnProgress, signal: AbortSignal): Promise<ImageFact> {
    const { build } = await import("./build/build.ts");
    return build(this.#transport, this.#logins, spec, onProgress, signal);
  }

  async createNetwork(network: NetworkSpec, signal: AbortSignal): Promise<string> {
    const call: Call = {
      method: "POST",
      path: ["networks", "create"],
      body: networkBody(network, this.facts.apiVersion),
    };
    const made = outcome.networkMade(this.#transport, network, signal);
    const id = containerId(await this.#change("create the network", call, signal, made));
    const project = network.labels[labels.project];
    if (project === undefined || apiAtLeast(this.facts.apiVersion, apiOfUniqueNetworks)) return id;
    return explained(
      "create the network",
      async () => (await oneNetwork(this.#transport, network.name, project, signal)) ?? id,
    );
  }

  async removeNetwork(id: string, signal: AbortSignal): Promise<void> {
    await this.#remove("remove the network", { method: "DELETE", path: ["networks", id] }, signal);
  }

  async connectNetwork(container: string, endpoint: Endpoint, signal: AbortSignal): Promise<void> {
    const body = { Container: container, EndpointConfig: encodeEndpoint(endpoint) };
    const call: Call = { method: "POST", path: ["networks", endpoint.network, "connect"], body };
    const connected = outcome.onNetwork(this.#transport, container, endpoint.network, true, signal);
    await this.#change("connect the container to the network", call, signal, connected, { container });
  }

  async disconnectNetwork(container: string, network: string, signal: AbortSignal): Promise<void> {
    const call: Call = { method: "POST", path: ["networks", network, "disconnect"], body: { Container: container } };
    const gone = outcome.onNetwork(this.#transport, container, network, false, signal);
    await this.#change("disconnect the container from the network", call, signal, gone, {
      container,
      goneIsDone: true,
    });
  }

  async createVolume(volume: VolumeSpec, signal: AbortSignal): Promise<void> {
    const call: Call = { method: "POST", path: ["volumes", "create"], body: volumeBody(volume) };
    await this.#change("create the volume", call, signal, harmlessTwice);
  }

  async removeVolume(name: string, signal: AbortSignal): Promise<void> {
    await this.#remove("remove the volume", { method: "DELETE", path: ["volumes", name], long: true }, signal);
  }

  async createContainer({ name, config }: CreateContainer, signal: AbortSignal): Promise<string> {
    return explained("create the container", async () => {
      const query = { name, ...(config.platform !== undefined && { platform: config.platform }) };
      const asked = createBody(config, this.facts.apiVersion);
      const body = this.facts.kind === "podman" ? asPodmanBody(asked) : asked;
      const call: Call = { method: "POST", path: ["containers", "create"], query, body, long: true };
      const made = outcome.containerMade(this.#transport, name, config.labels, signal);
      return containerId((await this.#transport.write(call, signal, made)).body);
    });
  }

  async copyIn(id: string, files: readonly FileCopy[], signal: AbortSignal): Promise<void> {
    const { tarOf } = await import("./wire/tar.ts");
    // Never `copyUIDGID`: the engine takes it for "whatever the tar says, the container's user owns it".
    const query = { path: "/", noOverwriteDirNonDir: true };
    const upload = await tarOf(files);
    const call: Call = { method: "PUT", path: ["containers", id, "archive"], query, upload, long: true };
    await this.#change("copy its configs and secrets into the container", call, signal, harmlessTwice);
  }

  async startContainer(id: string, signal: AbortSignal): Promise<void> {
    const call: Call = { method: "POST", path: ["containers", id, "start"], long: true };
    const started = outcome.started(this.#transport, id, signal);
    await this.#change("start the container", call, signal, started, { container: id, otherwise: "start-failed" });
  }

  async pauseContainer(id: string, signal: AbortSignal): Promise<void> {
    const paused = outcome.inState(this.#transport, id, (state) => state === "paused", signal);
    await this.#change("pause the container", onContainer(id, "pause"), signal, paused);
  }

  async unpauseContainer(id: string, signal: AbortSignal): Promise<void> {
    const resumed = outcome.inState(this.#transport, id, (state) => state !== "paused", signal);
    await this.#change("resume the container", onContainer(id, "unpause"), signal, resumed);
  }

  async stopContainer(id: string, graceSeconds: number | undefined, signal: AbortSignal): Promise<void> {
    const query = graceSeconds === undefined ? {} : { t: graceSeconds };
    const call: Call = { ...onContainer(id, "stop"), query, long: true };
    const stopped = outcome.stopped(this.#transport, id, signal);
    await this.#change("stop the container", call, signal, stopped, { goneIsDone: true });
  }

  async killContainer(id: string, killSignal: string, signal: AbortSignal): Promise<void> {
    const call: Call = { ...onContainer(id, "kill"), query: { signal: killSignal }, long: true };
    // Another signal may mean something each time it comes, so only this one is sent again, and none over a connection that may be stale.
    const isFinal = /^(SIG)?KILL$|^9$/i.test(killSignal);
    await this.#change("signal the container", call, signal, isFinal ? harmlessTwice : undefined);
  }

  async removeContainer(id: string, options: { readonly volumes: boolean }, signal: AbortSignal): Promise<void> {
    const call: Call = { method: "DELETE", path: ["containers", id], query: { v: options.volumes, force: true } };
    await this.#remove("remove the container", { ...call, long: true }, signal);
  }

  async renameContainer(id: string, name: string, signal: AbortSignal): Promise<void> {
    const call: Call = { ...onContainer(id, "rename"), query: { name } };
    await this.#change("rename the container", call, signal, outcome.named(this.#transport, id, name, signal));
  }

  async updateContainer(id: string, update: ContainerUpdate, signal: AbortSignal): Promise<void> {
    await explained("update the container", async () => {
      const body = { ...updateBody(update, this.facts.apiVersion), ...(await this.#swapFor(id, update, signal)) };
      await this.#transport.write({ ...onContainer(id, "update"), body }, signal, harmlessTwice);
    });
  }

  /** The engine's default for memory and swap is twice the memory; it keeps the old one when the memory changes. */
  async #swapFor(id: string, { memory, memorySwap }: ContainerUpdate, signal: AbortSignal): Promise<object> {
    if (memory === undefined || memorySwap !== undefined) return {};
    const found = await outcome.inspect(this.#transport, id, signal);
    const host = record(record(found?.body).HostConfig);
    const isDefault = number(host.MemorySwap) === 2 * number(host.Memory);
    return isDefault ? { MemorySwap: 2 * memory } : {};
  }

  async exec(
    containerId: string,
    command: ExecSpec,
    onOutput: (line: Pick<LogLine, "stream" | "bytes">) => void,
    signal: AbortSignal,
  ): Promise<number> {
    const { exec } = await import("./exec.ts");
    return exec(this.#transport, containerId, command, onOutput, signal);
  }

  logs(id: string, options: LogOptions, signal: AbortSignal): AsyncIterable<LogLine> {
    return logs(this.#transport, id, options, signal);
  }

  events(project: string, signal: AbortSignal): AsyncIterable<EngineEvent | undefined> {
    return events(this.#transport, project, signal);
  }

  close(): void {
    this.#disconnect();
  }

  async #change(
    doing: string,
    call: Call,
    signal: AbortSignal,
    lookUp?: LookUp | typeof harmlessTwice,
    about: About = {},
  ): Promise<unknown> {
    const { container, otherwise, goneIsDone = false } = about;
    const act = async (): Promise<unknown> => {
      const reply = this.#transport.write(call, signal, lookUp);
      return (await (goneIsDone ? outcome.unlessGone(reply) : reply))?.body;
    };
    return explained(
      doing,
      () => (container === undefined ? act() : unambiguously(this.#transport, container, signal, act)),
      otherwise,
    );
  }

  /** What is gone already was what was asked for; what is going is waited for. */
  async #remove(doing: string, call: Call, signal: AbortSignal): Promise<void> {
    await explained(doing, () => outcome.removed(this.#transport, call, signal));
  }
}

interface About {
  /** The container whose networks the call gives by name. */
  readonly container?: string;
  /** The code of a refusal that no rule knows. */
  readonly otherwise?: ErrorCode;
  /** What was to be taken away or stopped and is not there any more is as it was asked to be. */
  readonly goneIsDone?: boolean;
}

const onContainer = (id: string, verb: string): Call => ({ method: "POST", path: ["containers", id, verb] });

async function explained<Value>(doing: string, act: () => Promise<Value>, otherwise?: ErrorCode): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    throw failure(error, doing, otherwise);
  }
}
