/**
 * What a project's containers have written so far, merged by the time of each line. Holds one line of each container;
 * what is still to be written is follow.ts's.
 */
import { WindlassError } from "../core/errors.ts";
import { isReplica } from "../engine/labels.ts";
import type { Engine, LogLine } from "../engine/port.ts";
import { type Followed, type FollowedContainer, type FollowOptions, followed } from "./follow.ts";

interface Source {
  readonly container: FollowedContainer;
  readonly lines: AsyncIterator<LogLine>;
  head: LogLine | undefined;
}

/** @throws the signal's reason once it is aborted */
export async function* pastLogs(
  engine: Engine,
  { project, interest, before }: Omit<FollowOptions, "untilAllEnded">,
  signal: AbortSignal,
): AsyncGenerator<Followed, void, undefined> {
  const { containers } = await engine.snapshot({ project, images: [] }, signal);
  const read = containers
    .filter(({ labels: own }) => isReplica(own))
    .map(({ id, name, labels: own }) => followed(id, name, own, project))
    .filter((container) => interest(container) === "read");
  yield { type: "listening", containers: read };

  const options = { follow: false, ...(typeof before === "number" && { tail: before }) };
  const sources: Source[] = read.map((container) => ({
    container,
    lines: engine.logs(container.id, options, signal)[Symbol.asyncIterator](),
    head: undefined,
  }));
  try {
    const unreadable = (await Promise.all(sources.map(advance))).filter((problem) => problem !== undefined);
    yield* unreadable;
    for (let next = earliest(sources); next !== undefined; next = earliest(sources)) {
      const { container, head } = next;
      if (head !== undefined) yield { type: "line", container, line: head };
      const problem = await advance(next);
      if (problem !== undefined) yield problem;
    }
  } finally {
    await Promise.allSettled(sources.map(({ lines }) => lines.return?.()));
  }
}

/** Puts the next line at the head; tells why if there can be none. */
async function advance(source: Source): Promise<Followed | undefined> {
  source.head = undefined;
  try {
    const next = await source.lines.next();
    if (next.done !== true) source.head = next.value;
    return undefined;
  } catch (error) {
    if (!(error instanceof WindlassError)) throw error;
    return { type: "unreadable", container: source.container, why: error.message };
  }
}

function earliest(sources: readonly Source[]): Source | undefined {
  let first: Source | undefined;
  for (const source of sources)
    if (source.head !== undefined && (first?.head === undefined || source.head.timestamp < first.head.timestamp))
      first = source;
  return first;
}
