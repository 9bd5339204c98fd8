/**
 * The engines that tests run against. All of them run on one; the smoke set also on each further one of WINDLASS_TEST_ENGINES:
 * addresses with commas between, each with the network namespace of its ports behind a # where that is another.
 * Everything that a test makes carries a project's name with a random suffix, and is removed by `cleanUp`.
 */
import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { connect } from "../../src/docker/connect.ts";
import type { Timing } from "../../src/docker/http/transport.ts";
import type { ContainerConfig } from "../../src/engine/container-config.ts";
import { labels } from "../../src/engine/labels.ts";
import { plainConfig } from "../../src/engine/plain-config.ts";
import type { BuilderFacts, Engine } from "../../src/engine/port.ts";

const usual: string = process.env.DOCKER_HOST || "unix:///var/run/docker.sock";

export const engineAddresses: readonly string[] = [usual];

export const furtherEngines: readonly string[] = (process.env.WINDLASS_TEST_ENGINES ?? "")
  .split(",")
  .map((item) => item.replace(/#.*/, "").trim())
  .filter((address) => address !== "" && address !== usual);

export const never: AbortSignal = new AbortController().signal;

export const open = (address: string, timing: Partial<Timing> = {}): Promise<Engine> =>
  connect({ env: process.env, host: address }, { signal: never, timing });

export const newProject = (): string => `wdl-test-${randomBytes(4).toString("hex")}`;

/** A container that does nothing, belonging to the project. */
export const idle = (project: string, more: Partial<ContainerConfig> = {}): ContainerConfig => ({
  ...plainConfig("busybox"),
  command: ["sleep", "600"],
  networkMode: { kind: "named", name: "none" },
  ...more,
  labels: { [labels.project]: project, ...more.labels },
});

/** Removes what belongs to the project. */
export async function cleanUp(engine: Engine, project: string): Promise<void> {
  const { containers, networks, volumes } = await engine.snapshot({ project, images: [] }, never);
  const isMine = (thing: { readonly labels: Readonly<Record<string, string>> }): boolean =>
    thing.labels[labels.project] === project;
  await Promise.all(containers.map(({ id }) => engine.removeContainer(id, { volumes: true }, never)));
  await Promise.all(networks.filter(isMine).map(({ id }) => engine.removeNetwork(id, never)));
  await Promise.all(volumes.filter(isMine).map(({ name }) => engine.removeVolume(name, never)));
}

/** Removes an image's tag, and the image with its last one. */
export const removeImage = (address: string, tag: string): Promise<void> =>
  call(address, "DELETE", `/images/${encodeURIComponent(tag)}?force=true`);

/**
 * Where the engine keeps images. containerd's store drops an image once its name stands for another, has nothing where a name
 * does not exist for a platform, and asks registries again by itself.
 */
export async function imageStore(address: string): Promise<BuilderFacts["store"]> {
  const engine = await open(address);
  try {
    return (await engine.builderFacts(never)).store;
  } finally {
    engine.close();
  }
}

/** Gives an image another name. @param tag what comes behind the colon */
export const tagImage = (address: string, image: string, repository: string, tag: string): Promise<void> =>
  call(address, "POST", `/images/${encodeURIComponent(image)}/tag?${new URLSearchParams({ repo: repository, tag })}`);

/** What the port has no operation for. */
async function call(address: string, method: string, path: string): Promise<void> {
  const url = new URL(address.replace(/^tcp:/, "http:"));
  const place = url.protocol === "unix:" ? { socketPath: url.pathname } : { host: url.hostname, port: url.port };
  await new Promise((resolve, reject) => {
    request({ ...place, method, path }, (response) => response.resume().on("end", resolve))
      .on("error", reject)
      .end();
  });
}

/** Of the API of the usual engine. */
export async function apiVersion(): Promise<string> {
  const engine = await open(usual);
  engine.close();
  return engine.facts.apiVersion;
}
