/**
 * An engine in memory: implements the port with the engine's own rules, so that plans can be run and planned again without
 * Docker. What it refuses is in memory/rules.ts, in what order its calls have their effect in memory/turns.ts.
 */
import { WindlassError } from "../../src/core/errors.ts";
import type { ContainerUpdate, Endpoint } from "../../src/engine/container-config.ts";
import { isUp } from "../../src/engine/container-state.ts";
import type { Addresses } from "../../src/engine/host.ts";
import { labels } from "../../src/engine/labels.ts";
import { outputLine } from "../../src/engine/output-line.ts";
import type {
  BuilderFacts,
  BuildIo,
  BuildSpec,
  BuildWarning,
  ContainerFact,
  ContainerRow,
  ContainerStatus,
  CreateContainer,
  Engine,
  EngineEvent,
  EngineFacts,
  EventSpan,
  ExecSpec,
  FileCopy,
  ImageFact,
  ListedContainer,
  ListedImage,
  LogLine,
  LogOptions,
  Look,
  NetworkFact,
  NetworkSpec,
  OnProgress,
  OutputLine,
  Pushed,
  RegistryImage,
  Snapshot,
  SnapshotQuery,
  Usage,
  VolumeFact,
  VolumeSpec,
} from "../../src/engine/port.ts";
import { withImageDefaults } from "../../src/planner/wanted/defaults.ts";
import { BeyondPlans } from "./memory/beyond-plans.ts";
import { Events } from "./memory/events.ts";
import * as rules from "./memory/rules.ts";
import { begin, end, type RunContext } from "./memory/runs.ts";
import {
  containerOf,
  imageFact,
  liveMounts,
  mountsVolume,
  networksNamed,
  newStatus,
  type Stored,
} from "./memory/state.ts";
import { randomOf, Turns } from "./memory/turns.ts";
import { fact, hasLabels, listed, nothingUsed, row, snapshotOf } from "./memory/view.ts";

export { imageFact } from "./memory/state.ts";

/** What a program in an image does when it is started. */
export type Behaviour = "runs" | { readonly exits: number };

export class MemoryEngine extends BeyondPlans implements Engine {
  readonly facts: EngineFacts & { readonly id: string };
  readonly images: Map<string, ImageFact> = new Map();
  readonly containers: Map<string, Stored> = new Map();
  readonly networks: Map<string, NetworkFact> = new Map();
  readonly volumes: Map<string, VolumeFact> = new Map();
  /** Pulls tell of a layer, builds of a step. */
  tellsProgress = false;
  /** What builds find odd. */
  doubts = "";
  builder: BuilderFacts = { kind: "buildkit", store: "graph-driver", apiVersion: "1.51" };
  /** What was built last under a name. */
  readonly builds: Map<string, BuildSpec> = new Map();
  /** Every call that changed something, in words: `start shop-web-1`. */
  readonly calls: string[] = [];
  /** What containers of a service do; all others run. */
  readonly behaviours: Map<string, Behaviour> = new Map();
  /** What containers do that are made for these words; it counts before `behaviours`. */
  readonly programs: Map<string, Behaviour> = new Map();
  /** What commands in containers do, by their words; all others end with 0. */
  readonly commands: Map<string, Behaviour> = new Map();
  /** What containers use, by id; all others use nothing. */
  readonly usages: Map<string, Usage> = new Map();
  /** Calls that fail, by the text that `calls` would hold. */
  readonly failing: Map<string, WindlassError> = new Map();
  /** Calls that have their effect and no answer, by the same text. */
  readonly losing: Set<string> = new Set();
  /** Whether a container with a check is healthy as soon as it runs. */
  startsHealthy: boolean = true;
  /** What a registry has: pulling brings it. */
  readonly registry: Map<string, ImageFact> = new Map();
  /** What names stand for there; other names are not there. */
  readonly tags: Map<string, RegistryImage> = new Map();
  readonly #turns = new Turns();
  readonly #events = new Events(this.#turns);
  #ids = 0;
  #clock = Date.parse("2026-01-01T00:00:00Z");

