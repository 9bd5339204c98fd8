/**
 * docker's contexts as `docker context` keeps them: which one is selected, and the engine that one stands for. Reads
 * only what docker wrote; the files come from a reader that is handed in.
 */
import { closest } from "../../core/closest.ts";
import { WindlassError } from "../../core/errors.ts";
import { sha256 } from "../../core/sha256.ts";
import { type JsonRecord, record, text } from "../wire/json.ts";
import { type EngineAddress, parseAddress, type Tls } from "./address.ts";
import type { Files } from "./disk.ts";
import { tlsIn } from "./tls-files.ts";

/** The one of `docker context use`; empty where none was. A file that is no JSON selects none, as for docker. */
export const selectedContext = (folder: string, files: Files): string =>
  text(json(files.read(`${folder}/config.json`)).currentContext);

/** @throws WindlassError `context-not-found`, `engine-address-invalid` */
export function contextAddress(name: string, folder: string, files: Files): EngineAddress {
  const id = sha256(name);
  const meta = files.read(`${folder}/contexts/meta/${id}/meta.json`);
  if (meta === undefined) throw notFound(name, contextNames(folder, files));
  const { Host, SkipTLSVerify } = record(record(json(meta).Endpoints).docker);
  const said = `the docker context "${name}"`;
  if (text(Host) === "")
    throw new WindlassError("engine-address-invalid", `${said} has no engine address`, {
      hint: `\`docker context inspect ${name}\` shows its settings`,
    });
  const tls = tlsIn(`${folder}/contexts/tls/${id}/docker`, files, said);
  const verify = SkipTLSVerify !== true;
  const isTls = tls.ca !== undefined || tls.client !== undefined || !verify;
  return parseAddress(text(Host), said, isTls ? ({ ...tls, verify } satisfies Tls) : undefined);
}

/** All that there are, sorted; `default` is always one. */
export function contextNames(folder: string, files: Files): readonly string[] {
  const metas = files.names(`${folder}/contexts/meta`);
  const named = metas.map((id) => text(json(files.read(`${folder}/contexts/meta/${id}/meta.json`)).Name));
  return ["default", ...named.filter((name) => name !== "").sort()];
}

function notFound(name: string, known: readonly string[]): WindlassError {
  const meant = closest(name, known);
  return new WindlassError("context-not-found", `docker context "${name}" does not exist`, {
    hint: `${meant === undefined ? "" : `did you mean ${meant}? `}available contexts: ${known.join(", ")}`,
  });
}

function json(written: string | undefined): JsonRecord {
  try {
    return record(JSON.parse(written ?? ""));
  } catch {
    return {};
  }
}
