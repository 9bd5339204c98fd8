/** BuildKit's status messages → progress by step, and what is worth saying of a step that failed. */
import type { OnProgress } from "../../../engine/port.ts";
import { decodeStatus, type Vertex } from "./status.ts";

/** Lines of a failing step that are kept for the error. */
const keptLines = 20;

export class BuildkitProgress {
  readonly #onProgress: OnProgress;
  readonly #vertices = new Map<string, Vertex>();
  readonly #logs = new Map<string, string[]>();

  constructor(onProgress: OnProgress) {
    this.#onProgress = onProgress;
  }

  /** @param message the bytes of one StatusResponse */
  take(message: Uint8Array): void {
    const { vertices, statuses, logs, warnings } = decodeStatus(message);
    for (const vertex of vertices) this.#takeVertex(vertex);
    for (const { vertex, name, current, total } of statuses) {
      const part = this.#vertices.get(vertex)?.name ?? name;
      this.#onProgress({ part, text: name, ...(total > 0 && { current, total }) });
    }
    for (const { vertex, text } of logs) this.#takeLog(vertex, text);
    for (const { rule, message, line } of warnings) {
      const at = line === undefined ? "" : ` (line ${line})`;
      this.#onProgress({ text: `warning: ${rule === "" ? "" : `${rule}: `}${message}${at}` });
    }
  }

  #takeVertex(vertex: Vertex): void {
    const before = this.#vertices.get(vertex.digest);
    this.#vertices.set(vertex.digest, vertex);
    const [now, then] = [stateOf(vertex), before && stateOf(before)];
    if (now !== undefined && now !== then) this.#onProgress({ part: vertex.name, text: now });
  }

  #takeLog(digest: string, text: string): void {
    const part = this.#vertices.get(digest)?.name;
    const lines = text.split(/\r?\n/).filter((line) => line !== "");
    this.#logs.set(digest, [...(this.#logs.get(digest) ?? []), ...lines].slice(-keptLines));
    for (const line of lines) this.#onProgress({ text: line, ...(part !== undefined && { part }) });
  }

  /** The step that failed, with the last lines that it printed; `undefined` if none has said so. */
  failed(): { readonly step: string; readonly error: string; readonly lines: readonly string[] } | undefined {
    const vertex = this.#vertices.values().find(({ error }) => error !== "" && !/context canceled/i.test(error));
    return vertex && { step: vertex.name, error: vertex.error, lines: this.#logs.get(vertex.digest) ?? [] };
  }
}

function stateOf({ isStarted, isCompleted, cached, error }: Vertex): string | undefined {
  if (error !== "") return "failed";
  if (isCompleted) return cached ? "cached" : "done";
  return isStarted ? "started" : undefined;
}
