/**
 * An engine in memory: implements the port with the engine's own rules (names are unique, a network in use stays, a
 * container's image must be there), so that plans can be run and planned again without Docker.
 */
import { WindlassError } from "../../src/core/errors.ts";
import type { ContainerConfig, Endpoint, Healthcheck } from "../../src/engine/container-config.ts";
import type { Addresses } from "../../src/engine/host.ts";
import { labels } from "../../src/engine/labels.ts";
import type {
  BuildSpec,
  ContainerFact,
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
  NetworkFact,
  NetworkSpec,
  Snapshot,
  SnapshotQuery,
  VolumeFact,
  VolumeSpec,
} from "../../src/engine/port.ts";
import { withImageDefaults } from "../../src/planner/wanted/defaults.ts";

/** What a program in an image does when it is started. */
export type Behaviour = "runs" | { readonly exits: number };

interface Stored {
  readonly id: string;
  name: string;
  config: ContainerConfig;
  readonly imageId: string;
  readonly createdAt: string;
  endpoints: Map<string, Endpoint>;
  readonly anonymous: ReadonlyMap<string, string>;
  status: ContainerStatus;
  /** What was copied into it, by target. */
  readonly files: Map<string, string>;
}

export class MemoryEngine implements Engine {
  readonly facts: EngineFacts;
  readonly images: Map<string, ImageFact> = new Map();
  readonly containers: Map<string, Stored> = new Map();
  readonly networks: Map<string, NetworkFact> = new Map();
  readonly volumes: Map<string, VolumeFact> = new Map();
  /** Every call that changed something, in words: `start shop-web-1`. */
  readonly calls: string[] = [];
  /** What containers of a service do; all others run. */
  readonly behaviours: Map<string, Behaviour> = new Map();
  /** What containers do that are made for these words; it counts before `behaviours`. */
  readonly programs: Map<string, Behaviour> = new Map();
  /** What commands in containers do, by their words; all others end with 0. */
  readonly commands: Map<string, Behaviour> = new Map();
  /** Calls that fail, by the text that `calls` would hold. */
  readonly failing: Map<string, WindlassError> = new Map();
  /** Whether a container with a check is healthy as soon as it runs. */
  startsHealthy: boolean = true;
  /** After so many changes nobody answers any more, as if this program or the engine had been killed. */
  callsLeft: number = Number.POSITIVE_INFINITY;
  /** What a registry has: pulling brings it. */
  readonly registry: Map<string, ImageFact> = new Map();
  readonly #listeners = new Set<(event: EngineEvent) => void>();
  #count = 0;

  constructor(apiVersion = "1.51", kind: EngineFacts["kind"] = "docker") {
    this.facts = { address: "memory:", apiVersion, kind, local: false };
  }

  /** Puts an image there, as a pull would have. */
  addImage(reference: string, parts: Partial<ImageFact> = {}): ImageFact {
    const image = imageFact(reference, parts);
    this.images.set(reference, image);
    return image;
  }

