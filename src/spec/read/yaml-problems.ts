/** What the YAML parser complains of, in plain words: a table by its error code. */
import { type Document, isCollection, isScalar, visit, type YAMLError, type ErrorCode as YamlCode } from "yaml";
import { oddCharacterHint } from "../values/odd-characters.ts";
import { missingSpaceHint, wordWithColon } from "./hints.ts";

export interface SyntaxProblem {
  readonly message: string;
  readonly hint?: string | undefined;
  /** Offset in the text. */
  readonly at: number;
}

interface Words {
  readonly message: string;
  readonly hint?: string;
}

const words: Partial<Record<YamlCode, Words>> = {
  TAB_AS_INDENT: { message: "tabs cannot be used for indentation", hint: "indent with spaces" },
  BAD_INDENT: { message: "this line's indentation matches no line above", hint: "align it with the lines around it" },
  BAD_ALIAS: {
    message: "an alias needs a name and cannot end with a colon",
    hint: "put text that starts with * in quotes",
  },
  BAD_DQ_ESCAPE: {
    message: "invalid escape sequence in double quotes",
    hint: "write \\\\ for a backslash, or use single quotes",
  },
  BAD_SCALAR_START: { message: "unquoted text cannot start with this character", hint: "put the text in quotes" },
  BLOCK_IN_FLOW: {
    message: "an indented block cannot be used inside brackets",
    hint: "write it on one line, or remove the brackets",
  },
  KEY_OVER_1024_CHARS: { message: "a key can have up to 1024 characters" },
  MISSING_CHAR: { message: "a quote or bracket is not closed", hint: "look for a missing quote or bracket" },
  MULTILINE_IMPLICIT_KEY: {
    message: "a colon is missing after the key",
    hint: "write `key: value`; or is the next line indented too far?",
  },
  MULTIPLE_ANCHORS: { message: "a value can have only one anchor" },
  MULTIPLE_TAGS: { message: "a value can have only one tag" },
  UNEXPECTED_TOKEN: { message: "unexpected text", hint: "check the indentation and the colons above it" },
};

/** What is wrong with a document, from its first error; later ones mostly follow from it. */
export function syntaxProblem(document: Document.Parsed, error: YAMLError, text: string): SyntaxProblem {
  const conflict = /^(<{7}|={7}|>{7})(?= |$)/m.exec(text)?.index;
  if (conflict !== undefined)
    return {
      at: conflict,
      message: "this is a Git conflict marker",
      hint: "resolve the merge conflict, then remove it",
    };
  const problem = problemAt(document, error, text);
  const line = lineAt(text, problem.at);
  const indent = /^[ \t]*/.exec(line.text)?.[0] ?? "";
  if (indent.includes("\t") && words.TAB_AS_INDENT)
    return { at: line.start + indent.indexOf("\t"), ...words.TAB_AS_INDENT };
  return { ...problem, hint: oddCharacterHint(line.text, "this line") ?? problem.hint };
}

function problemAt(document: Document.Parsed, error: YAMLError, text: string): SyntaxProblem {
  const at = Math.min(error.pos[0], Math.max(0, text.length - 1));
  if (/closing .quote|end with a [\]}]/.test(error.message)) {
    const start = openedAt(document, at) ?? at;
    const close = closers.get(text[start] ?? "");
    const opened = text[start] === '"' || text[start] === "'" ? "quote" : "bracket";
    return { at: start, message: `this ${opened} is never closed`, hint: close && `add the closing ${close}` };
  }
  const special = specials[error.code]?.(text, at);
  if (special !== undefined) return special;
  const known = words[error.code] ?? { message: `invalid YAML: ${lowered(error.message)}` };
  return { at: error.code === "BAD_INDENT" ? afterBlanks(text, at) : at, ...known };
}

/** What the text around the place tells beyond the code. */
const specials: Partial<Record<YamlCode, (text: string, at: number) => SyntaxProblem | undefined>> = {
  BLOCK_AS_IMPLICIT_KEY(text, at) {
    const first = afterBlanks(text, at);
    if (/^- /.test(text.slice(first, first + 2)))
      return {
        at: first,
        message: "a list item cannot follow `key: value` lines",
        hint: "write `key: value`, or start each entry with `- `",
      };
    const { start, text: line } = lineAt(text, first);
    const colon = /:(?=\s|$)/.exec(line.slice(first - start))?.index;
    if (colon !== undefined)
      return {
        at: first + colon,
        message: 'unquoted text cannot contain ": "',
        hint: "put the text in quotes, or start a new line after the first colon",
      };
    // The value goes on in the next line, which has a colon of its own.
    return words.BAD_INDENT && { at: afterBlanks(text, start + line.length), ...words.BAD_INDENT };
  },
  MULTILINE_IMPLICIT_KEY: missingSpace,
  MISSING_CHAR: missingSpace,
  UNEXPECTED_TOKEN(text, at) {
    const before = text.slice(0, at).trimEnd();
    if (!/["']$/.test(before) || before.length < lineAt(text, at).start) return undefined;
    return {
      at,
      message: "unexpected text after the closing quote",
      hint: before.endsWith("'")
        ? "inside single quotes write '' for one quote"
        : "put the whole value in single quotes",
    };
  },
};

/** `image:alpine` is one word. */
function missingSpace(text: string, at: number): SyntaxProblem | undefined {
  const start = afterBlanks(text, at);
  const key = wordWithColon(lineAt(text, start).text.slice(start - lineAt(text, start).start));
  return key === undefined
    ? undefined
    : { at: start + key.length, message: "a space is missing after the colon", hint: missingSpaceHint(key) };
}

const closers: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ["[", "]"],
  ["{", "}"],
]);

/** The parser points at where it gave up; the reader looks for where the innermost quote or bracket was opened. */
function openedAt(document: Document.Parsed, end: number): number | undefined {
  let start: number | undefined;
  visit(document, {
    Node: (_key, node) => {
      const opens = isScalar(node) ? node.type?.startsWith("QUOTE") : isCollection(node) && node.flow === true;
      if (opens && node.range && node.range[0] <= end && node.range[2] >= end) start = node.range[0];
    },
  });
  return start;
}

/** The first place from there that is neither blank nor the end of a line. */
function afterBlanks(text: string, at: number): number {
  const blank = /[ \t\r\n]*/y;
  blank.lastIndex = at;
  return at + (blank.exec(text)?.[0].length ?? 0);
}

function lineAt(text: string, at: number): { readonly start: number; readonly text: string } {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const end = text.indexOf("\n", at);
  return { start, text: text.slice(start, end < 0 ? text.length : end) };
}

const lowered = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1).split("\n", 1)[0];
