/**
 * What planning reads of the engine: everything that is asked for in parallel, each thing once in a look. What vanishes
 * between its listing and its inspection is left out, as if it had been gone before.
 */
import { labels } from "../engine/labels.ts";
import type { EngineFacts, ImageFact, Look, NetworkFact, Snapshot, SnapshotQuery, VolumeFact } from "../engine/port.ts";
import { withInfo } from "./engine-info.ts";
import { CallError } from "./http/call-error.ts";
import type { Call, Transport } from "./http/transport.ts";
import { imageCall } from "./image-call.ts";
import { unlessGone } from "./outcome.ts";
import { containerFact, glimpsedContainer, imageFact, listedContainer, networkFact, volumeFact } from "./wire/facts.ts";
import { list, number, record, text, texts } from "./wire/json.ts";
import { asDockerContainer } from "./wire/podman.ts";

/** A look that has not begun. */
export interface DockerLook extends Look {
  /** Asks for what every snapshot needs. */
  begin(): void;
}

export function lookAt(transport: Transport, engine: EngineFacts, project: string, signal: AbortSignal): DockerLook {
  const ask = askOnce(transport, signal);
  return {
    begin() {
      // A failure is told to who asks for a snapshot.
      for (const begun of [ownContainers(project, ask), networksIn(ask), ask.get(["volumes"])]) begun.catch(() => {});
    },
    async snapshot(query) {
      // An engine takes longer to tell of itself than for a list: nothing waits for that.
      const [known, resources] = await Promise.all([
        query.identity ? withInfo(transport, engine, query.drivers ?? [], signal) : engine,
        resourcesOf(transport, engine.kind, { ...query, project }, ask, signal),
      ]);
      return { engine: known, ...resources };
    },
  };
}

type Query = Readonly<Record<string, unknown>>;

interface Ask {
  /** The answer's body. */
  readonly get: (path: readonly string[], query?: Query) => Promise<unknown>;
  /** The same; `undefined` where there is no such thing. */
  readonly find: (...path: readonly string[]) => Promise<unknown>;
  readonly image: (reference: string) => Promise<unknown>;
}

/** Makes each call once; who asks again gets the same answer. */
function askOnce(transport: Transport, signal: AbortSignal): Ask {
  const asked = new Map<string, Promise<unknown>>();
  const body = (call: Call): Promise<unknown> => {
    const key = JSON.stringify([call.path, call.query]);
    const known = asked.get(key) ?? transport.read(call, signal).then((reply) => reply.body);
    asked.set(key, known);
    return known;
  };
  return {
    get: (path, query = {}) => body({ method: "GET", path, query }),
    find: (...path) => unlessGone(body({ method: "GET", path, query: {} })),
    image: (reference) => unlessGone(body(imageCall(transport, reference))),
  };
}

const networksIn = async ({ get }: Ask): Promise<readonly NetworkFact[]> =>
  list(await get(["networks"])).map(networkFact);

/** The list of the project's containers; each of them is asked for, too. */
async function ownContainers(project: string, ask: Ask): Promise<readonly unknown[]> {
  const filters = { label: [`${labels.project}=${project}`] };
  const mine = list(await ask.get(["containers", "json"], { all: true, filters }));
  await inspected(mine, ask);
  return mine;
}

const inspected = (mine: readonly unknown[], { find }: Ask): Promise<readonly unknown[]> =>
  Promise.all(mine.map((item) => find("containers", text(record(item).Id), "json")));

async function resourcesOf(
  transport: Transport,
  kind: EngineFacts["kind"],
  {
    project,
    images,
    builtImages = false,
    volumeSizes = false,
    glimpse = false,
    others = false,
    members = false,
  }: SnapshotQuery,
  ask: Ask,
  signal: AbortSignal,
): Promise<Omit<Snapshot, "engine">> {
  const { get, find } = ask;
  const [containerList, networkList, volumeReply, wanted, sizes] = await Promise.all([
    others ? get(["containers", "json"], { all: true }).then(list) : ownContainers(project, ask),
    networksIn(ask),
    get(["volumes"]),
    (async () => inspectImages([...images, ...(builtImages ? await builtFor(project, get) : [])], ask))(),
    volumeSizes ? sizesOf(transport, signal) : new Map<string, number>(),
  ]);
  const known = new Set([...wanted.values()].map(({ id }) => id));
  const mine = containerList.filter((item) => record(record(item).Labels)[labels.project] === project);
  const otherImages = glimpse
    ? []
    : distinct(mine.map((item) => text(record(item).ImageID))).filter((id) => !known.has(id));
  const [found, networks, byId] = await Promise.all([
    inspected(mine, ask),
    members ? Promise.all(networkList.map((network) => withMembers(network, project, find))) : networkList,
    inspectImages(otherImages, ask),
  ]);

  const listed = containerList.map(listedContainer);
  const networkIds = new Map(networks.flatMap((network) => (network ? [[network.name, network.id] as const] : [])));
  const spoken = (value: unknown): unknown => (kind === "podman" ? asDockerContainer(value, networkIds) : value);
  const names = new Map(listed.map(({ id, name }) => [id, name]));
  const imagesById = [...wanted.values(), ...byId.values()].map((fact): [string, ImageFact] => [fact.id, fact]);
  return {
    listed,
    containers: found
      .filter((item) => item !== undefined)
      .map((item) => (glimpse ? glimpsedContainer(item) : containerFact(spoken(item), names))),
    networks: networks.filter((network) => network !== undefined),
    volumes: list(record(volumeReply).Volumes)
      .map(volumeFact)
      .map((volume) => sized(volume, sizes)),
    images: Object.fromEntries([...imagesById, ...wanted]),
  };
}

async function inspectImages(references: readonly string[], { image }: Ask): Promise<ReadonlyMap<string, ImageFact>> {
  const found = await Promise.all(
    distinct(references).map(async (reference): Promise<[string, unknown]> => [reference, await image(reference)]),
  );
  return new Map(
    found.flatMap(([reference, fact]): [string, ImageFact][] =>
      fact === undefined ? [] : [[reference, imageFact(fact)]],
    ),
  );
}

/** The list does not tell who is on a network; it only matters for the project's own. */
async function withMembers(network: NetworkFact, project: string, find: Ask["find"]): Promise<NetworkFact | undefined> {
  if (network.labels[labels.project] !== project) return network;
  const found = await find("networks", network.id);
  return found === undefined ? undefined : networkFact(found);
}

/** Names of images with the project's label. */
async function builtFor(project: string, get: Ask["get"]): Promise<readonly string[]> {
  const filters = { label: [`${labels.project}=${project}`], dangling: ["false"] };
  return list(await get(["images", "json"], { filters })).flatMap((image) => texts(record(image).RepoTags));
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].filter((item) => item !== "");

/** The engine walks through each volume to tell; where it takes too long, the sizes are not known. */
const sizesMs = 60_000;

async function sizesOf(transport: Transport, signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
  const call: Call = {
    method: "GET",
    path: ["system", "df"],
    query: { type: "volume" },
    deadlineMs: sizesMs,
    long: true,
  };
  try {
    const { body } = await transport.once(call, signal);
    const known = list(record(body).Volumes).map(record);
    return new Map(known.map((volume) => [text(volume.Name), number(record(volume.UsageData).Size)]));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CallError) return new Map();
    throw error;
  }
}

/** The engine says -1 of a volume that it can't look into. */
function sized(volume: VolumeFact, sizes: ReadonlyMap<string, number>): VolumeFact {
  const size = sizes.get(volume.name);
  return size === undefined || size < 0 ? volume : { ...volume, size };
}
