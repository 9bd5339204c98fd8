/**
 * Follows a project's containers: their output and their comings and goings, merged into one stream while containers
 * come, end, restart and are replaced. Who knows what happens to them is follower.ts; how a line is shown is the reader's.
 */
import type { Clock } from "../core/clock.ts";
import type { Engine } from "../engine/port.ts";
import { Channel } from "./channel.ts";
import type { Followed, FollowOptions } from "./followed.ts";
import { Follower } from "./follower.ts";

export type { Followed, FollowedContainer, FollowOptions } from "./followed.ts";

/** So many batches of lines wait for the reader; a container that writes faster waits too. */
const capacity = 16;

/**
 * What happens, in batches. Ends when `untilAllEnded` is aborted and nothing is up.
 * @throws the signal's reason once it is aborted; WindlassError of the engine
 */
export async function* follow(
  engine: Engine,
  options: FollowOptions,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<readonly Followed[], void, undefined> {
  const reader = new AbortController();
  const ended = AbortSignal.any([signal, reader.signal]);
  const channel = new Channel<Followed>(capacity, ended);
  const following = new Follower(engine, options, clock, channel, ended).run().then(
    () => channel.close(),
    (error: unknown) => channel.fail(error),
  );
  try {
    yield* channel.batches();
  } finally {
    reader.abort(new Error("nobody reads any more"));
    await following;
  }
}
