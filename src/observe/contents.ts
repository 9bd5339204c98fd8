/** What is in a project's configs and secrets: read when a step of a plan asks for it, so that none of it stands in the plan. */
import { sha256 } from "../core/sha256.ts";
import type { Contents } from "../engine/contents.ts";
import { fileBytes, fileHash } from "../host/files.ts";
import { textOf } from "../spec/file-text.ts";
import { loginsKey } from "../spec/mounted.ts";
import type { FileObject, Project } from "../spec/project.ts";

export interface ContentsIo {
  /** The docker client's settings with all logins to registries, as text; `undefined` where there are none. */
  readonly logins: (signal: AbortSignal) => Promise<string | undefined>;
}

/** Rejects for names that plans of this project do not have. */
export function contentsOf(project: Project, { logins }: ContentsIo): Contents {
  let known: Promise<string | undefined> | undefined;
  /** Asked for once: so what containers get is what their labels say. */
  const loginsOnce = (signal: AbortSignal): Promise<string | undefined> => {
    known ??= logins(signal);
    return known;
  };
  const text = async (object: FileObject, name: string, signal: AbortSignal): Promise<string> => {
    const found = object.from === "logins" ? ((await loginsOnce(signal)) ?? "{}") : textOf(object);
    if (found === undefined) throw nothing(name);
    return found;
  };
  return {
    async bytes(name, signal) {
      const object = objectOf(project, name);
      if (object.from === "file") return fileBytes(object.file, signal);
      return new TextEncoder().encode(await text(object, name, signal));
    },
    async hash(name, signal) {
      const object = objectOf(project, name);
      return object.from === "file" ? fileHash(object.file, signal) : sha256(await text(object, name, signal));
    },
  };
}

function objectOf(project: Project, name: string): FileObject {
  const [, section, key = ""] = /^(configs|secrets)\.(.*)$/s.exec(name) ?? [];
  if (section === "configs" && key === loginsKey) return { key, from: "logins" };
  const object = section === "configs" ? project.configs.get(key) : project.buildSecrets.get(key);
  if (object === undefined) throw nothing(name);
  return object;
}

const nothing = (name: string): Error => new Error(`the project has no content for ${name}`);
