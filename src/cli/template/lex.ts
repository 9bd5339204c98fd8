/** A template's text → pieces of plain text and the tokens of each action. Knows Go's literals and trim markers. */
import { problem } from "./problem.ts";
import type { At } from "./syntax.ts";

export interface Token {
  readonly kind: "word" | "field" | "variable" | "text" | "number" | "sign";
  readonly at: At;
  /** A field without its dot, a variable with its `$`, a text without quotes. */
  readonly text: string;
  /** White space stands before it: `.A .B` are two operands, `.A.B` is one. */
  readonly spaced: boolean;
}

export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "action"; readonly at: At; readonly end: At; readonly tokens: readonly Token[] };

const patterns: readonly (readonly [Token["kind"], RegExp])[] = [
  ["text", /"(?:[^"\\\n]|\\.)*"|`[^`]*`/y],
  ["number", /[+-]?(?:0[xX][\da-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/y],
  ["variable", /\$[\p{L}_][\p{L}\p{N}_]*|\$/uy],
  ["field", /\.[\p{L}_][\p{L}\p{N}_]*/uy],
  ["word", /[\p{L}_][\p{L}\p{N}_]*/uy],
  ["sign", /:=|[=|(),.]/y],
];

/** @throws WindlassError `template-invalid` */
export function lex(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let trims = false;
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf("{{", at);
    const plain = text.slice(at, open < 0 ? undefined : open);
    const dashed = open >= 0 && /^\{\{-\s/.test(text.slice(open, open + 4));
    const left = trims ? plain.trimStart() : plain;
    const kept = dashed ? left.trimEnd() : left;
    if (kept !== "") pieces.push({ kind: "text", text: kept });
    if (open < 0) break;
    const action = lexAction(text, open, open + (dashed ? 3 : 2));
    if (action.tokens !== undefined) pieces.push({ kind: "action", at: open, end: action.end, tokens: action.tokens });
    ({ trims } = action);
    at = action.end;
  }
  return pieces;
}

/** @param from behind `{{` or `{{-` @returns without tokens for a comment */
function lexAction(
  text: string,
  open: At,
  from: At,
): { readonly tokens: readonly Token[] | undefined; readonly end: At; readonly trims: boolean } {
  const comment = /\s*\/\*[\s\S]*?\*\/(?:\s+-\}\}|\s*\}\})/y;
  comment.lastIndex = from;
  const [commented] = comment.exec(text) ?? [];
  if (commented !== undefined)
    return { tokens: undefined, end: from + commented.length, trims: commented.endsWith("-}}") };

  const tokens: Token[] = [];
  for (let at = from; at < text.length; ) {
    const [space = ""] = matchAt(/\s*/y, text, at) ?? [];
    at += space.length;
    const [close] = matchAt(/(?<=\s)-\}\}|\}\}/y, text, at) ?? [];
    if (close !== undefined) return { tokens, end: at + close.length, trims: close.startsWith("-") };
    const token = tokenAt(text, at, space !== "");
    if (token === undefined) {
      if (at >= text.length) break;
      throw problem(text, at, text[at] === '"' || text[at] === "`" ? "the text has no end" : "unexpected character");
    }
    tokens.push(token.token);
    at = token.end;
  }
  throw problem(text, open, "the action is not closed", 'close it with "}}"');
}

function tokenAt(text: string, at: At, spaced: boolean): { readonly token: Token; readonly end: At } | undefined {
  for (const [kind, pattern] of patterns) {
    const [found] = matchAt(pattern, text, at) ?? [];
    if (found !== undefined)
      return { token: { kind, at, text: meaning(kind, found, text, at), spaced }, end: at + found.length };
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: At): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function meaning(kind: Token["kind"], found: string, text: string, at: At): string {
  if (kind === "field") return found.slice(1);
  if (kind !== "text") return found;
  return found.startsWith("`") ? found.slice(1, -1) : unquoted(found, text, at);
}

const escapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  '"': '"',
  "'": "'",
};

/** A text in double quotes as Go reads it. */
function unquoted(found: string, text: string, at: At): string {
  return found
    .slice(1, -1)
    .replace(/\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{3}|[\s\S])/g, (all, code: string) => {
      if (/^[xuU]./.test(code)) return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
      if (/^[0-7]{3}$/.test(code)) return String.fromCodePoint(Number.parseInt(code, 8));
      const plain = escapes[code];
      if (plain === undefined) throw problem(text, at, `${all} is not an escape sequence`);
      return plain;
    });
}
