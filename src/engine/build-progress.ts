/** What BuildKit tells of a build → progress by step, and what is worth saying of a step that failed. */
import type { BuildWarning } from "./port/build.ts";
import type { OnProgress } from "./port/images.ts";

/** A step. It is told again with each change; the last counts. */
export interface Vertex {
  readonly digest: string;
  /** `[2/5] COPY . .` */
  readonly name: string;
  readonly cached: boolean;
  readonly isStarted: boolean;
  readonly isCompleted: boolean;
  readonly error: string;
}

export interface VertexStatus {
  readonly vertex: string;
  readonly name: string;
  readonly current: number;
  readonly total: number;
  readonly isCompleted: boolean;
}

export interface VertexLog {
  readonly vertex: string;
  /** 1 is standard output, 2 standard error. */
  readonly stream: number;
  /** Cut anywhere, also within a character. */
  readonly data: Uint8Array;
}

export interface BuildStatus {
  readonly vertices: readonly Vertex[];
  readonly statuses: readonly VertexStatus[];
  readonly logs: readonly VertexLog[];
  readonly warnings: readonly BuildWarning[];
}

export interface FailedStep {
  readonly step: string;
  readonly error: string;
  /** The last that it printed. */
  readonly lines: readonly string[];
}

/** Lines of a failing step that are kept for the error. */
const keptLines = 20;

export class BuildProgress {
  readonly #onProgress: OnProgress;
  readonly #vertices = new Map<string, Vertex>();
  /** In the order in which they failed. */
  readonly #failed = new Set<string>();
  readonly #logs = new Map<string, StepLog>();
  readonly #exported = new Set<string>();

  constructor(onProgress: OnProgress) {
    this.#onProgress = onProgress;
  }

  take({ vertices, statuses, logs, warnings }: BuildStatus): void {
    for (const vertex of vertices) this.#takeVertex(vertex);
    for (const status of statuses) this.#takeStatus(status);
    for (const { vertex, stream, data } of logs) this.#tell(vertex, this.#logOf(vertex).take(stream, data));
    for (const { rule, message, line } of warnings) {
      const at = line === undefined ? "" : ` (line ${line})`;
      this.#onProgress({ kind: "warning", text: `${rule === "" ? "" : `${rule}: `}${message}${at}` });
    }
  }

  #takeStatus({ vertex, name, current, total, isCompleted }: VertexStatus): void {
    const part = this.#vertices.get(vertex)?.name ?? name;
    this.#onProgress({ part, text: name, ...(total > 0 && { current, total }) });
    // What the finished image is called, and where it went.
    if (!isCompleted || !part.startsWith("exporting") || this.#exported.has(name)) return;
    this.#exported.add(name);
    this.#onProgress({ part, text: `${name} done`, kind: "printed" });
  }

  #takeVertex(vertex: Vertex): void {
    const { digest, name, error } = vertex;
    const before = this.#vertices.get(digest);
    this.#vertices.set(digest, vertex);
    // One that was begun again may do better.
    if (error === "") this.#failed.delete(digest);
    else this.#failed.add(digest);
    const [now, then] = [stateOf(vertex), before && stateOf(before)];
    if (vertex.isCompleted) this.#tell(digest, this.#logs.get(digest)?.end() ?? []);
    if (now !== undefined && now !== then) this.#onProgress({ part: name, text: now });
  }

  #tell(digest: string, lines: readonly string[]): void {
    const part = this.#vertices.get(digest)?.name;
    for (const text of lines) this.#onProgress({ kind: "printed", text, ...(part !== undefined && { part }) });
  }

  #logOf(digest: string): StepLog {
    const known = this.#logs.get(digest) ?? new StepLog();
    this.#logs.set(digest, known);
    return known;
  }

  /**
   * The step because of which the build failed; `undefined` if none has said so. One that was cancelled is none: another one
   * failed before. A cache that could not be read ends no build.
   * @param said the build's own words
   */
  failed(said: string): FailedStep | undefined {
    const steps = [...this.#failed]
      .flatMap((digest) => this.#vertices.get(digest) ?? [])
      .filter(({ error, name }) => !/context canceled/i.test(error) && !/^importing cache manifest/i.test(name));
    const vertex = steps.find(({ error }) => said.includes(error)) ?? steps[0];
    return vertex && { step: vertex.name, error: vertex.error, lines: this.#logs.get(vertex.digest)?.last ?? [] };
  }
}

/** What one step prints, in lines. */
class StepLog {
  readonly #streams = new Map<number, { readonly decoder: InstanceType<typeof TextDecoder>; open: string }>();
  #last: readonly string[] = [];

  get last(): readonly string[] {
    return this.#last;
  }

  /** @returns lines that are whole now */
  take(stream: number, data: Uint8Array): readonly string[] {
    const state = this.#streams.get(stream) ?? { decoder: new TextDecoder(), open: "" };
    this.#streams.set(stream, state);
    const lines = (state.open + state.decoder.decode(data, { stream: true })).split(/\r?\n/);
    state.open = lines.pop() ?? "";
    return this.#keep(lines);
  }

  /** @returns lines that were never ended */
  end(): readonly string[] {
    const rest = [...this.#streams.values()].map(({ decoder, open }) => open + decoder.decode());
    this.#streams.clear();
    return this.#keep(rest);
  }

  #keep(lines: readonly string[]): readonly string[] {
    const said = lines.filter((line) => line !== "");
    this.#last = [...this.#last, ...said].slice(-keptLines);
    return said;
  }
}

function stateOf({ isStarted, isCompleted, cached, error }: Vertex): string | undefined {
  if (error !== "") return "failed";
  if (isCompleted) return cached ? "cached" : "done";
  return isStarted ? "started" : undefined;
}
