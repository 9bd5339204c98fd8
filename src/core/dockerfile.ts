/** A Dockerfile's instructions with their lines. Knows comments, lines that are continued, and here-documents. Pure. */

export interface Instruction {
  /** In one line: continued lines are joined, comments between them left out. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  readonly lastLine: number;
}

const comment = /^[ \t]*#/;

export function instructions(dockerfile: string): readonly Instruction[] {
  const lines = dockerfile.split(/\r?\n/);
  const found: Instruction[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line.trim() === "" || comment.test(line)) continue;
    const first = at + 1;
    let text = line;
    while (/\\[ \t]*$/.test(text) && at + 1 < lines.length) {
      at += 1;
      const next = lines[at] ?? "";
      if (!comment.test(next) && next.trim() !== "") text = text.replace(/\\[ \t]*$/, next);
    }
    for (const [, end = ""] of text.matchAll(/<<-?\s*["']?(\w+)["']?/g)) {
      const closes = lines.findIndex((one, index) => index > at && one.replace(/^\t+/, "") === end);
      if (closes >= 0 && /^\s*(run|copy|add)\b/i.test(text)) at = closes;
    }
    found.push({ text: text.trim(), line: first, lastLine: at + 1 });
  }
  return found;
}

/** Lines before and after those that are meant. */
const around = 2;

/**
 * Where a build failed, as BuildKit's own tools show it.
 * @param step `[web 2/3] RUN make`, or nothing where no step is known
 * @param said `dockerfile parse error on line 2: …` has the line itself
 * @returns undefined where it can't be told, or could be one of several
 */
export function failedAt(
  dockerfile: string,
  step: string,
  said: string,
): { readonly line: number; readonly frame: string } | undefined {
  const [, number] = /on line (\d+)/.exec(said) ?? [];
  const plain = (text: string): string => text.replace(/\s+/g, " ").trim();
  const wanted = plain(step.replace(/^\[[^\]]*\] /, ""));
  const same = instructions(dockerfile).filter(({ text }) => plain(text) === wanted);
  const [only] = same;
  const span =
    number !== undefined
      ? { line: Number(number), lastLine: Number(number) }
      : same.length === 1 && only !== undefined
        ? only
        : undefined;
  return span && { line: span.line, frame: codeFrame(dockerfile, span) };
}

/** These lines with those around them, each with its number. */
export function codeFrame(dockerfile: string, { line, lastLine }: Pick<Instruction, "line" | "lastLine">): string {
  const lines = dockerfile.split(/\r?\n/);
  const from = Math.max(1, line - around);
  const to = Math.min(lines.length, lastLine + around);
  const shown = lines.slice(from - 1, to).map((text, i) => {
    const number = from + i;
    const mark = number >= line && number <= lastLine ? ">>>" : "   ";
    return `${String(number).padStart(4)} | ${mark} ${text}`.trimEnd();
  });
  return shown.join("\n");
}
