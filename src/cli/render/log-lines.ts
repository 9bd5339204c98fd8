/** Containers' lines as they are shown: whose each is, in a colour of its own, and harmless to a terminal. */
import { type LogLine, logText } from "../../index.ts";
import { oneLine, type Paint, padEnd, type Style, width } from "../terminal/paint.ts";

export interface LogLook {
  /** Whose line it is stands before it. */
  readonly prefix: boolean;
  readonly timestamps: boolean;
  /** A terminal that is to be spared what steers it but colours; for anything else bytes stay as they are. */
  readonly spares: boolean;
  readonly paint: Paint;
}

const newline = 0x0a;

const cycle: readonly Style[] = [
  "cyan",
  "yellow",
  "green",
  "magenta",
  "blue",
  "cyanBright",
  "yellowBright",
  "greenBright",
  "magentaBright",
  "blueBright",
];

/** Gives each name its colour in the order of appearance, and one width to all that are known. */
export class LogFormat {
  readonly #look: LogLook;
  readonly #styles = new Map<string, Style>();
  /** As wide as all names that are known. */
  readonly #prefixes = new Map<string, Prefix>();
  #width = 0;
  /** Whose line was printed in part. */
  #open: { readonly name: string; readonly stream: LogLine["stream"] } | undefined;

  constructor(look: LogLook, names: readonly string[] = []) {
    this.#look = look;
    for (const name of names.toSorted()) this.meet(name);
  }

  meet(name: string): void {
    if (this.#styles.has(name)) return;
    this.#styles.set(name, cycle[this.#styles.size % cycle.length] ?? "cyan");
    this.#width = Math.max(this.#width, width(oneLine(name)));
    this.#prefixes.clear();
  }

  /** The name in its colour. */
  name(name: string): string {
    this.meet(name);
    return this.#look.paint(this.#styles.get(name) ?? "cyan", oneLine(name));
  }

  /** A container's lines, each with its end: text for a terminal that is spared, bytes for anything else. */
  lines(name: string, lines: readonly LogLine[]): string | Uint8Array {
    if (!this.#look.spares) return this.#bytes(name, lines);
    const { text } = this.#prefix(name);
    return lines.map((line) => `${text}${this.#time(line)}${harmless(logText(line))}\n`).join("");
  }

  #bytes(name: string, lines: readonly LogLine[]): Uint8Array {
    const { bytes: prefix } = this.#prefix(name);
    const around = prefix.length + "\n \n".length;
    const most = lines.reduce((sum, { timestamp, from, to }) => sum + around + timestamp.length + to - from, 0);
    const written = Buffer.allocUnsafe(most);
    let at = 0;
    for (const line of lines) {
      if (this.#open?.name !== name || this.#open.stream !== line.stream) {
        if (this.#open !== undefined) written[at++] = newline;
        at += prefix.copy(written, at);
        if (this.#look.timestamps) at += written.write(this.#time(line), at, "latin1");
      }
      at += line.chunk.copy(written, at, line.from, line.to);
      if (!line.continues) written[at++] = newline;
      this.#open = line.continues && { name, stream: line.stream };
    }
    return written.subarray(0, at);
  }

  #time({ timestamp }: LogLine): string {
    return this.#look.timestamps ? `${timestamp} ` : "";
  }

  #prefix(name: string): Prefix {
    const known = this.#prefixes.get(name);
    if (known !== undefined) return known;
    this.meet(name);
    const { prefix, paint } = this.#look;
    const style = this.#styles.get(name) ?? "cyan";
    const text = prefix ? `${paint(style, `${padEnd(oneLine(name), this.#width)}  |`)} ` : "";
    const made = { text, bytes: Buffer.from(text) };
    this.#prefixes.set(name, made);
    return made;
  }
}

/** What stands before a line, for a terminal and for anything else. */
interface Prefix {
  readonly text: string;
  readonly bytes: Buffer;
}

/** The lines in runs of one stream. */
export function* ofOneStream(lines: readonly LogLine[]): Generator<readonly [LogLine["stream"], readonly LogLine[]]> {
  let from = 0;
  for (const [at, { stream }] of lines.entries()) {
    if (lines[at + 1]?.stream === stream) continue;
    yield [stream, lines.slice(from, at + 1)];
    from = at + 1;
  }
}

/** Text or bytes as one, to be written at once. */
export const joined = (contents: readonly (string | Uint8Array)[]): string | Uint8Array =>
  contents.every((content) => typeof content === "string")
    ? contents.join("")
    : Buffer.concat(contents.map((content) => (typeof content === "string" ? Buffer.from(content) : content)));

/** What is to be said of a container's lines before which the connection was lost. */
export function* cutTexts(name: string, lines: readonly LogLine[]): Generator<string> {
  for (const { afterCut, timestamp } of lines) {
    if (afterCut === undefined) continue;
    const lost = afterCut === "gap" ? `lines before ${timestamp} may be missing` : "no line is missing";
    yield `${oneLine(name)}: the connection was lost and made again; ${lost}\n`;
  }
}

/** `code 3 (restarting)`, as docker compose has it. */
export const exitText = ({
  exitCode,
  restarting,
}: {
  readonly exitCode: number;
  readonly restarting: boolean;
}): string => `code ${exitCode}${restarting ? " (restarting)" : ""}`;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const colour = /\u001b\[[\d;:]*m/g;
/** OSC, DCS, PM, APC and SOS up to their end, CSI, two-letter escapes; then what else is no text. */
const sequences =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|(?:\u001b[PX^_]|[\u0090\u0098\u009e\u009f])[^\u001b\u009c]*(?:\u001b\\|\u009c)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|\u001b[ -/]*[0-~]?/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
const otherControls = /[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f]/g;
const reset = "\u001b[0m";

/**
 * The line as a terminal would show it in the end, without anything that steers one but colours. A carriage return lets
 * the rest overwrite what was there, as progress bars do: of such parts the last one with something to see counts.
 */
export function harmless(text: string): string {
  const [first = "", ...overwriting] = text.split("\r");
  const last = overwriting.findLast((part) => withoutControls(part).replace(colour, "").trim() !== "");
  return withoutControls(last ?? first);
}

function withoutControls(text: string): string {
  let kept = "";
  let from = 0;
  for (const match of text.matchAll(sequences)) {
    kept += text.slice(from, match.index);
    if (match[0].replace(colour, "") === "") kept += match[0];
    from = match.index + match[0].length;
  }
  kept = (kept + text.slice(from)).replace(otherControls, "");
  return kept.includes("\u001b[") ? kept + reset : kept;
}
