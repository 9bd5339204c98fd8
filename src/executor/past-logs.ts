/**
 * What a project's containers have written so far, merged by the time of each line. Holds one line of each container;
 * what is still to be written is follow.ts's.
 */
import { nanosecondsOf } from "../core/moment.ts";
import { isReplica } from "../engine/labels.ts";
import type { Engine, LogLine } from "../engine/port.ts";
import { type Followed, type FollowedContainer, type FollowOptions, followed } from "./followed.ts";
import { whyUnreadable } from "./unreadable.ts";

export interface PastLogOptions extends Omit<FollowOptions, "untilAllEnded"> {
  /** RFC 3339: nothing that was written later. */
  readonly until?: string;
}

interface Source {
  readonly container: FollowedContainer;
  readonly lines: AsyncIterator<LogLine>;
  head: { readonly line: LogLine; readonly at: bigint } | undefined;
}

/** @throws the signal's reason once it is aborted */
export async function* pastLogs(
  engine: Engine,
  { project, interest, before, since, until }: PastLogOptions,
  signal: AbortSignal,
): AsyncGenerator<Followed, void, undefined> {
  const { containers } = await engine.snapshot({ project, images: [] }, signal);
  const read = containers
    .filter(({ labels: own }) => isReplica(own))
    .map(({ id, name, labels: own }) => followed(id, name, own, project))
    .filter((container) => interest(container) === "read");
  yield { type: "listening", containers: read };

  const options = {
    follow: false,
    ...(typeof before === "number" && { tail: before }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
  const sources: Source[] = read.map((container) => ({
    container,
    lines: engine.logs(container.id, options, signal)[Symbol.asyncIterator](),
    head: undefined,
  }));
  try {
    const unreadable = (await Promise.all(sources.map((source) => advance(source, engine, signal)))).filter(
      (problem) => problem !== undefined,
    );
    yield* unreadable;
    for (let next = earliest(sources); next !== undefined; next = earliest(sources)) {
      const { container, head } = next;
      if (head !== undefined) yield { type: "line", container, line: head.line };
      const problem = await advance(next, engine, signal);
      if (problem !== undefined) yield problem;
    }
  } finally {
    await Promise.allSettled(sources.map(({ lines }) => lines.return?.()));
  }
}

/** Puts the next line at the head; tells why if there can be none. */
async function advance(source: Source, engine: Engine, signal: AbortSignal): Promise<Followed | undefined> {
  source.head = undefined;
  try {
    const next = await source.lines.next();
    if (next.done !== true) source.head = { line: next.value, at: nanosecondsOf(next.value.timestamp) ?? 0n };
    return undefined;
  } catch (error) {
    const why = await whyUnreadable(error, source.container.id, engine, signal);
    return why === undefined ? undefined : { type: "unreadable", container: source.container, why };
  }
}

function earliest(sources: readonly Source[]): Source | undefined {
  let first: Source | undefined;
  for (const source of sources)
    if (source.head !== undefined && (first?.head === undefined || source.head.at < first.head.at)) first = source;
  return first;
}
