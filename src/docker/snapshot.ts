/**
 * The one read that planning needs: everything asked for in parallel, each thing once. What vanishes between its
 * listing and its inspection is left out, as if it had been gone before.
 */
import { labels } from "../engine/labels.ts";
import type { EngineFacts, ImageFact, NetworkFact, Snapshot, SnapshotQuery } from "../engine/port.ts";
import { containerFact, imageFact, listedContainer, networkFact, volumeFact } from "./facts.ts";
import { imageCall } from "./image-call.ts";
import { list, record, text } from "./json.ts";
import { unlessGone } from "./outcome.ts";
import { asDockerContainer } from "./podman.ts";
import type { Transport } from "./transport.ts";

export async function takeSnapshot(
  transport: Transport,
  engine: EngineFacts,
  { project, images }: SnapshotQuery,
  signal: AbortSignal,
): Promise<Snapshot> {
  const get = async (path: readonly string[], query: Readonly<Record<string, unknown>> = {}): Promise<unknown> =>
    (await transport.read({ method: "GET", path, query }, signal)).body;
  const find = (...path: readonly string[]): Promise<unknown> => unlessGone(get(path));
  const findImage: FindImage = async (reference) =>
    (await unlessGone(transport.read(imageCall(transport, reference), signal)))?.body;

  const [containerList, networkList, volumeReply, wanted] = await Promise.all([
    get(["containers", "json"], { all: true }),
    get(["networks"]),
    get(["volumes"]),
    inspectImages(images, findImage),
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
  const spoken = (value: unknown): unknown => (engine.kind === "podman" ? asDockerContainer(value, networkIds) : value);
  const names = new Map(listed.map(({ id, name }) => [id, name]));
  const facts = [...wanted.values(), ...byId.values()].map((fact): [string, ImageFact] => [fact.id, fact]);
  return {
    engine,
    listed,
    containers: inspected.filter((item) => item !== undefined).map((item) => containerFact(spoken(item), names)),
    networks: networks.filter((network) => network !== undefined),
    volumes: list(record(volumeReply).Volumes).map(volumeFact),
    images: Object.fromEntries([...facts, ...wanted]),
  };
}

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

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].filter((item) => item !== "");
