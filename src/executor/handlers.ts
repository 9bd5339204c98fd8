/**
 * Operation → engine call, one line each. What a step made is remembered for the steps that name it; no decision is
 * taken here.
 */
import type { Clock } from "../core/clock.ts";
import type { Diagnostic } from "../core/diagnostics.ts";
import type { Progress, Resource } from "../core/events.ts";
import type { StepId } from "../core/ids.ts";
import { sha256 } from "../core/sha256.ts";
import type { ContainerConfig, ContainerRef, ImageRef } from "../engine/container-config.ts";
import { withContainers } from "../engine/container-refs.ts";
import type { Contents } from "../engine/contents.ts";
import type { Host } from "../engine/host.ts";
import { labels } from "../engine/labels.ts";
import type { Engine, ImageFact, OnProgress } from "../engine/port.ts";
import { type Memory, saltedLabels } from "../engine/salted-labels.ts";
import type { ConfigHash, Operation } from "../planner/plan/operation.ts";
import { configureModel, pullModel } from "./ai-models.ts";
import { runHook, runLastHook, runPreStart } from "./hooks.ts";
import { runProvider } from "./provider.ts";
import { waitReady } from "./ready.ts";
import { removeImage } from "./remove-image.ts";
import type { StatusFeed } from "./status-feed.ts";
import { waitCompleted, waitHealthy, waitRunning } from "./wait.ts";

/** Ids that steps brought: of images pulled or built, of containers created. */
export interface Results {
  readonly images: Map<string, Pick<ImageFact, "id" | "content">>;
  readonly containers: Map<string, string>;
  /** Of what was pushed. */
  readonly digests: Map<string, string>;
  /** What providers told, by the names that services get. */
  readonly variables: Map<string, Readonly<Record<string, string>>>;
  /** Step → the service that its program stands for. */
  readonly providers: Map<string, string>;
  /** Variables of services that providers gave another value, as far as that was told. */
  readonly overridden: Set<string>;
}

export interface StepIo {
  readonly engine: Engine;
  readonly host: () => Promise<Host>;
  readonly statuses: StatusFeed;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly results: Results;
  readonly step: StepId;
  /** Marks what this run makes, so that it can be known again. */
  readonly run: string;
  readonly project: string;
  /** By which this machine tells the engine apart. */
  readonly engineId: string;
  /** What the step is about. */
  readonly resource: Resource;
  readonly onProgress: (progress: Progress) => void;
  readonly contents?: Contents;
  readonly beforeStart?: (container: { readonly id: string; readonly name: string }) => Promise<void>;
  readonly onWarning: (warning: Diagnostic) => void;
}

type Handlers = {
  readonly [Kind in Operation["kind"]]: (operation: Extract<Operation, { kind: Kind }>, io: StepIo) => Promise<void>;
};

