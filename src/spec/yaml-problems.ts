/** What the YAML parser complains of, in plain words: a table by its error code. */
import type { YAMLError, ErrorCode as YamlCode } from "yaml";

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
    hint: "is a colon missing on the line above, or is the indentation wrong?",
  },
  MULTIPLE_ANCHORS: { message: "a value can have one anchor only" },
  MULTIPLE_TAGS: { message: "a value can have one tag only" },
  UNEXPECTED_TOKEN: { message: "this is not expected here", hint: "check the indentation and the colons above it" },
};

const quotes: ReadonlySet<string> = new Set(['"', "'"]);

export function syntaxProblem(error: YAMLError, text: string): SyntaxProblem {
  const at = Math.min(error.pos[0], Math.max(0, text.length - 1));
  if (error.code === "MISSING_CHAR" && /missing closing .*quote/i.test(error.message)) {
    const start = openingQuote(text, at);
    return { at: start, message: "this quote is never closed", hint: `add the closing ${text[start]}` };
  }
  const known = words[error.code] ?? { message: `this is no YAML: ${lowered(error.message)}` };
  return { at: tabBefore(error.code, text, at), ...known };
}

/** The parser points at the end of the text; the reader looks for where the quote began. */
function openingQuote(text: string, end: number): number {
  for (let i = end; i >= 0; i--) if (quotes.has(text[i] ?? "") && /[\s:,[{-]/.test(text[i - 1] ?? " ")) return i;
  return end;
}

/** A tab anywhere in the indentation of the line is what is wrong, wherever the parser stumbled. */
function tabBefore(code: YamlCode, text: string, at: number): number {
  if (code !== "TAB_AS_INDENT") return at;
  const tab = text.lastIndexOf("\t", at);
  return tab < 0 ? at : tab;
}

const lowered = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1).split("\n", 1)[0];
