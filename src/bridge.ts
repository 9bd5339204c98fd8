/**
 * A project converted into another model: project → what transformations read → a container for each of them → files.
 * A transformation is an image whose program reads /in/compose.yaml and /templates, and writes into /out. These folders are
 * volumes of its container, filled and emptied over the engine's API: so the engine may be on another machine, and what is
 * secret in the project never comes onto the disk of this one.
 */
import { posix } from "node:path";
import type { Diagnostic } from "./core/diagnostics.ts";
import { throwErrors, WindlassError } from "./core/errors.ts";
import type { ContainerConfig } from "./engine/container-config.ts";
import { labels } from "./engine/labels.ts";
import { plainConfig } from "./engine/plain-config.ts";
import type { Engine, ImageFact, ListedImage, OutputPart } from "./engine/port.ts";
import { type PassingIo, runToEnd, withContainer } from "./executor/passing-container.ts";
import { writeText } from "./host/files.ts";
import { packed } from "./host/pack.ts";
import { unpacked } from "./host/unpack.ts";
import { wholeFolder } from "./host/whole-folder.ts";
import { contentsOf } from "./observe/contents.ts";
import { textOf } from "./spec/file-text.ts";
import type { FileObject, Project } from "./spec/project.ts";
import { type TransformerFacts, transformerModel } from "./spec/render/transformer-model.ts";

const mark = `${labels.bridge}=transformation`;

export interface BridgeIo extends PassingIo {
  /** Is told of each image that is not on the engine, and how to pull it. */
  readonly pulling: (image: string, pull: () => Promise<ImageFact>) => Promise<ImageFact>;
}

/** The images on the engine that say they are transformations. */
export const transformations = (engine: Engine, signal: AbortSignal): Promise<readonly ListedImage[]> =>
  engine.listImages([mark], signal);

/** What transformations read of a project. Pulls missing images of services: it is they that say which ports are exposed. */
async function modelOf(
  project: Project,
  io: BridgeIo,
): Promise<{ readonly text: string; readonly warnings: readonly Diagnostic[] }> {
  const images: Map<string, { readonly name: string; readonly ports: readonly number[] }> = new Map();
  const warnings: Diagnostic[] = [];
  for (const { name, image, build, provider } of project.services.values()) {
    if (provider !== undefined) continue;
    const found = await (build === undefined ? imageOf(image, io) : io.engine.findImage(image, undefined, io.signal));
    if (found === undefined) warnings.push(notBuilt(project, name, image));
    const ports = (found?.exposed ?? []).map((port) => Number.parseInt(port, 10));
    images.set(name, { name: image, ports: [...new Set(ports)].sort((a, b) => a - b) });
  }
  return { text: transformerModel(project, { images, contents: await contents(project, io.signal) }), warnings };
}

function notBuilt(project: Project, service: string, image: string): Diagnostic {
  const place = project.placeOf(["services", service, "build"]);
  return {
    code: "image-missing",
    severity: "warning",
    message: `the image ${image} is not built yet: the ports that it exposes are left out`,
    path: `services.${service}.build`,
    ...(place && { place }),
    hint: `build it first: windlass build ${service}`,
  };
}

/** @throws WindlassError `file-not-found`, `file-unreadable` with all that can't be read */
async function contents(project: Project, signal: AbortSignal): Promise<TransformerFacts["contents"]> {
  const { bytes } = contentsOf(project, { logins: async () => undefined });
  const read = new Map<string, Uint8Array>();
  const unreadable: Diagnostic[] = [];
  const readAll = async (section: string, objects: ReadonlyMap<string, FileObject>): Promise<void> => {
    for (const [key, object] of objects) {
      // A config from a variable stays one: only secrets are looked up, as docker compose has it.
      const isVariable = object.from === "environment" && section === "secrets" && textOf(object) !== undefined;
      if (object.from !== "file" && !isVariable) continue;
      try {
        read.set(`${section}.${key}`, await bytes(`${section}.${key}`, signal));
      } catch (error) {
        signal.throwIfAborted();
        unreadable.push(cannotRead(project, section, object, error as NodeJS.ErrnoException));
      }
    }
  };
  await readAll("secrets", project.secrets);
  await readAll("configs", project.configs);
  throwErrors(unreadable, project.sources);
  return read;
}

