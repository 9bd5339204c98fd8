/** A line of buildx's `--progress rawjson`: BuildKit's status as JSON, its fields absent where they are empty. Pure. */
import type { BuildStatus } from "../../engine/build-progress.ts";
import type { BuildWarning } from "../../engine/port.ts";

type Fields = Readonly<Record<string, unknown>>;

/** @returns `undefined` for what is no status: text, for people */
export function rawStatus(line: string): BuildStatus | undefined {
  if (!line.startsWith("{")) return undefined;
  let status: Fields;
  try {
    status = JSON.parse(line) as Fields;
  } catch {
    return undefined;
  }
  return {
    vertices: rows(status.vertexes).map((vertex) => ({
      digest: text(vertex.digest),
      name: text(vertex.name),
      cached: vertex.cached === true,
      isStarted: vertex.started !== undefined,
      isCompleted: vertex.completed !== undefined,
      error: text(vertex.error),
    })),
    statuses: rows(status.statuses).map((one) => ({
      vertex: text(one.vertex),
      name: text(one.name) || text(one.id),
      current: number(one.current),
      total: number(one.total),
      isCompleted: one.completed !== undefined,
    })),
    logs: rows(status.logs).map((log) => ({
      vertex: text(log.vertex),
      stream: number(log.stream),
      data: Buffer.from(text(log.data), "base64"),
    })),
    warnings: rows(status.warnings).map(warningIn),
  };
}

/** `StageNameCasing: Stage name 'X' should be lowercase (line 1)` */
function warningIn(fields: Fields): BuildWarning {
  const said = decoded(fields.short).replace(/ \(line \d+\)$/, "");
  const [, rule = "", message = said] = /^(\w+): (.*)$/s.exec(said) ?? [];
  const [range] = rows(fields.range);
  const [line, lastLine] = [range?.start, range?.end].map((end) => number((end as Fields | undefined)?.line));
  return {
    rule,
    message,
    detail: (Array.isArray(fields.detail) ? fields.detail : []).map(decoded).join("\n"),
    ...(text(fields.url) !== "" && { url: text(fields.url) }),
    ...(line && { line, lastLine: lastLine || line }),
  };
}

const rows = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number => (typeof value === "number" ? value : 0);
const decoded = (value: unknown): string => Buffer.from(text(value), "base64").toString();
