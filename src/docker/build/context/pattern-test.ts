/**
 * From a pattern of an ignore file to what fits it, as docker's Go does it, with its corners: without a sign that means
 * something it is the path itself, `**` at one end alone is a prefix or a suffix, and everything else is an expression of
 * Go, written here as one of JavaScript. Pure.
 */

/** @returns undefined where Go can't make an expression of it */
export function testOf(pattern: string): ((path: string) => boolean) | undefined {
  const { kind, source } = translated(pattern);
  if (kind === "exact") return (path) => path === pattern;
  if (kind === "prefix") return (path) => path.startsWith(pattern.slice(0, -2));
  if (kind === "suffix") {
    const suffix = pattern.slice(2);
    return (path) => path.endsWith(suffix) || (suffix.startsWith("/") && path === suffix.slice(1));
  }
  if (source === undefined) return undefined;
  try {
    const expression = new RegExp(`^${source}$`, "u");
    return (path) => expression.test(path);
  } catch {
    return undefined;
  }
}

interface Translated {
  readonly kind: "exact" | "prefix" | "suffix" | "expression";
  readonly source: string | undefined;
}

function translated(pattern: string): Translated {
  let kind: Translated["kind"] = "exact";
  let source: string | undefined = "";
  const add = (part: string | undefined): void => {
    source = source === undefined || part === undefined ? undefined : source + part;
  };
  const chars = [...pattern];
  for (let at = 0, turn = 0; at < chars.length; turn++) {
    const char = chars[at++] as string;
    if (char === "*" && chars[at] === "*") {
      at += chars[at + 1] === "/" ? 2 : 1;
      const isLast = at >= chars.length;
      add(isLast ? "[^\\n]*" : "(?:[^\\n]*/)?");
      kind = isLast && kind === "exact" ? "prefix" : "expression";
      if (turn === 0) kind = "suffix";
      continue;
    }
    // A stray `^` is the begin of the text to Go.
    if (char === "*") add("[^/]*");
    else if (char === "?") add("[^/]");
    else if (char === "[") {
      const found = characterClass(chars, at);
      add(found.source);
      at = found.next;
    } else if (char === "\\") add(escaped(chars[at++]));
    else add(char === "^" ? "^" : literal(char));
    if ("*?[]\\".includes(char)) kind = "expression";
  }
  return { kind, source };
}

const literal = (char: string): string => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;

/** Letters that mean something behind a backslash. */
const letters: Readonly<Record<string, string>> = {
  ...Object.fromEntries([..."dDwWbBfnrtv"].map((letter) => [letter, `\\${letter}`])),
  s: "[\\t\\n\\f\\r ]",
  S: "[^\\t\\n\\f\\r ]",
  a: "\\x07",
  A: "^",
  z: "$",
};

/** Other letters and digits mean nothing, and are mistakes. */
function escaped(char: string | undefined): string | undefined {
  if (char === undefined) return undefined;
  return letters[char] ?? (/[0-9A-Za-z\x80-\u{10FFFF}]/u.test(char) ? undefined : literal(char));
}

/** `[:alpha:]` within brackets. */
const named: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  ascii: "\\0-\\x7f",
  blank: "\\t ",
  cntrl: "\\0-\\x1f\\x7f",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`\\{-~",
  space: "\\t\\n\\v\\f\\r ",
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};

/** @param from behind its bracket @returns `next`: behind the one that closes it */
function characterClass(
  chars: readonly string[],
  from: number,
): { readonly source: string | undefined; readonly next: number } {
  let at = from;
  let inner: string | undefined = "";
  const add = (part: string | undefined): void => {
    inner = inner === undefined || part === undefined ? undefined : inner + part;
  };
  if (chars[at] === "^") at++;
  const negation = chars[from] === "^" ? "^" : "";
  for (; at < chars.length && chars[at] !== "]"; at++) {
    const char = chars[at] as string;
    const [whole, name] = /^\[:(\w+):\]/.exec(chars.slice(at, at + 12).join("")) ?? [];
    if (whole !== undefined) {
      add(named[name ?? ""]);
      at += whole.length - 1;
    } else if (char === "\\") add(/[sS]/.test(chars[++at] ?? "") ? `\\${chars[at]}` : escaped(chars[at]));
    else add(char === "-" ? "-" : literal(char));
  }
  return { source: inner && `[${negation}${inner}]`, next: at + 1 };
}
