/** What a build goes by beside the file: how the engine builds, the ssh agent, and what the Dockerfiles say. */
import { posix } from "node:path";
import type { Engine } from "../engine/port.ts";
import type { Disk } from "../spec/load-request.ts";
import type { BuiltService, Project } from "../spec/project.ts";
import { isRemote } from "../spec/values/path.ts";
import type { BuildingFacts } from "./observed.ts";

export interface BuildingIo {
  readonly engine: Pick<Engine, "builderFacts">;
  readonly disk: Pick<Disk, "read">;
  /** The socket of the ssh agent. */
  readonly sshAgent: string | undefined;
  readonly signal: AbortSignal;
}

export async function buildingFacts(project: Project, io: BuildingIo): Promise<BuildingFacts> {
  const [facts, dockerfiles] = await Promise.all([io.engine.builderFacts(io.signal), dockerfilesOf(project, io)]);
  return { ...facts, dockerfiles, ...(io.sshAgent && { sshAgent: io.sshAgent }) };
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
