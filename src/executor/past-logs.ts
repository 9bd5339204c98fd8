/**
 * What a project's containers have written so far, merged by the time of each line. Holds one batch of lines of each
 * container; what is still to be written is follow.ts's.
 */
import { isReplica } from "../engine/labels.ts";
import type { Engine, LogLine } from "../engine/port.ts";
import { type Followed, type FollowedContainer, type FollowOptions, followed } from "./followed.ts";
import { whyUnreadable } from "./unreadable.ts";

export interface PastLogOptions extends Omit<FollowOptions, "untilAllEnded"> {
  /** RFC 3339: nothing that was written later. */
  readonly until?: string;
  /** The lines' times are of no interest, but for their order. */
  readonly untimed?: boolean;
}

type Sources = readonly [Source, ...Source[]];

interface Source {
  readonly container: FollowedContainer;
  readonly batches: AsyncIterator<readonly LogLine[]>;
  lines: readonly LogLine[];
  /** Of these lines, the next one's place. */
  next: number;
}

/** In batches. @throws the signal's reason once it is aborted */
export async function* pastLogs(
  engine: Engine,
  { project, interest, before, since, until, untimed = false }: PastLogOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly Followed[], void, undefined> {
  const { containers } = await engine.snapshot({ project, images: [] }, signal);
  const read = containers
    .filter(({ labels: own }) => isReplica(own))
    .map(({ id, name, labels: own }) => followed(id, name, own, project))
    .filter((container) => interest(container) === "read");
  yield [{ type: "listening", containers: read }];

  const options = {
    follow: false,
    ...(typeof before === "number" && { tail: before }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(untimed && read.length === 1 && before === "all" && { untimed }),
  };
  const sources: Source[] = read.map((container) => ({
    container,
    batches: engine.logs(container.id, options, signal)[Symbol.asyncIterator](),
    lines: [],
    next: 0,
  }));
  try {
    for (let empty: readonly Source[] = sources; ; ) {
      const problems = await Promise.all(empty.map((source) => refill(source, engine, signal)));
      const told = problems.filter((problem) => problem !== undefined);
      if (told.length > 0) yield told;
      const [first, ...others] = sources.filter(({ lines }) => lines.length > 0);
      if (first === undefined) return;
      yield merged([first, ...others]);
      empty = sources.filter(({ lines, next }) => lines.length > 0 && next === lines.length);
    }
  } finally {
    await Promise.allSettled(sources.map(({ batches }) => batches.return?.()));
  }
}

/** Reads its next lines, none at its end; tells why if they can't be read. */
async function refill(source: Source, engine: Engine, signal: AbortSignal): Promise<Followed | undefined> {
  Object.assign(source, { lines: [], next: 0 });
  try {
    const batch = await source.batches.next();
    if (batch.done !== true) source.lines = batch.value;
    return undefined;
  } catch (error) {
    const why = await whyUnreadable(error, source.container.id, engine, signal);
    return why === undefined ? undefined : { type: "unreadable", container: source.container, why };
  }
}

/** The lines in their order, until one of the sources must be read again: its next line may be the earliest. */
function merged(sources: Sources): readonly Followed[] {
  const all: Followed[] = [];
  for (;;) {
    const { source, bound } = earliest(sources);
    const { container, lines, next } = source;
    if (next === lines.length) return all;
    do source.next += 1;
    while (source.next < lines.length && timeOfNext(source) < bound);
    all.push({ type: "lines", container, lines: lines.slice(next, source.next) });
  }
}

/** The source whose next line is the earliest, and the time of the earliest one of all others. */
function earliest([first, ...others]: Sources): { readonly source: Source; readonly bound: string } {
  let [source, least, bound] = [first, timeOfNext(first), laterThanAll];
  for (const other of others) {
    const time = timeOfNext(other);
    if (time < least) [source, least, bound] = [other, time, least];
    else if (time < bound) bound = time;
  }
  return { source, bound };
}

/** Of a source that must be read again before all others. */
const timeOfNext = ({ lines, next }: Source): string => lines[next]?.timestamp ?? "";
const laterThanAll = "~";
