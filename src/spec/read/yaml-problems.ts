/** What the YAML parser complains of, in plain words: a table by its error code. */
import { type Document, isCollection, isScalar, visit, type YAMLError, type ErrorCode as YamlCode } from "yaml";

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
  TAB_AS_INDENT: { message: "a tab cannot indent", hint: "indent with spaces" },
  BAD_INDENT: { message: "this line's indentation fits nothing above it", hint: "line it up with its neighbours" },
  BAD_ALIAS: {
    message: "an alias needs a name, and may not end in a colon",
    hint: "text that starts with * needs quotes",
  },
  BAD_DQ_ESCAPE: {
    message: "this is no escape that double quotes know",
    hint: "write \\\\ for a backslash, or use single quotes",
  },
  BAD_SCALAR_START: { message: "unquoted text cannot start with this character", hint: "put the text in quotes" },
  BLOCK_AS_IMPLICIT_KEY: {
    message: "a mapping cannot start here, on the line of another key",
    hint: "put text that has `: ` in it in quotes, or start a new line",
  },
  BLOCK_IN_FLOW: { message: "an indented block cannot stand between brackets" },
  KEY_OVER_1024_CHARS: { message: "a key may have 1024 characters at most" },
  MISSING_CHAR: {
    message: "something that was opened here is not closed",
    hint: "look for a missing quote or bracket",
  },
  MULTILINE_IMPLICIT_KEY: {
    message: "a key must be on one line with its colon",
    hint: "is a colon missing here, or is the next line indented too far?",
  },
  MULTIPLE_ANCHORS: { message: "a value can have one anchor only" },
  MULTIPLE_TAGS: { message: "a value can have one tag only" },
  UNEXPECTED_TOKEN: { message: "this is not expected here", hint: "check the indentation and the colons above it" },
};

/** What is wrong with a document, from its first error; later ones mostly follow from it. */
export function syntaxProblem(document: Document.Parsed, error: YAMLError, text: string): SyntaxProblem {
  const at = Math.min(error.pos[0], Math.max(0, text.length - 1));
  if (/closing .quote|end with a [\]}]/.test(error.message)) {
    const start = openedAt(document, at) ?? at;
    const close = closers.get(text[start] ?? "");
    const opened = text[start] === '"' || text[start] === "'" ? "quote" : "bracket";
    return { at: start, message: `this ${opened} is never closed`, hint: close && `add the closing ${close}` };
  }
  const known = words[error.code] ?? { message: `this is no YAML: ${lowered(error.message)}` };
  return { at: placeIn(error.code, text, at), ...known };
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

/** A wrong indentation is shown at the first thing on its line, a tab at the tab. */
function placeIn(code: YamlCode, text: string, at: number): number {
  if (code === "TAB_AS_INDENT") return Math.max(text.lastIndexOf("\t", at), 0);
  if (code !== "BAD_INDENT") return at;
  const blank = /[ \t\r\n]*/y;
  blank.lastIndex = at;
  return at + (blank.exec(text)?.[0].length ?? 0);
}

const lowered = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1).split("\n", 1)[0];