const handlers: Handlers = {
  "pull-image": async ({ image, platform, timed }, io) => {
    io.results.images.set(io.step, await io.engine.pullImage(image, platform, telling(io), io.signal));
    if (timed) await (await io.host()).rememberPull({ engine: io.engineId, image, ...(platform && { platform }) });
  },
  "push-image": async ({ image }, io) => {
    const { digest } = await io.engine.pushImage(image, io.onProgress, io.signal);
    io.results.digests.set(io.step, digest);
  },
  "build-image": async ({ build }, io) => {
    io.results.images.set(io.step, await io.engine.buildImage(build, io.onProgress, io.signal));
  },
  "remove-image": ({ image }, io) => removeImage(image, io),
  "pull-model": (operation, io) => pullModel(operation, io),
  "configure-model": (operation, io) => configureModel(operation, io),
  "create-network": async ({ network }, io) => {
    await io.engine.createNetwork(network, io.signal);
  },
  "remove-network": ({ id }, io) => io.engine.removeNetwork(id, io.signal),
  "connect-network": ({ container, endpoint }, io) =>
    io.engine.connectNetwork(idOf(container, io), endpoint, io.signal),
  "disconnect-network": ({ container, network }, io) =>
    io.engine.disconnectNetwork(idOf(container, io), network, io.signal),
  "create-volume": ({ volume }, io) => io.engine.createVolume(volume, io.signal),
  "remove-volume": ({ name }, io) => io.engine.removeVolume(name, io.signal),
  "create-container": async (operation, io) => {
    const { name, variablesOf = [], remember } = operation;
    const made = withVariables(complete(operation, io), variablesOf, io);
    const full = remember ? { ...made, labels: { ...made.labels, ...(await memoryLabels(remember, io)) } } : made;
    const id = await io.engine.createContainer({ name, config: full }, io.signal);
    io.results.containers.set(io.step, id);
  },
  "copy-in": async ({ container, files }, io) => {
    const copies = await Promise.all(
      files.map(async ({ content, ...file }) => ({
        ...file,
        content: await contentsIn(io, content).bytes(content, io.signal),
      })),
    );
    await io.engine.copyIn(idOf(container, io), copies, io.signal);
  },
  "start-container": async ({ container }, io) => {
    const id = idOf(container, io);
    await io.beforeStart?.({ id, name: container.name });
    await io.engine.startContainer(id, io.signal);
  },
  "pause-container": ({ container }, io) => io.engine.pauseContainer(idOf(container, io), io.signal),
  "unpause-container": ({ container }, io) => io.engine.unpauseContainer(idOf(container, io), io.signal),
  "kill-container": ({ container, signal }, io) => io.engine.killContainer(idOf(container, io), signal, io.signal),
  "stop-container": ({ container, graceSeconds }, io) =>
    io.engine.stopContainer(idOf(container, io), graceSeconds, io.signal),
  "remove-container": ({ container, volumes }, io) =>
    io.engine.removeContainer(idOf(container, io), { volumes }, io.signal),
  "rename-container": ({ container, name }, io) => io.engine.renameContainer(idOf(container, io), name, io.signal),
  "update-container": ({ container, update }, io) => io.engine.updateContainer(idOf(container, io), update, io.signal),
  "run-provider": async ({ provider, command, options }, io) => {
    const variables = await runProvider({ provider, command, options }, io);
    io.results.variables.set(io.step, variables);
    io.results.providers.set(io.step, io.resource.name);
  },
  "run-pre-start": async ({ hook, name, config, image, connect }, io) => {
    const made = complete({ config, image }, io);
    await runPreStart(hook, { name, config: made, connect }, io);
  },
  "run-post-start": ({ container, hook, command }, io) => runHook(idOf(container, io), hook, command, io),
  "run-pre-stop": ({ container, hook, command, limitMs, tolerated }, io) =>
    runLastHook(idOf(container, io), hook, command, { limitMs, tolerated }, io),
  "wait-healthy": ({ container, limitMs }, io) => waitHealthy(idOf(container, io), container.name, limitMs, io),
  "wait-ready": ({ container, question }, io) => waitReady(idOf(container, io), container.name, question, io),
  "wait-completed": ({ container }, io) =>
    waitCompleted(idOf(container, io), container.name, io.resource.service ?? io.resource.name, io),
  "wait-running": ({ container }, io) => waitRunning(idOf(container, io), container.name, io),
};

/** What an engine finds odd about an image is a warning; all else is how far it has come. */
const telling =
  ({ onProgress, onWarning }: Pick<StepIo, "onProgress" | "onWarning">): OnProgress =>
  (progress) =>
    progress.kind === "warning"
      ? onWarning({ code: "platform-differs", severity: "warning", message: progress.text })
      : onProgress(progress);

/** Makes the operation's one call. */
export function carryOut(operation: Operation, io: StepIo): Promise<void> {
  // The table's type pairs each kind with its own operation; indexing it by a union loses that.
  const handler = handlers[operation.kind] as (operation: Operation, io: StepIo) => Promise<void>;
  return handler(operation, io);
}