function cannotRead(project: Project, section: string, object: FileObject, error: NodeJS.ErrnoException): Diagnostic {
  const place = project.placeOf([section, object.key, "file"]);
  const file = object.from === "file" ? object.file : object.key;
  return {
    code: error.code === "ENOENT" ? "file-not-found" : "file-unreadable",
    severity: "error",
    message: error.code === "ENOENT" ? `no such file: ${file}` : `cannot read ${file}: ${error.message}`,
    path: `${section}.${object.key}.file`,
    ...(place && { place }),
    hint: "transformations get what is in the files of configs and secrets",
  };
}

export interface Transform {
  /** Images; each is given what the one before it has made. */
  readonly transformations: readonly string[];
  /** Absolute paths. `output` is replaced once all have succeeded. */
  readonly output: string;
  readonly templates?: string;
  /** By whom its program runs, so that it may read and write what is given to it. Absent: the image's. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

export interface TransformIo extends BridgeIo {
  readonly onOutput: (part: OutputPart) => Promise<void>;
  /** Told of what transformations are not told. */
  readonly onWarnings: (warnings: readonly Diagnostic[]) => void;
}

/** @throws WindlassError `transformation-failed` for an exit code but 0; and Node's own errors of the output folder */
export async function convert(
  project: Project,
  { transformations: all, output, templates, user }: Transform,
  io: TransformIo,
): Promise<void> {
  const { engine, signal, onOutput } = io;
  for (const image of all) await transformationImage(image, io);
  const { text, warnings } = await modelOf(project, io);
  io.onWarnings(warnings);
  await wholeFolder(output, async (empty) => {
    let made = await empty();
    for (const image of all) {
      const next = await empty();
      await withContainer(transformerConfig(image, templates !== undefined, user), io, async (id) => {
        const content = new TextEncoder().encode(text);
        const owner = user ?? { uid: 0, gid: 0 };
        await engine.copyIn(id, [{ target: "/in/compose.yaml", mode: 0o600, ...owner, content }], signal);
        // The tar's owners count as they are: the engine would look for the container's user among its own, and may not know it.
        const put = (path: string, name: string): Promise<void> =>
          engine.writeArchive(id, "/", packed(path, name), { keepsOwner: false }, signal);
        if (templates !== undefined) await put(templates, "templates");
        await put(made, "out");
        const code = await runToEnd(id, onOutput, io);
        if (code !== 0)
          throw new WindlassError("transformation-failed", `${image} exited with code ${code ?? "unknown"}`, {
            hint: "what it printed says why; nothing was written",
          });
        await unpacked(await engine.readArchive(id, "/out", signal), next, signal);
      });
      made = next;
    }
    return made;
  });
}

const transformerConfig = (image: string, hasTemplates: boolean, user: Transform["user"]): ContainerConfig => ({
  ...plainConfig(image),
  environment: { LICENSE_AGREEMENT: "true" },
  mounts: ["/in", "/out", ...(hasTemplates ? ["/templates"] : [])].map((target) => ({
    type: "volume",
    target,
    readOnly: false,
    noCopy: true,
  })),
  ...(user && { user: String(user.uid) }),
});

/** What the image of a new transformation is built from; its templates are beside it. */
const dockerfile = `FROM docker/compose-bridge-transformer
LABEL ${mark}
COPY templates /templates
`;

/**
 * Makes a folder from which an image can be built that transforms by other templates: those of `from`, to be changed.
 * @throws WindlassError `file-not-found` where the image has none; and Node's own errors of the folder
 */
export async function newTransformation(path: string, from: string, io: BridgeIo): Promise<void> {
  const { engine, signal } = io;
  await transformationImage(from, io);
  await wholeFolder(path, async (empty) => {
    const folder = await empty();
    await withContainer(plainConfig(from), io, async (id) => {
      if ((await engine.statPath(id, "/templates", signal))?.kind !== "folder")
        throw new WindlassError("file-not-found", `the image ${from} has no folder /templates`, { hint: listHint });
      await unpacked(await engine.readArchive(id, "/templates", signal), posix.join(folder, "templates"), signal);
    });
    await writeText(posix.join(folder, "Dockerfile"), dockerfile);
    return folder;
  });
}

const listHint = "list the transformations on this engine: windlass bridge transformations list";

async function transformationImage(image: string, io: BridgeIo): Promise<void> {
  try {
    await imageOf(image, io);
  } catch (error) {
    io.signal.throwIfAborted();
    if (!(error instanceof WindlassError)) throw error;
    throw new WindlassError(error.code, error.message, { cause: error, hint: error.hint ?? listHint });
  }
}

const imageOf = async (image: string, { engine, signal, pulling }: BridgeIo): Promise<ImageFact> =>
  (await engine.findImage(image, undefined, signal)) ??
  (await pulling(image, () => engine.pullImage(image, undefined, () => {}, signal)));
