/**
 * The one read that planning needs: everything asked for in parallel, each thing once. What vanishes between its
 * listing and its inspection is left out, as if it had been gone before.
 */
import { labels } from "../engine/labels.ts";
import type { EngineFacts, ImageFact, NetworkFact, Snapshot, SnapshotQuery, VolumeFact } from "../engine/port.ts";
import { withInfo } from "./engine-info.ts";
import { CallError } from "./http/call-error.ts";
import type { Call, Transport } from "./http/transport.ts";
import { imageCall } from "./image-call.ts";
import { unlessGone } from "./outcome.ts";
import { containerFact, imageFact, listedContainer, networkFact, volumeFact } from "./wire/facts.ts";
import { list, number, record, text, texts } from "./wire/json.ts";
import { asDockerContainer } from "./wire/podman.ts";

export async function takeSnapshot(
  transport: Transport,
  known: EngineFacts,
  query: SnapshotQuery,
  signal: AbortSignal,
): Promise<Snapshot> {
  // An engine takes longer to tell of itself than for a list: nothing waits for that.
  const [engine, resources] = await Promise.all([
    withInfo(transport, known, query.drivers ?? [], signal),
    resourcesOf(transport, known.kind, query, signal),
  ]);
  return { engine, ...resources };
}

async function resourcesOf(
  transport: Transport,
  kind: EngineFacts["kind"],
  { project, images, builtImages = false, volumeSizes = false }: SnapshotQuery,
  signal: AbortSignal,
): Promise<Omit<Snapshot, "engine">> {
  const get: Get = async (path, query = {}) => (await transport.read({ method: "GET", path, query }, signal)).body;
  const find = (...path: readonly string[]): Promise<unknown> => unlessGone(get(path));
  const findImage: FindImage = async (reference) =>
    (await unlessGone(transport.read(imageCall(transport, reference), signal)))?.body;

  const [containerList, networkList, volumeReply, wanted, sizes] = await Promise.all([
    get(["containers", "json"], { all: true }),
    get(["networks"]),
    get(["volumes"]),
    (async () => inspectImages([...images, ...(builtImages ? await builtFor(project, get) : [])], findImage))(),
    volumeSizes ? sizesOf(transport, signal) : new Map<string, number>(),
  ]);
  const known = new Set([...wanted.values()].map(({ id }) => id));
  const mine = list(containerList).filter((item) => record(record(item).Labels)[labels.project] === project);
  const otherImages = distinct(mine.map((item) => text(record(item).ImageID))).filter((id) => !known.has(id));
  const [inspected, networks, byId] = await Promise.all([
    Promise.all(mine.map((item) => find("containers", text(record(item).Id), "json"))),
    Promise.all(list(networkList).map((item) => withContainers(networkFact(item), project, find))),
    inspectImages(otherImages, findImage),
  ]);

  const listed = list(containerList).map(listedContainer);
  const networkIds = new Map(networks.flatMap((network) => (network ? [[network.name, network.id] as const] : [])));
  const spoken = (value: unknown): unknown => (kind === "podman" ? asDockerContainer(value, networkIds) : value);
  const names = new Map(listed.map(({ id, name }) => [id, name]));
  const imagesById = [...wanted.values(), ...byId.values()].map((fact): [string, ImageFact] => [fact.id, fact]);
  return {
    listed,
    containers: inspected.filter((item) => item !== undefined).map((item) => containerFact(spoken(item), names)),
    networks: networks.filter((network) => network !== undefined),
    volumes: list(record(volumeReply).Volumes)
      .map(volumeFact)
      .map((volume) => sized(volume, sizes)),
    images: Object.fromEntries([...imagesById, ...wanted]),
  };
}

type Get = (path: readonly string[], query?: Readonly<Record<string, unknown>>) => Promise<unknown>;
type Find = (...path: readonly string[]) => Promise<unknown>;
type FindImage = (reference: string) => Promise<unknown>;

async function inspectImages(references: readonly string[], find: FindImage): Promise<ReadonlyMap<string, ImageFact>> {
  const found = await Promise.all(
    distinct(references).map(async (reference): Promise<[string, unknown]> => [reference, await find(reference)]),
  );
  return new Map(
    found.flatMap(([reference, image]): [string, ImageFact][] =>
      image === undefined ? [] : [[reference, imageFact(image)]],
    ),
  );
}

/** The list does not tell who is on a network; it only matters for the project's own. */
async function withContainers(network: NetworkFact, project: string, find: Find): Promise<NetworkFact | undefined> {
  if (network.labels[labels.project] !== project) return network;
  const inspected = await find("networks", network.id);
  return inspected === undefined ? undefined : networkFact(inspected);
}

/** Names of images with the project's label. */
async function builtFor(project: string, get: Get): Promise<readonly string[]> {
  const filters = JSON.stringify({ label: [`${labels.project}=${project}`], dangling: ["false"] });
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
