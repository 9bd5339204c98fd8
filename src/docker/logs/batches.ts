/**
 * Reads bytes as they come, and gives what they bring in batches: all of one turn of the event loop at once. An engine
 * sends each line by itself, and whoever wakes up for each spends most of the time on that.
 */
import { setImmediate as nextTurn } from "node:timers/promises";

/** Reads one chunk after the other, and keeps what must be known of those before. */
export interface Reader<Item> {
  /** Tells what the chunk brings. Where it throws, what was told before still counts. */
  read(chunk: Buffer, tell: (item: Item) => void): void;
  /** Tells what was still open: there are no more chunks. */
  end(tell: (item: Item) => void): void;
}

/** So many bytes are read ahead; then the sender waits. */
const mostAhead = 65_536;

/**
 * Never an empty batch. One that is left before its end waits for the next chunk: who leaves ends the chunks, too.
 * @throws what the chunks or the reader throw, after all that came before
 */
export async function* batches<Item>(
  chunks: AsyncIterable<Buffer>,
  reader: Reader<Item>,
): AsyncGenerator<readonly Item[]> {
  let items: Item[] = [];
  let ahead = 0;
  let isOver = false;
  let came = Promise.withResolvers<void>();
  let taken = Promise.withResolvers<void>();
  const tell = (item: Item): void => void items.push(item);
  const read = async (): Promise<void> => {
    for await (const chunk of chunks) {
      reader.read(chunk, tell);
      ahead += chunk.length;
      came.resolve();
      if (ahead >= mostAhead) await taken.promise;
    }
    reader.end(tell);
  };
  const reading = read().finally(() => {
    isOver = true;
    came.resolve();
  });
  reading.catch(() => {});
  while (!isOver) {
    await came.promise;
    if (!isOver && ahead < mostAhead) await nextTurn();
    const batch = items;
    items = [];
    ahead = 0;
    came = Promise.withResolvers();
    taken.resolve();
    taken = Promise.withResolvers();
    if (batch.length > 0) yield batch;
  }
  if (items.length > 0) yield items;
  await reading;
}