  constructor(apiVersion = "1.51", kind: EngineFacts["kind"] = "docker") {
    super();
    this.facts = { address: "memory:", apiVersion, kind, local: false, id: "memory" };
  }

  /** After so many changes nobody answers any more, as if this program or the engine had been killed. */
  get callsLeft(): number {
    return this.#turns.callsLeft;
  }
  set callsLeft(calls: number) {
    this.#turns.callsLeft = calls;
  }

  /** Whether the last of `callsLeft` has its effect and no answer. */
  set losesLast(loses: boolean) {
    this.#turns.losesLast = loses;
  }

  /** From now on calls take turns as with a real engine: their effects, answers and events come in any order. */
  takeTurns(seed: number): void {
    this.#turns.random = randomOf(seed);
  }

  /** Another engine in the same state, whose calls have their effect at once. */
  copy(): MemoryEngine {
    const copy = new MemoryEngine(this.facts.apiVersion, this.facts.kind);
    const kept = [
      "images",
      "containers",
      "networks",
      "volumes",
      "behaviours",
      "programs",
      "commands",
      "registry",
    ] as const;
    for (const key of kept)
      for (const [name, value] of structuredClone(this[key])) (copy[key] as Map<string, unknown>).set(name, value);
    copy.startsHealthy = this.startsHealthy;
    copy.#ids = this.#ids;
    copy.#clock = this.#clock;
    return copy;
  }

  /** Puts an image there, as a pull would have. */
  addImage(reference: string, parts: Partial<ImageFact> = {}): ImageFact {
    const image = imageFact(reference, parts);
    this.images.set(reference, image);
    return image;
  }

  look(project: string): Look {
    return { snapshot: (query) => this.snapshot({ ...query, project }) };
  }

  async snapshot(query: SnapshotQuery): Promise<Snapshot> {
    return snapshotOf(this, this.facts, query);
  }

  async status(id: string): Promise<ContainerStatus | undefined> {
    if (this.callsLeft <= 0) throw new WindlassError("engine-unreachable", "nobody answers");
    return this.containers.get(id)?.status;
  }

  async addresses(id: string): Promise<Addresses | undefined> {
    const container = this.containers.get(id);
    if (container === undefined) return undefined;
    const published = container.config.ports.map((port) => ({ ...port, hostPort: Number(port.hostPort) }));
    return { own: ["192.0.2.1"], isHost: false, published };
  }

