/** "Did you mean": the known word that a mistyped one is most likely meant to be. */

const longest = 60;

/**
 * The candidate with the fewest typing errors (a letter added, left out, changed, or two swapped), if they are few for
 * the word's length; among equals the first. Case and the kind of separator do not count: `dependsOn` is `depends_on`.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > longest) return undefined;
  const plain = simplified(word);
  let best: { readonly candidate: string; readonly errors: number } | undefined;
  for (const candidate of candidates) {
    const allowed = Math.min((best?.errors ?? Number.POSITIVE_INFINITY) - 1, tolerance(word, candidate));
    if (Math.abs(candidate.length - word.length) > allowed + 2) continue;
    const errors = distance(plain, simplified(candidate));
    if (errors <= allowed) best = { candidate, errors };
  }
  return best?.candidate;
}

const mostErrors = 3;

/** A third of the shorter word, so that short words must be nearly right. */
const tolerance = (a: string, b: string): number => Math.min(mostErrors, Math.floor(Math.min(a.length, b.length) / 3));

/** `sort` is no misspelt `port`: of a short word the first letter is mostly right. */
const shortest = 5;

const simplified = (word: string): string => word.toLowerCase().replaceAll(/[-_. ]/g, "");

/** The number of typing errors between two words (optimal string alignment). */
function distance(a: string, b: string): number {
  let previous: number[] = [];
  const isShort = Math.min(a.length, b.length) < shortest;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (same ? 0 : i === 1 && j === 1 && isShort ? 2 : 1),
        swapped ? (previous[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    previous = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
