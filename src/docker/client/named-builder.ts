/**
 * Which builder docker would use: `--builder`, `BUILDX_BUILDER`, then the one of `docker buildx use`. Reads what buildx
 * wrote, in its order; asks no builder whether it is up. Pure but for the reader of files.
 */
import { dirname } from "node:path";
import { closest } from "../../core/closest.ts";
import { WindlassError } from "../../core/errors.ts";
import { sha256 } from "../../core/sha256.ts";
import type { NamedBuilder } from "../../engine/named-builder.ts";
import { addressText } from "../reach/address.ts";
import { contextNames } from "../reach/contexts.ts";
import type { Files } from "../reach/disk.ts";
import { contextOf, type EngineSelector, placesToTry } from "../reach/engine-selector.ts";
import { type JsonRecord, record, text } from "../wire/json.ts";
import { clientConfigPath } from "./config.ts";

export interface BuilderQuestion {
  /** How the engine was chosen; of its `env` DOCKER_BUILDKIT, BUILDX_BUILDER and BUILDX_CONFIG count here, too. */
  readonly where: EngineSelector;
  /** Of the engine that was found. */
  readonly address: string;
  /** That of `--builder`. */
  readonly builder?: string | undefined;
  /** Docker's `config.json`. */
  readonly config: JsonRecord;
}

/**
 * @returns `undefined` where nothing is said: then the engine chooses among its own
 * @throws WindlassError `builder-not-found`, `client-config-invalid`; `usage` for a DOCKER_BUILDKIT that is no boolean
 */
export function namedBuilder(question: BuilderQuestion, files: Files): NamedBuilder | undefined {
  const { where, builder, config } = question;
  const { env } = where;
  if (builder) return byName(builder, "--builder", question, files);
  const isWanted = booleanOf(env.DOCKER_BUILDKIT);
  if (isWanted === false) return { kind: "classic", from: "DOCKER_BUILDKIT" };
  if (env.BUILDX_BUILDER) return byName(env.BUILDX_BUILDER, "BUILDX_BUILDER", question, files);
  const current = currentInstance(question, files);
  if (current !== undefined) return { kind: "outside", ...current, from: "docker buildx use" };
  if (isWanted) return { kind: "buildkit", from: "DOCKER_BUILDKIT" };
  return text(record(config.aliases).builder) === "" ? undefined : { kind: "buildkit", from: "aliases.builder" };
}

type Instance = Pick<Extract<NamedBuilder, { kind: "outside" }>, "name" | "driver">;

/** Contexts are builders, too: of the engines that they stand for. */
function byName(
  name: string,
  from: "--builder" | "BUILDX_BUILDER",
  question: BuilderQuestion,
  files: Files,
): NamedBuilder {
  const instance = instanceOf(name, question, files);
  if (instance !== undefined) return { kind: "outside", ...instance, from };
  const context = contextIn(question, files);
  if (name === context) return { kind: "buildkit", from };
  const contexts = contextNames(clientFolder(question) ?? "", files);
  if (contexts.includes(name))
    throw notFound(
      `the builder "${name}" of ${from} is the docker context of another engine`,
      `use that engine: --context ${name}`,
    );
  const known = [context, ...files.names(`${buildxFolder(question)}/instances`)].toSorted();
  const meant = closest(name, known);
  throw notFound(
    `there is no builder "${name}", which ${from} names`,
    `${meant === undefined ? "" : `did you mean ${meant}? `}available builders: ${known.join(", ")}`,
  );
}

/** What `docker buildx use` chose: for all engines, for this one, or as its default. */
function currentInstance(question: BuilderQuestion, files: Files): Instance | undefined {
  const folder = buildxFolder(question);
  const context = contextIn(question, files);
  const endpoint = context === "default" ? question.address : context;
  const path = `${folder}/current`;
  const current = json(files.read(path), path);
  const name = text(current.Name);
  const chosen = name === "" ? undefined : instanceOf(name, question, files);
  if (chosen !== undefined && (current.Global === true || current.Key === endpoint)) return chosen;
  // One that was chosen for this engine and is gone leaves the engine's own.
  if (name !== "" && current.Key === endpoint) return undefined;
  const usual = files.read(`${folder}/defaults/${sha256(endpoint).slice(0, 20)}`);
  return usual ? instanceOf(usual, question, files) : undefined;
}

/** One that buildx made; its names are in small letters on the disk. */
function instanceOf(name: string, question: BuilderQuestion, files: Files): Instance | undefined {
  if (!/^[a-z][\w.-]*$/i.test(name)) return undefined;
  const path = `${buildxFolder(question)}/instances/${name.toLowerCase()}`;
  const written = files.read(path);
  return written === undefined ? undefined : { name, driver: text(json(written, path).Driver) };
}

/** The context of the engine that was found, which the command line may have named and not the environment. */
function contextIn(question: BuilderQuestion, files: Files): string {
  const { where, address } = question;
  const isMeant = (selector: EngineSelector): boolean => {
    try {
      return placesToTry(selector, files).some((place) => addressText(place.address) === address);
    } catch {
      // A context that nobody asked for may be broken.
      return false;
    }
  };
  if (isMeant(where)) return where.host ? "default" : contextOf(where, files);
  const others = contextNames(clientFolder(question) ?? "", files);
  return others.find((context) => isMeant({ env: where.env, home: where.home, context })) ?? "default";
}

function clientFolder({ where: { env, home } }: BuilderQuestion): string | undefined {
  const path = clientConfigPath(home === undefined ? env : { ...env, HOME: home });
  return path === undefined ? undefined : dirname(path);
}

const buildxFolder = (question: BuilderQuestion): string =>
  question.where.env.BUILDX_CONFIG || `${clientFolder(question) ?? ""}/buildx`;

/** As Go reads a boolean; `undefined` where nothing is written. @throws WindlassError `usage` */
function booleanOf(written: string | undefined): boolean | undefined {
  if (!written) return undefined;
  if (/^(1|t|T|TRUE|true|True)$/.test(written)) return true;
  if (/^(0|f|F|FALSE|false|False)$/.test(written)) return false;
  throw new WindlassError("usage", `DOCKER_BUILDKIT is ${JSON.stringify(written)}, which is neither yes nor no`, {
    hint: "set it to 1 or 0",
  });
}

function json(written: string | undefined, path: string): JsonRecord {
  if (!written) return {};
  try {
    return record(JSON.parse(written));
  } catch {
    throw new WindlassError("client-config-invalid", `buildx's settings are not valid JSON: ${path}`, {
      hint: "`docker buildx ls` reads the same file; `docker buildx use` writes a new one",
    });
  }
}

const notFound = (message: string, hint: string): WindlassError =>
  new WindlassError("builder-not-found", message, { hint });