  pullImage(image: string, _platform?: string, onProgress?: OnProgress): Promise<ImageFact> {
    if (this.tellsProgress) onProgress?.({ part: "layer", text: "Downloading", current: 1, total: 2 });
    return this.#call(`pull ${image}`, () => {
      const found = this.registry.get(image) ?? this.images.get(image);
      if (!found) throw new WindlassError("image-not-found", `there is no image "${image}"`);
      return this.#bring(image, found);
    });
  }

  async resolveImage(image: string): Promise<RegistryImage> {
    const failing = this.failing.get(`resolve ${image}`);
    if (failing !== undefined) throw failing;
    const found = this.tags.get(image);
    if (found === undefined) throw new WindlassError("image-not-found", `there is no image "${image}"`);
    return found;
  }

  pushImage(image: string, onProgress?: OnProgress): Promise<Pushed> {
    if (this.tellsProgress) onProgress?.({ part: "layer", text: "Pushing", current: 1, total: 2 });
    return this.#call(`push ${image}`, () => {
      const found = this.images.get(image);
      if (!found) throw new WindlassError("image-missing", `the image ${image} does not exist on the engine`);
      this.registry.set(image, found);
      return { digest: found.id, size: 1 };
    });
  }

  async builderFacts(): Promise<BuilderFacts> {
    return this.builder;
  }

  buildImage(build: BuildSpec, { onProgress }: Pick<BuildIo, "onProgress">): Promise<ImageFact> {
    if (this.tellsProgress) onProgress({ part: "RUN make", text: "" });
    if (this.doubts) onProgress({ kind: "warning", text: this.doubts });
    const tag = build.tags.at(-1) ?? "untagged";
    return this.#call(`build ${tag}`, () => {
      const made = this.registry.get(tag) ?? this.images.get(tag) ?? imageFact(tag, {});
      const image = { ...made, labels: { ...made.labels, ...build.labels } };
      this.builds.set(tag, build);
      for (const name of build.tags) this.#bring(name, image);
      return image;
    });
  }

  /** By the tag of the build that is checked. */
  readonly buildWarnings: Map<string, readonly BuildWarning[]> = new Map();

  checkBuild(build: BuildSpec): Promise<readonly BuildWarning[]> {
    const tag = build.tags.at(-1) ?? "untagged";
    return this.#call(`check ${tag}`, () => this.buildWarnings.get(tag) ?? []);
  }

  /** Whether it is there or not, as the port has it. */
  async removeImage(reference: string): Promise<void> {
    if (!this.images.has(reference)) return;
    await this.#call(`remove image ${reference}`, () => {
      rules.imageIsUnused(this, reference);
      this.images.delete(reference);
    });
  }

  createNetwork(network: NetworkSpec): Promise<string> {
    return this.#call(`create network ${network.name}`, () => {
      if ([...this.networks.values()].some(({ name }) => name === network.name))
        throw new WindlassError("engine-refused", `network ${network.name} exists`);
      const id = this.#id();
      const fact = { ...network, driver: network.driver ?? "bridge", id, createdAt: this.#now(), containers: [] };
      this.networks.set(id, fact);
      return id;
    });
  }

  /** A second network of the name, as an older engine makes it of two creates at once. */
  addTwin(name: string, parts: Partial<NetworkFact> = {}): void {
    const first = [...this.networks.values()].find((network) => network.name === name);
    if (!first) throw new WindlassError("engine-refused", `no network ${name}`);
    const id = this.#id();
    this.networks.set(id, { ...first, id, createdAt: this.#now(), ...parts });
  }

  async removeNetwork(id: string): Promise<void> {
    const network = this.networks.get(id);
    if (!network) return;
    await this.#call(`remove network ${network.name}`, () => {
      rules.networkIsUnused(this, network);
      this.networks.delete(id);
    });
  }

  connectNetwork(id: string, endpoint: Endpoint): Promise<void> {
    const { network } = endpoint;
    return this.#change(
      id,
      (name) => `connect ${name} to ${network}`,
      (container) => {
        const { id: networkId } = rules.oneNetwork(this, network);
        if (container.endpoints.has(network)) throw new WindlassError("engine-refused", `already on ${network}`);
        if (isUp(container.status)) rules.canJoin(this, container, endpoint);
        container.endpoints.set(network, endpoint);
        if (isUp(container.status)) container.networkIds.set(network, networkId);
      },
    );
  }

  /** Whether container and network are there or not, as the port has it. */
  async disconnectNetwork(id: string, network: string): Promise<void> {
    if (!this.containers.has(id)) return;
    await this.#change(
      id,
      (name) => `disconnect ${name} from ${network}`,
      (container) => {
        if (networksNamed(this, network).length > 0) rules.oneNetwork(this, network);
        container.endpoints.delete(network);
        container.networkIds.delete(network);
      },
    );
  }

  createVolume(volume: VolumeSpec): Promise<void> {
    return this.#call(`create volume ${volume.name}`, () => {
      if (!this.volumes.has(volume.name)) this.volumes.set(volume.name, volume);
    });
  }

  removeVolume(name: string): Promise<void> {
    return this.#call(`remove volume ${name}`, () => {
      rules.volumeIsUnused(this, name);
      this.volumes.delete(name);
    });
  }

  createContainer({ name, config }: CreateContainer): Promise<string> {
    return this.#call(`create ${name}`, () => {
      const image = this.images.get(config.image);
      if (!image) throw new WindlassError("image-missing", `no image ${config.image}`);
      rules.nameIsFree(this, name);
      rules.canBeMade(this, config);
      const id = this.#id();
      const owners = config.volumesFrom.flatMap(({ of }) => (of.by === "id" ? (containerOf(this, of.id) ?? []) : []));
      const borrowed = owners.flatMap(liveMounts);
      const given = new Set([...config.mounts, ...borrowed].map(({ target }) => target));
      const unnamed = [
        ...config.mounts.flatMap((mount): [string, Record<string, string>][] =>
          mount.type === "volume" && mount.source === undefined ? [[mount.target, { ...mount.labels }]] : [],
        ),
        ...image.volumes
          .filter((target) => !given.has(target))
          .map((target): [string, Record<string, string>] => [target, {}]),
      ];
      const anonymous = new Map(unnamed.map(([target]) => [target, this.#id()]));
      for (const [target, own] of unnamed) this.#makeVolume(anonymous.get(target) ?? "", own);
      // A volume that is not there yet is made, as the engine does.
      for (const mount of config.mounts)
        if (mount.type === "volume" && mount.source !== undefined) this.#makeVolume(mount.source, {});
      const own = new Set(config.mounts.map(({ target }) => target));
      this.containers.set(id, {
        id,
        name,
        config: withImageDefaults(config, image),
        imageId: image.id,
        ...(image.content !== undefined && { imageContent: image.content }),
        createdAt: this.#now(),
        endpoints: new Map(config.networks.map((endpoint) => [endpoint.network, endpoint])),
        networkIds: new Map(),
        anonymous,
        unnamed: new Set([...anonymous.values(), ...owners.flatMap(({ unnamed: theirs }) => [...theirs])]),
        borrowed: borrowed.filter(({ target }) => !own.has(target)),
        files: new Map(),
        status: newStatus(id, config.healthcheck),
      });
      return id;
    });
  }

  copyIn(id: string, files: readonly FileCopy[]): Promise<void> {
    return this.#change(
      id,
      (name) => `fill ${name}`,
      (container) => {
        for (const { target, content } of files) container.files.set(target, Buffer.from(content).toString());
      },
    );
  }

  startContainer(id: string): Promise<void> {
    return this.#change(
      id,
      (name) => `start ${name}`,
      (container) => this.#start(container),
    );
  }

  pauseContainer(id: string): Promise<void> {
    return this.#change(
      id,
      (name) => `pause ${name}`,
      (container) => {
        if (container.status.state !== "running")
          throw new WindlassError("engine-refused", `container ${container.name} is not running`);
        container.status = { ...container.status, state: "paused" };
      },
    );
  }

  unpauseContainer(id: string): Promise<void> {
    return this.#change(
      id,
      (name) => `unpause ${name}`,
      (container) => {
        if (container.status.state !== "paused")
          throw new WindlassError("engine-refused", `container ${container.name} is not paused`);
        container.status = { ...container.status, state: "running" };
      },
    );
  }

  /** Whether it is there, and runs, or not, as the port has it. */
  async stopContainer(id: string): Promise<void> {
    if (!this.containers.has(id)) return;
    await this.#change(
      id,
      (name) => `stop ${name}`,
      (container) => {
        if (isUp(container.status)) end(container, 0, this.#runs);
      },
    );
  }

  killContainer(id: string): Promise<void> {
    return this.#change(
      id,
      (name) => `kill ${name}`,
      (container) => {
        if (!isUp(container.status))
          throw new WindlassError("engine-refused", `container ${container.name} is not running`);
        end(container, 137, this.#runs);
      },
    );
  }

  /** Whether it runs or not, as the port has it. */
  async removeContainer(id: string, options: { readonly volumes: boolean }): Promise<void> {
    if (!this.containers.has(id)) return;
    await this.#change(
      id,
      (name) => `remove ${name}`,
      (container) => {
        if (this.facts.kind === "podman") rules.nobodyNeeds(this, container);
        if (isUp(container.status)) end(container, 137, this.#runs);
        this.containers.delete(id);
        const unused = (volume: string): boolean =>
          ![...this.containers.values()].some((other) => mountsVolume(other, volume));
        if (options.volumes) for (const volume of container.unnamed) if (unused(volume)) this.volumes.delete(volume);
        this.#runs.announce(container, "destroy");
      },
    );
  }

  renameContainer(id: string, name: string): Promise<void> {
    return this.#change(
      id,
      (old) => `rename ${old} to ${name}`,
      (container) => {
        rules.nameIsFree(this, name);
        container.name = name;
      },
    );
  }

  updateContainer(id: string, update: ContainerUpdate): Promise<void> {
    return this.#change(
      id,
      (name) => `update ${name}`,
      (container) => {
        container.config = { ...container.config, ...update };
      },
    );
  }

  async exec(
    containerId: string,
    { command }: ExecSpec,
    onOutput: (line: OutputLine) => void,
    signal: AbortSignal,
  ): Promise<number> {
    const words = command.join(" ");
    const ends = await this.#change(
      containerId,
      (name) => `exec ${name}: ${words}`,
      (container) => {
        if (container.status.state !== "running")
          throw new WindlassError("engine-refused", `container ${container.name} is not running`);
        container.run?.commands.push(words);
        return this.commands.get(words) ?? { exits: 0 };
      },
    );
    if (ends === "runs") {
      signal.throwIfAborted();
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
      return 0;
    }
    if (ends.exits !== 0) onOutput(outputLine("stdout", `${words} said no`));
    return ends.exits;
  }

  /** Who ends badly has said so. */
  async *logs(id: string, _options: LogOptions, _signal: AbortSignal): AsyncIterable<readonly LogLine[]> {
    const container = this.containers.get(id);
    if (container === undefined || container.status.exitCode === 0) return;
    const words = (container.config.command ?? []).join(" ");
    yield [{ ...outputLine("stdout", `${words} said no`), timestamp: container.createdAt }];
  }

  events(_project: string, signal: AbortSignal): AsyncIterable<EngineEvent | undefined> {
    return this.#events.listen(signal);
  }

  /** What was, and what comes; nothing comes where an end is given: time passes with changes alone. */
  async *eventLog({ since, until }: EventSpan, signal: AbortSignal): AsyncIterable<EngineEvent> {
    const at = (moment: string): number => Date.parse(moment);
    const isDue = ({ timeNano }: EngineEvent): boolean => until === undefined || Number(timeNano) / 1e6 <= at(until);
    const from = since === undefined ? Number.POSITIVE_INFINITY : at(since);
    yield* this.#events.past.filter((event) => Number(event.timeNano) / 1e6 >= from && isDue(event));
    if (until !== undefined) return;
    for await (const event of this.events("", signal)) if (event !== undefined) yield event;
    signal.throwIfAborted();
  }

  async listContainers(own: readonly string[]): Promise<readonly ListedContainer[]> {
    return [...this.containers.values()].map((one) => listed(this, one)).filter((one) => hasLabels(one.labels, own));
  }

  async containerRows(own: readonly string[]): Promise<readonly ContainerRow[]> {
    return [...this.containers.values()].map((one) => row(this, one)).filter((one) => hasLabels(one.labels, own));
  }

  async findContainer(id: string): Promise<ContainerFact | undefined> {
    const found = containerOf(this, id);
    return found && structuredClone(fact(found));
  }

  async listVolumes(own: readonly string[]): Promise<readonly VolumeFact[]> {
    return [...this.volumes.values()].filter((one) => hasLabels(one.labels, own));
  }

  async findImage(reference: string): Promise<ImageFact | undefined> {
    return [...this.images].find(([name, { id }]) => name === reference || id === reference)?.[1];
  }

  async listImages(own: readonly string[]): Promise<readonly ListedImage[]> {
    const uncounted = { parentId: "", digests: [], sharedSize: -1, containers: -1 };
    return [...this.images.values()]
      .filter((image) => hasLabels(image.labels, own))
      .map(({ createdAt, ...image }) => ({ ...uncounted, ...image, created: Date.parse(createdAt) / 1_000 }));
  }

  async exitOf(id: string, signal: AbortSignal): Promise<number | undefined> {
    for await (const _ of this.events("", signal)) {
      const status = this.containers.get(id)?.status;
      if (status === undefined || !isUp(status)) return status?.exitCode;
    }
    throw signal.reason;
  }

  async *usage(id: string, { once }: { readonly once: boolean }, signal: AbortSignal): AsyncIterable<Usage> {
    while (this.containers.has(id) && !signal.aborted) {
      yield (isUp(this.containers.get(id)?.status ?? newStatus(id, undefined)) && this.usages.get(id)) || nothingUsed;
      if (once) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  close(): void {}

  /** Sets how a container is doing, by name, as if it had happened by itself. */
  become(name: string, status: Partial<ContainerStatus>): void {
    const container = this.#named(name);
    const ends = status.state === "exited" || status.state === "dead";
    if (ends && isUp(container.status)) end(container, status.exitCode ?? 0, this.#runs);
    container.status = { ...container.status, ...status };
    if (!ends)
      this.#runs.announce(container, status.health ? `health_status: ${status.health}` : (status.state ?? "die"));
  }

  /** Stops and starts a container by name, as somebody else might. */
  restart(name: string): void {
    const container = this.#named(name);
    if (isUp(container.status)) end(container, 0, this.#runs);
    this.#start(container);
    if (container.run) container.run = { ...container.run, isByHand: true };
  }

  /** What was copied into a container, by target. */
  filesIn(name: string): Record<string, string> {
    const container = [...this.containers.values()].find((each) => each.name === name);
    return Object.fromEntries(container?.files ?? []);
  }

  /** Name → state, for a look at the whole. */
  states(): Record<string, string> {
    return Object.fromEntries(
      [...this.containers.values()].map(({ name, status }): [string, string] => [name, status.state]).sort(),
    );
  }

  readonly #runs: RunContext = {
    state: this,
    now: () => this.#now(),
    announce: (container, action) => this.#events.announce(container, action, `${this.#clock}000000`),
  };

  #start(container: Stored): void {
    if (container.status.state === "running") return;
    const joined = rules.canStart(this, container);
    const words = (container.config.command ?? []).join(" ");
    const service = container.config.labels[labels.service] ?? "";
    const behaviour = this.programs.get(words) ?? this.behaviours.get(service) ?? "runs";
    const test = container.config.healthcheck?.test;
    const isChecked = test !== undefined && test[0] !== "NONE";
    const soon = this.startsHealthy && !this.#turns.random ? "healthy" : "starting";
    begin(container, joined, isChecked ? soon : "none", this.#runs);
    if (behaviour !== "runs") end(container, behaviour.exits, this.#runs);
    else if (isChecked && this.startsHealthy && soon === "starting") this.#healthySoon(container);
  }

  #healthySoon(container: Stored): void {
    const { run } = container;
    this.#turns.later(() => {
      if (container.run !== run || container.status.health !== "starting") return;
      container.status = { ...container.status, health: "healthy" };
      this.#runs.announce(container, "health_status: healthy");
    });
  }

  #call<Value>(words: string, effect: () => Value): Promise<Value> {
    return this.#turns.take(
      () => {
        this.#note(words);
        return effect();
      },
      () => this.losing.has(words),
    );
  }

  #change<Value>(id: string, words: (name: string) => string, effect: (container: Stored) => Value): Promise<Value> {
    let said = "";
    return this.#turns.take(
      () => {
        const container = this.containers.get(id);
        if (!container) throw new WindlassError("engine-refused", `no container ${id}`);
        said = words(container.name);
        this.#note(said);
        return effect(container);
      },
      () => this.losing.has(said),
    );
  }

  #note(words: string): void {
    this.calls.push(words);
    const error = this.failing.get(words);
    if (error) throw error;
  }

  /** The image that had the reference stays, by its id. */
  #bring(reference: string, image: ImageFact): ImageFact {
    const before = this.images.get(reference);
    if (before && before.id !== image.id) this.images.set(before.id, before);
    this.images.set(reference, image);
    return image;
  }

  #makeVolume(name: string, own: Readonly<Record<string, string>>): void {
    if (!this.volumes.has(name)) this.volumes.set(name, { name, driver: "local", driverOptions: {}, labels: own });
  }

  #named(name: string): Stored {
    const container = [...this.containers.values()].find((each) => each.name === name);
    if (!container) throw new WindlassError("engine-refused", `no container ${name}`);
    return container;
  }

  #id(): string {
    this.#ids++;
    return this.#ids.toString(16).padStart(12, "0").padEnd(64, "0");
  }

  /** Later than whatever happened before. */
  #now(): string {
    this.#clock++;
    return new Date(this.#clock).toISOString();
  }
}
