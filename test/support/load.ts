/** Loading for tests: one file or several in a memory world. */
import type { Diagnostic } from "../../src/core/diagnostics.ts";
import { WindlassError } from "../../src/core/errors.ts";
import { load } from "../../src/spec/load.ts";
import type { LoadRequest } from "../../src/spec/load-request.ts";
import type { Project, Service } from "../../src/spec/project.ts";
import { memoryContext } from "./memory-context.ts";

export const request: LoadRequest = { files: [], profiles: [], envFiles: [], services: [] };

export interface Given {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly request?: Partial<LoadRequest>;
}

/** The project of `/app/compose.yaml`. */
export function loadText(yaml: string, given: Given = {}): Promise<Project> {
  const world = memoryContext({ "/app/compose.yaml": yaml, ...given.files }, given.env, given.cwd);
  return load({ ...request, ...given.request }, world);
}

/** The one service of the text, or the named one. */
export async function loadService(yaml: string, given: Given = {}, name = "web"): Promise<Service> {
  const service = (await loadText(yaml, given)).services.values().find((one) => one.name === name);
  if (service === undefined) throw new Error(`no service ${name}`);
  return service;
}

/** What is wrong with the text; empty where it loads. */
export async function problemsOf(yaml: string, given: Given = {}): Promise<readonly Diagnostic[]> {
  try {
    await loadText(yaml, given);
    return [];
  } catch (error) {
    if (error instanceof WindlassError) return error.diagnostics;
    throw error;
  }
}
