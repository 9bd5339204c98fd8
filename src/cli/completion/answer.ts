/**
 * What a shell is told when it asks how a word may go on, in the protocol of the Go library cobra: one candidate a line, a tab
 * before its description, and in the last line how to take them. Docker asks its plugins in it, too.
 */

/** How candidates are to be taken: bits of one number. */
export const directives = {
  none: 0,
  /** No space goes behind the candidate. */
  noSpace: 2,
  /** No files are offered where there are no candidates. */
  noFiles: 4,
  /** The candidates are endings of files to offer. */
  fileEndings: 8,
  folders: 16,
} as const;

export interface Candidate {
  readonly text: string;
  readonly description?: string;
}

export interface Answer {
  readonly candidates: readonly Candidate[];
  readonly directive: number;
}

export const nothing: Answer = { candidates: [], directive: directives.noFiles };

/** Candidates that begin with what is typed. One that ends with `=` or `:` is not all of its word yet. */
export function offered(all: readonly Candidate[], typed: string, directive: number = directives.noFiles): Answer {
  const candidates = all.filter(({ text }) => text.startsWith(typed));
  const goesOn = candidates.some(({ text }) => /[=:]$/.test(text));
  return { candidates, directive: goesOn ? directive | directives.noSpace : directive };
}

export const answerText = ({ candidates, directive }: Answer, described: boolean): string =>
  [...candidates.map((candidate) => line(candidate, described)), `:${directive}\n`].join("\n");

/** On one line, whatever is in it: a name can come from a container's label. */
const line = ({ text, description = "" }: Candidate, described: boolean): string =>
  [text, ...(described && description !== "" ? [description] : [])].map(printable).join("\t");

const printable = (text: string): string => text.replace(/\p{Cc}+/gu, " ");
