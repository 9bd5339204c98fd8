/**
 * Podman's words and Docker's, both ways, as far as they differ. Its inspect does not tell much of what a container was
 * made with (sysctls, exposed ports, …), so it is put right only where planning looks at it: planner/compare/hash-changes.ts. Pure.
 */
import { type JsonRecord, record, text, texts } from "./json.ts";

/** The body of a create call as Podman understands it. */
export function asPodmanBody(body: JsonRecord): JsonRecord {
  const test = texts(record(body.Healthcheck).Test);
  return {
    ...body,
    // A name without a value takes a variable away in Docker; Podman gives the container its own server's.
    Env: texts(body.Env).filter((entry) => entry.includes("=")),
    ...(test.length > 0 && { Healthcheck: { ...record(body.Healthcheck), Test: podmanTest(test) } }),
  };
}

/** Podman joins the words of a command and splits them again at every blank, unless they are JSON. */
function podmanTest(test: readonly string[]): readonly string[] {
  const [kind, ...words] = test;
  return kind === "CMD" && words.length > 1 ? [JSON.stringify(words)] : test;
}

/**
 * @param value a container as Podman's inspect tells it
 * @param networkIds the engine's networks by name: where Docker has an id, Podman has the name
 */
export function asDockerContainer(value: unknown, networkIds: ReadonlyMap<string, string>): unknown {
  const raw = record(value);
  const config = record(raw.Config);
  const settings = record(raw.NetworkSettings);
  const endpoints = Object.entries(record(settings.Networks)).map(([name, endpoint]): [string, unknown] => [
    name,
    { ...record(endpoint), NetworkID: networkIds.get(name) ?? record(endpoint).NetworkID },
  ]);
  return {
    ...raw,
    Config: { ...config, Image: familiar(text(config.Image)) },
    NetworkSettings: { ...settings, Networks: Object.fromEntries(endpoints) },
  };
}

/** Docker Hub's images are named in full, those of no registry stand under `localhost`. */
const familiar = (image: string): string => image.replace(/^(docker\.io\/(library\/)?|localhost\/)/, "");
