/** What a build goes by beside the file: who builds, the ssh agent, and what the Dockerfiles say. */
import { posix } from "node:path";
import type { BuiltService, Project } from "../spec/project.ts";
import { isRemote } from "../spec/values/path.ts";
import { namedBuilder } from "./named-builder.ts";
import type { ObserveIo } from "./observe-io.ts";
import type { BuildingFacts } from "./observed.ts";

type BuildingIo = Pick<ObserveIo, "engine" | "disk" | "client" | "host" | "signal">;

/** @param builder that of `--builder` @throws WindlassError where a builder is named that is not there */
export async function buildingFacts(
  project: Project,
  builder: string | undefined,
  io: BuildingIo,
): Promise<BuildingFacts> {
  const [engine, named, dockerfiles] = await Promise.all([
    io.engine.builderFacts(io.signal),
    namedBuilder(builder, io),
    dockerfilesOf(project, io),
  ]);
  const { sshAgent } = io.client;
  return { engine, dockerfiles, ...(named && { named }), ...(sshAgent && { sshAgent }) };
}

/** A longer one says nothing of its images here; who builds it reads it anyway. */
const longestDockerfile = 1 << 20;

async function dockerfilesOf(
  { services, otherBuilds }: Project,
  { disk, signal }: BuildingIo,
): Promise<Readonly<Record<string, string>>> {
  const read = async ([name, file]: readonly [string, string]): Promise<readonly (readonly [string, string])[]> => {
    try {
      const bytes = await disk.read(file, { most: longestDockerfile, signal });
      return bytes.length > longestDockerfile ? [] : [[name, Buffer.from(bytes).toString()]];
    } catch {
      signal.throwIfAborted();
      // That it is missing is told where it matters.
      return [];
    }
  };
  const all = [...services.values(), ...otherBuilds.values()].flatMap(({ name, build }) =>
    build === undefined ? [] : fileOf(build).map((file) => [name, file] as const),
  );
  return Object.fromEntries((await Promise.all(all.map(read))).flat());
}

const fileOf = ({ context, dockerfile, dockerfileInline }: BuiltService["build"]): readonly string[] =>
  dockerfileInline !== undefined || isRemote(context) ? [] : [posix.resolve(context, dockerfile)];
