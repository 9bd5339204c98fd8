/**
 * The part of the library that makes other files of a project, brings them from elsewhere, and makes a project file of
 * containers; loaded when it is used.
 */
import type { BridgeIo, Transform, TransformIo } from "./bridge.ts";
import type { Ordered } from "./core/ordered-json.ts";
import type { Engine, ListedImage } from "./engine/port.ts";
import type { Project } from "./spec/project.ts";

export type { BridgeIo, Transform, TransformIo } from "./bridge.ts";
export type { ListedImage } from "./engine/port.ts";
export * from "./locking.ts";
export * from "./sharing.ts";

/** Data as YAML, dollars as they are. `indent`: columns a level, 2 by default. */
export async function yamlText(value: Ordered, indent?: number): Promise<string> {
  const spec = await import("./spec/render/render.ts");
  return spec.yamlText(value, true, indent);
}

/**
 * The text of a Compose file that asks for containers like these.
 * @throws WindlassError `container-missing`, `invalid-project-name`
 */
export async function generate(
  engine: Engine,
  options: { readonly containers: readonly string[]; readonly name?: string; readonly format: "yaml" | "json" },
  signal: AbortSignal,
): Promise<string> {
  const [{ findContainers }, { generated }, { documentText }, { checkName }] = await Promise.all([
    import("./generate/find.ts"),
    import("./generate/generate.ts"),
    import("./spec/render/render.ts"),
    import("./spec/variables/project-name.ts"),
  ]);
  if (options.name !== undefined) checkName(options.name);
  return documentText(
    generated(await findContainers(engine, options.containers, signal), options.name),
    options.format,
  );
}

/** What is meant where no transformation is named. */
export const usualTransformation = "docker/compose-bridge-kubernetes";

/** The images on the engine that say they are transformations: they convert a project into another model. */
export async function transformations(engine: Engine, signal: AbortSignal): Promise<readonly ListedImage[]> {
  const bridge = await import("./bridge.ts");
  return bridge.transformations(engine, signal);
}

/**
 * Converts a project into another model by transformations.
 * @throws WindlassError `transformation-failed`; and Node's own errors of the output folder
 */
export async function convert(project: Project, options: Transform, io: TransformIo): Promise<void> {
  const bridge = await import("./bridge.ts");
  return bridge.convert(project, options, io);
}

/** Makes the sources of a transformation that has the templates of another. */
export async function newTransformation(path: string, from: string, io: BridgeIo): Promise<void> {
  const bridge = await import("./bridge.ts");
  return bridge.newTransformation(path, from, io);
}
