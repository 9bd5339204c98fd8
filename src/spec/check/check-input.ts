/** What the rules of check.ts look at, and how they complain. */
import type { ErrorCode } from "../../core/errors.ts";
import type { Selection } from "../select/selection.ts";
import { fail, type Report } from "../tree/report.ts";
import { type Entry, type MapNode, nearest, type Path } from "../tree/tree.ts";

export interface Check {
  readonly tree: MapNode;
  readonly selection: Selection;
  readonly report: Report;
  readonly variables: ReadonlyMap<string, string>;
  /** Something at or below the path (as `pathText` writes it) was wrong before: what is missing may have been left out. */
  readonly isBroken: (path: string) => boolean;
}

export interface CheckedService {
  readonly name: string;
  readonly node: MapNode;
  readonly path: Path;
  readonly entry: Entry;
}

export type ServiceRule = (service: CheckedService, check: Check) => void;

/** Complains about what stands at `rest` in the service. */
export function complain(
  { report }: Check,
  service: CheckedService,
  code: ErrorCode,
  rest: Path,
  message: string,
  hint?: string,
): void {
  const { node, keyPlace } = nearest(service.node, rest);
  const place =
    rest.length === 0 ? service.entry.keyPlace : node.kind === "scalar" ? node.place : (keyPlace ?? node.place);
  fail(report, code, message, { path: [...service.path, ...rest], place, hint });
}
