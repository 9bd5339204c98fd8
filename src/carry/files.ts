/** Contents of configs and secrets that are carried along, where that is asked for: what is read here, and where it is written there. */
import type { Diagnostic } from "../core/diagnostics.ts";
import { throwErrors, WindlassError } from "../core/errors.ts";
import { smallFile } from "../host/files.ts";
import type { FileObject, Project } from "../spec/project.ts";
import type { CarriedFile } from "./archive.ts";

export interface FileWithBytes extends CarriedFile {
  readonly bytes: Uint8Array;
}

/** Far more than engines take of a config or a secret. */
export const longestFile: number = 16 << 20;

export const fileName = (section: "configs" | "secrets", key: string): string => `${section}/${key}`;

/** @throws WindlassError with each file that can't be read, and its line */
export async function readFiles(project: Project, signal: AbortSignal): Promise<readonly FileWithBytes[]> {
  const errors: Diagnostic[] = [];
  const files: FileWithBytes[] = [];
  for (const section of ["configs", "secrets"] as const)
    for (const object of project[section].values()) {
      if (object.from !== "file") continue;
      try {
        files.push({ name: fileName(section, object.key), ...(await smallFile(object.file, longestFile, signal)) });
      } catch (error) {
        signal.throwIfAborted();
        errors.push(unreadable(project, section, object, error as NodeJS.ErrnoException));
      }
    }
  throwErrors(errors, project.sources);
  return files;
}

function unreadable(
  project: Project,
  section: "configs" | "secrets",
  { key, file }: Extract<FileObject, { readonly from: "file" }>,
  error: NodeJS.ErrnoException,
): Diagnostic {
  const place = project.placeOf([section, key, "file"]);
  const isMissing = error.code === "ENOENT";
  return {
    code: error instanceof WindlassError ? error.code : isMissing ? "file-not-found" : "file-unreadable",
    severity: "error",
    message: isMissing ? `no such file: ${file}` : `cannot read ${file}: ${error.message}`,
    path: `${section}.${key}.file`,
    ...(place && { place }),
    hint: "leave out --with-files to save the project without these contents",
  };
}