function idOf(ref: ContainerRef, { results }: Pick<StepIo, "results">): string {
  if (ref.by === "id") return ref.id;
  const id = results.containers.get(ref.step) ?? ref.fallback;
  if (id === undefined) throw new Error(`the step "${ref.step}" has made no container`);
  return id;
}

function contentsIn({ contents }: Pick<StepIo, "contents">, name: string): Contents {
  if (contents === undefined) throw new Error(`nobody gives the content of ${name}`);
  return contents;
}

/** The salt is drawn here: nothing in a plan is random, and no hash of a secret stands in one. */
async function memoryLabels({ files, hooks }: Memory, io: StepIo): Promise<Readonly<Record<string, string>>> {
  const hashed = await Promise.all(
    files.map(async (file) => {
      const hash = await contentsIn(io, file.name).hash(file.name, io.signal);
      return hash === undefined ? [] : [{ ...file, hash }];
    }),
  );
  return saltedLabels(hashed.flat(), hooks, crypto.randomUUID());
}

type CreateContainer = Extract<Operation, { kind: "create-container" }>;
type Incomplete = Pick<CreateContainer, "config" | "image" | "mountedImages"> & Partial<Pick<CreateContainer, "hash">>;

/** The configuration with all that is known only now: ids of containers and images that this run made. */
function complete({ config, image, mountedImages, hash }: Incomplete, io: StepIo): ContainerConfig {
  const digest = digestOf(image, io);
  return {
    ...withContainers(config, (ref) => ({ by: "id", id: idOf(ref, io), name: ref.name })),
    labels: {
      ...config.labels,
      ...(digest && { [labels.image]: digest }),
      ...(mountedImages && { [labels.imageVolumes]: imageVolumes(mountedImages, io) }),
      ...(hash && { [labels.configHash]: hashText(hash, io) }),
      [labels.operation]: `${io.run} ${io.step}`,
    },
  };
}

/** Above what the file says, as docker compose has it. */
function withVariables(config: ContainerConfig, steps: readonly StepId[], io: StepIo): ContainerConfig {
  const { results } = io;
  if (steps.length === 0) return config;
  const given: Record<string, string> = Object.assign({}, ...steps.map((step) => results.variables.get(step)));
  for (const step of steps) tellOverridden(config, step, io);
  const names = Object.keys(given).sort().join(",");
  return {
    ...config,
    environment: { ...config.environment, ...given },
    labels: { ...config.labels, [labels.provided]: names },
  };
}

/** Once for a service, whatever the number of its containers. */
function tellOverridden(
  { environment }: ContainerConfig,
  provider: StepId,
  { results, resource, ...io }: StepIo,
): void {
  const { service = resource.name } = resource;
  for (const [name, value] of Object.entries(results.variables.get(provider) ?? {})) {
    const key = [provider, service, name].join(" ");
    if (!Object.hasOwn(environment, name) || environment[name] === value || results.overridden.has(key)) continue;
    results.overridden.add(key);
    const by = results.providers.get(provider) ?? provider;
    const message = `provider "${by}" overrides environment variable "${name}" in service "${service}"`;
    io.onWarning({ code: "variable-overridden", severity: "warning", message, hint: "remove it from the file" });
  }
}

function digestOf(image: ImageRef, { results }: StepIo): string | undefined {
  const made = image.by === "id" ? image : results.images.get(image.step);
  return made?.content ?? made?.id;
}

const imageVolumes = (mounted: Readonly<Record<string, ImageRef>>, io: StepIo): string =>
  Object.entries(mounted)
    .map(([target, image]) => `${target}=${digestOf(image, io) ?? ""}`)
    .sort()
    .join(",");

function hashText(hash: ConfigHash, io: StepIo): string {
  if ("value" in hash) return hash.value;
  const text = hash.parts.map((part) => (typeof part === "string" ? part : idOf(part, io))).join("");
  return sha256(text);
}