  async snapshot(query: SnapshotQuery): Promise<Snapshot> {
    const own = [...this.containers.values()].filter(({ config }) => config.labels[labels.project] === query.project);
    const wanted = query.images.flatMap((reference): [string, ImageFact][] => {
      const image = this.images.get(reference);
      return image ? [[reference, image]] : [];
    });
    const byId = own.flatMap(({ imageId }): [string, ImageFact][] => {
      const image = [...this.images.values()].find(({ id }) => id === imageId);
      return image ? [[imageId, image]] : [];
    });
    const snapshot: Snapshot = {
      engine: this.facts,
      listed: [...this.containers.values()].map(({ id, name, config, status }) => ({
        id,
        name,
        labels: config.labels,
        state: status.state,
        volumes: [...this.volumes.keys()].filter((volume) => this.#mountsVolume(this.#get(id), volume)),
        publishedPorts:
          status.state === "running"
            ? config.ports.map((port) => ({
                hostIp: port.hostIp,
                hostPort: Number(port.hostPort),
                containerPort: Number.parseInt(port.container, 10),
                protocol: port.container.split("/")[1] ?? "tcp",
              }))
            : [],
      })),
      containers: own.map((container) => this.#fact(container)),
      networks: [...this.networks.values()].map((network) => ({ ...network, containers: this.#on(network) })),
      volumes: [...this.volumes.values()],
      images: Object.fromEntries([...wanted, ...byId]),
    };
    return structuredClone(snapshot);
  }

  async status(id: string): Promise<ContainerStatus | undefined> {
    return this.containers.get(id)?.status;
  }

  async addresses(id: string): Promise<Addresses | undefined> {
    const container = this.containers.get(id);
    if (container === undefined) return undefined;
    const published = container.config.ports.map((port) => ({ ...port, hostPort: Number(port.hostPort) }));
    return { own: ["192.0.2.1"], isHost: false, published };
  }

  async pullImage(image: string): Promise<ImageFact> {
    this.#call(`pull ${image}`);
    const found = this.registry.get(image) ?? this.images.get(image);
    if (!found) throw new WindlassError("image-not-found", `there is no image "${image}"`);
    this.images.set(image, found);
    return found;
  }

  async buildImage(build: BuildSpec): Promise<ImageFact> {
    const [tag = "untagged"] = build.tags;
    this.#call(`build ${tag}`);
    const image = this.registry.get(tag) ?? this.images.get(tag) ?? imageFact(tag, {});
    for (const name of build.tags) this.images.set(name, image);
    return image;
  }

  async createNetwork(network: NetworkSpec): Promise<string> {
    this.#call(`create network ${network.name}`);
    if (this.#named(network.name).length > 0)
      throw new WindlassError("engine-refused", `network ${network.name} exists`);
    const id = this.#id();
    const createdAt = new Date(this.#count).toISOString();
    this.networks.set(id, { ...network, driver: network.driver ?? "bridge", id, createdAt, containers: [] });
    return id;
  }

  /** A second network of the name, as an older engine makes it of two creates at once. */
  addTwin(name: string, parts: Partial<NetworkFact> = {}): void {
    const [first] = this.#named(name);
    if (!first) throw new Error(`no network ${name}`);
    const id = this.#id();
    this.networks.set(id, { ...first, id, createdAt: new Date(this.#count).toISOString(), ...parts });
  }

  async removeNetwork(id: string): Promise<void> {
    const network = this.networks.get(id);
    if (!network) return;
    this.#call(`remove network ${network.name}`);
    if (this.#on(network).length > 0)
      throw new WindlassError("resource-in-use", `network ${network.name} has endpoints`);
    this.networks.delete(id);
  }

  async connectNetwork(containerId: string, endpoint: Endpoint): Promise<void> {
    const container = this.#get(containerId);
    this.#call(`connect ${container.name} to ${endpoint.network}`);
    if (!this.#network(endpoint.network)) throw new WindlassError("engine-refused", `no network ${endpoint.network}`);
    this.#refuseTwins([endpoint.network]);
    if (container.endpoints.has(endpoint.network))
      throw new WindlassError("engine-refused", `already on ${endpoint.network}`);
    container.endpoints.set(endpoint.network, endpoint);
  }

  async disconnectNetwork(containerId: string, network: string): Promise<void> {
    const container = this.#get(containerId);
    this.#call(`disconnect ${container.name} from ${network}`);
    this.#refuseTwins([network]);
    if (!container.endpoints.delete(network)) throw new WindlassError("engine-refused", `not on ${network}`);
  }

  async createVolume(volume: VolumeSpec): Promise<void> {
    this.#call(`create volume ${volume.name}`);
    this.volumes.set(volume.name, volume);
  }

  async removeVolume(name: string): Promise<void> {
    this.#call(`remove volume ${name}`);
    const users = [...this.containers.values()].filter((container) => this.#mountsVolume(container, name));
    if (users.length > 0) throw new WindlassError("resource-in-use", `volume ${name} is in use`);
    this.volumes.delete(name);
  }

  async createContainer({ name, config }: CreateContainer): Promise<string> {
    this.#call(`create ${name}`);
    const image = this.images.get(config.image);
    if (!image) throw new WindlassError("image-missing", `no image ${config.image}`);
    if ([...this.containers.values()].some((other) => other.name === name))
      throw new WindlassError("name-taken", `the name ${name} is taken`);
    for (const { network } of config.networks)
      if (!this.#network(network)) throw new WindlassError("engine-refused", `no network ${network}`);
    const id = this.#id();
    const given = new Set(config.mounts.map(({ target }) => target));
    const unnamed = [
      ...config.mounts.flatMap((mount): [string, Record<string, string>][] =>
        mount.type === "volume" && mount.source === undefined ? [[mount.target, { ...mount.labels }]] : [],
      ),
      ...image.volumes
        .filter((target) => !given.has(target))
        .map((target): [string, Record<string, string>] => [target, {}]),
    ];
    const anonymous = new Map(unnamed.map(([target]) => [target, this.#id()]));
    for (const [target, labels] of unnamed) {
      const name = anonymous.get(target) ?? "";
      this.volumes.set(name, { name, driver: "local", driverOptions: {}, labels });
    }
    this.containers.set(id, {
      id,
      name,
      config: withImageDefaults(config, image),
      imageId: image.id,
      createdAt: new Date(this.#count).toISOString(),
      endpoints: new Map(config.networks.map((endpoint) => [endpoint.network, endpoint])),
      anonymous,
      files: new Map(),
      status: newStatus(id, config.healthcheck),
    });
    return id;
  }

  async copyIn(id: string, files: readonly FileCopy[]): Promise<void> {
    const container = this.#get(id);
    this.#call(`fill ${container.name}`);
    for (const { target, content } of files) container.files.set(target, Buffer.from(content).toString());
  }

  async startContainer(id: string): Promise<void> {
    const container = this.#get(id);
    this.#call(`start ${container.name}`);
    this.#refuseTwins([...container.endpoints.keys()]);
    const rivals = [...this.containers.values()].filter(
      (other) => other !== container && other.status.state === "running",
    );
    const ports = container.config.ports.map((port) => port.hostPort).filter((port) => port !== "");
    if (rivals.some((other) => other.config.ports.some((port) => ports.includes(port.hostPort))))
      throw new WindlassError("port-taken", `a port of ${container.name} is taken`);
    const words = (container.config.command ?? []).join(" ");
    const behaviour =
      this.programs.get(words) ?? this.behaviours.get(container.config.labels[labels.service] ?? "") ?? "runs";
    const check = container.config.healthcheck;
    const checked = check?.test !== undefined && check.test[0] !== "NONE";
    container.status =
      behaviour === "runs"
        ? {
            ...container.status,
            state: "running",
            health: checked ? (this.startsHealthy ? "healthy" : "starting") : "none",
            startedAt: new Date(0).toISOString(),
          }
        : { ...container.status, state: "exited", exitCode: behaviour.exits };
    this.#announce(container, "start");
  }

  async unpauseContainer(id: string): Promise<void> {
    const container = this.#get(id);
    this.#call(`unpause ${container.name}`);
    container.status = { ...container.status, state: "running" };
  }

  async stopContainer(id: string): Promise<void> {
    const container = this.#get(id);
    this.#call(`stop ${container.name}`);
    container.status = { ...container.status, state: "exited", exitCode: 0, health: "none" };
    this.#announce(container, "die");
  }

  async killContainer(id: string): Promise<void> {
    const container = this.#get(id);
    this.#call(`kill ${container.name}`);
    container.status = { ...container.status, state: "exited", exitCode: 137, health: "none" };
    this.#announce(container, "die");
  }

  async removeContainer(id: string, options: { readonly volumes: boolean }): Promise<void> {
    const container = this.containers.get(id);
    if (!container) return;
    this.#call(`remove ${container.name}`);
    this.containers.delete(id);
    if (options.volumes) for (const volume of container.anonymous.values()) this.volumes.delete(volume);
    this.#announce(container, "destroy");
  }

  async renameContainer(id: string, name: string): Promise<void> {
    const container = this.#get(id);
    this.#call(`rename ${container.name} to ${name}`);
    if ([...this.containers.values()].some((other) => other !== container && other.name === name))
      throw new WindlassError("name-taken", `the name ${name} is taken`);
    container.name = name;
  }

  async updateContainer(id: string, update: Partial<ContainerConfig>): Promise<void> {
    const container = this.#get(id);
    this.#call(`update ${container.name}`);
    container.config = { ...container.config, ...update };
  }

  async exec(
    containerId: string,
    { command }: ExecSpec,
    onOutput: (line: { readonly stream: "stdout"; readonly text: string }) => void,
    signal: AbortSignal,
  ): Promise<number> {
    const container = this.#get(containerId);
    const words = command.join(" ");
    this.#call(`exec ${container.name}: ${words}`);
    if (container.status.state !== "running")
      throw new WindlassError("engine-refused", `container ${container.name} is not running`);
    const ends = this.commands.get(words) ?? { exits: 0 };
    if (ends === "runs") {
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
      return 0;
    }
    if (ends.exits !== 0) onOutput({ stream: "stdout", text: `${words} said no` });
    return ends.exits;
  }

  /** Who ends badly has said so. */
  async *logs(id: string, _options: LogOptions, _signal: AbortSignal): AsyncIterable<LogLine> {
    const container = this.containers.get(id);
    if (container === undefined || container.status.exitCode === 0) return;
    const words = (container.config.command ?? []).join(" ");
    yield { stream: "stdout", timestamp: container.createdAt, text: `${words} said no` };
  }

  async *events(_project: string, signal: AbortSignal): AsyncIterable<EngineEvent | undefined> {
    const queue: EngineEvent[] = [];
    let wake = (): void => {};
    const listener = (event: EngineEvent): void => {
      queue.push(event);
      wake();
    };
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => wake());
    try {
      yield undefined;
      while (!signal.aborted) {
        const event = queue.shift();
        if (event) yield event;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      this.#listeners.delete(listener);
    }
  }

  close(): void {}

  /** Sets how a container is doing, by name, as if it had happened by itself. */
  become(name: string, status: Partial<ContainerStatus>): void {
    const container = [...this.containers.values()].find((each) => each.name === name);
    if (!container) throw new Error(`no container ${name}`);
    container.status = { ...container.status, ...status };
    this.#announce(container, status.health ? `health_status: ${status.health}` : "die");
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

  #call(words: string): void {
    if (this.callsLeft-- <= 0) throw new WindlassError("engine-unreachable", "nobody answers");
    this.calls.push(words);
    const error = this.failing.get(words);
    if (error) throw error;
  }

  #id(): string {
    this.#count++;
    return this.#count.toString(16).padStart(12, "0").padEnd(64, "0");
  }

  #get(id: string): Stored {
    const container = this.containers.get(id);
    if (!container) throw new WindlassError("engine-refused", `no container ${id}`);
    return container;
  }

  #named(name: string): NetworkFact[] {
    return [...this.networks.values()].filter((network) => network.name === name);
  }

  #network(name: string): NetworkFact | undefined {
    return this.#named(name)[0];
  }

  #refuseTwins(names: readonly string[]): void {
    const name = names.find((given) => this.#named(given).length > 1);
    if (name !== undefined) throw new WindlassError("network-ambiguous", `network ${name} is ambiguous`);
  }

  #on(network: NetworkFact): { id: string; name: string }[] {
    return [...this.containers.values()]
      .filter(({ endpoints }) => endpoints.has(network.name) && this.#network(network.name) === network)
      .map(({ id, name }) => ({ id, name }));
  }

  #mountsVolume(container: Stored, name: string): boolean {
    return (
      [...container.anonymous.values()].includes(name) ||
      container.config.mounts.some((mount) => mount.type === "volume" && mount.source === name)
    );
  }

  #fact(container: Stored): ContainerFact {
    const named = container.config.mounts.filter(
      (mount) => mount.type === "bind" || (mount.type === "volume" && mount.source !== undefined),
    );
    return {
      id: container.id,
      name: container.name,
      labels: container.config.labels,
      imageId: container.imageId,
      createdAt: container.createdAt,
      status: container.status,
      config: container.config,
      mounts: [
        ...named.map((mount) => ({
          type: mount.type,
          source: "source" in mount ? (mount.source ?? "") : "",
          target: mount.target,
          readOnly: "readOnly" in mount && mount.readOnly,
        })),
        ...[...container.anonymous].map(([target, source]) => ({ type: "volume", source, target, readOnly: false })),
      ],
      endpoints: [...container.endpoints.values()].map((endpoint) => ({
        ...endpoint,
        networkId: this.#network(endpoint.network)?.id ?? "gone",
      })),
    };
  }

  #announce({ id, name, config, status }: Stored, action: string): void {
    // As the engine does: the labels, the name beside them, and how it ended.
    const attributes = { ...config.labels, name, ...(action === "die" && { exitCode: String(status.exitCode) }) };
    const event = { action, containerId: id, timeNano: String(this.#count), attributes };
    for (const listener of [...this.#listeners]) listener(event);
  }
}

/** An image that runs `sleep`. */
export function imageFact(reference: string, parts: Partial<ImageFact>): ImageFact {
  return {
    id: `sha256:${Buffer.from(reference).toString("hex").padEnd(64, "0").slice(0, 64)}`,
    references: [reference],
    createdAt: "2026-01-01T00:00:00Z",
    command: ["sleep", "inf"],
    entrypoint: [],
    environment: { PATH: "/bin" },
    labels: {},
    user: "",
    workingDir: "",
    stopSignal: "",
    exposed: [],
    volumes: [],
    platform: "linux/amd64",
    ...parts,
  };
}

const newStatus = (id: string, healthcheck: Healthcheck | undefined): ContainerStatus => ({
  id,
  state: "created",
  exitCode: 0,
  health: "none",
  restartCount: 0,
  startedAt: "",
  finishedAt: "",
  error: "",
  oomKilled: false,
  ...(healthcheck && { healthcheck }),
});
