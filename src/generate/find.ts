/** The containers that a file is made of, each with its image, as the engine has them now. */
import { WindlassError } from "../core/errors.ts";
import type { ContainerRef } from "../engine/container-config.ts";
import { containersIn, withContainers } from "../engine/container-refs.ts";
import type { ContainerFact, Engine } from "../engine/port.ts";
import type { Found } from "./generate.ts";

/** @throws WindlassError `container-missing` */
export async function findContainers(
  engine: Engine,
  asked: readonly string[],
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const all = await Promise.all(asked.map((one) => engine.findContainer(one, signal)));
  const missing = asked.filter((_, index) => all[index] === undefined);
  if (missing.length > 0)
    throw new WindlassError("container-missing", `no such container: ${missing.join(", ")}`, {
      hint: "docker ps --all lists names and ids",
    });
  const distinct = new Map(all.filter((one) => one !== undefined).map((one) => [one.id, one]));
  return Promise.all(
    [...distinct.values()].map(async (one) => ({
      ...(await withOthers(one, engine, signal)),
      image: await engine.findImage(one.imageId, undefined, signal),
    })),
  );
}

/** Others that it shares with are known by ids; a file has their names. And what it has of their volumes is not its own. */
async function withOthers(
  container: ContainerFact,
  engine: Engine,
  signal: AbortSignal,
): Promise<Omit<Found, "image">> {
  const ids = new Set(containersIn(container.config).flatMap((ref) => (ref.by === "id" ? [ref.id] : [])));
  const others = await Promise.all([...ids].map(async (id) => [id, await engine.findContainer(id, signal)] as const));
  const known = new Map(others);
  const named = (ref: ContainerRef): ContainerRef =>
    ref.by === "id" ? { ...ref, name: known.get(ref.id)?.name ?? ref.name } : ref;
  const owners = container.config.volumesFrom.flatMap(({ of }) => (of.by === "id" ? (known.get(of.id) ?? []) : []));
  return {
    container: { ...container, config: withContainers(container.config, named) },
    borrowed: new Set(owners.flatMap(({ mounts }) => mounts.map(({ source }) => source))),
  };
}
