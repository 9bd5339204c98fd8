/**
 * Text with variables: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `:+`, `+`, `:?`, `?`, and `$$` for a dollar.
 * Defaults and alternatives are texts of the same kind and are only looked at when they are used.
 * Where the values come from is the caller's business.
 */

/** A variable's value; undefined: not set. */
export type Lookup = (name: string) => string | undefined;

export interface Expansion {
  readonly text: string;
  /** Those that were looked up for it, each once. */
  readonly variables: readonly string[];
}

/** Why a text could not be expanded. `detail`: the words after `?`, as written, or the part that is no variable. */
export class TemplateError extends Error {
  readonly kind: "syntax" | "required" | "too-long";
  readonly variable: string;
  readonly detail: string;

  constructor(kind: TemplateError["kind"], variable: string, detail: string) {
    super(`${kind} ${variable}`);
    this.kind = kind;
    this.variable = variable;
    this.detail = detail;
  }
}

const namePattern = /[_a-z][_a-z0-9]*/iy;
const operatorPattern = /:?[-+?]/y;
const maxDepth = 100;
/** Characters that one text may come to: variables that hold variables that hold variables grow without end. */
const mostCharacters = 16 * 2 ** 20;

/**
 * The text with its variables replaced. `onUnset` hears of each variable without a value that no operator takes care of.
 * @throws TemplateError
 */
export function expand(text: string, lookup: Lookup, onUnset: (name: string) => void): Expansion {
  const variables = new Set<string>();
  const look: Lookup = (name) => {
    variables.add(name);
    return lookup(name);
  };
  const expanded = expandText(text, { look, onUnset }, 0);
  return { text: expanded, variables: [...variables] };
}

interface Values {
  readonly look: Lookup;
  readonly onUnset: (name: string) => void;
}

/** A variable as a text names it. `operator`: `:-`, `+`, …; empty for the name alone. `word`: what stands behind it. */
export interface Reference {
  readonly name: string;
  readonly operator: string;
  readonly word: string;
}

/** The variables that a text names, those in defaults too; none of a text that can't be read. */
export function references(text: string, depth = 0): readonly Reference[] {
  if (depth > maxDepth) return [];
  try {
    return [...pieces(text)].flatMap((piece) =>
      typeof piece === "string" ? [] : [piece, ...(piece.operator === "" ? [] : references(piece.word, depth + 1))],
    );
  } catch (error) {
    if (error instanceof TemplateError) return [];
    throw error;
  }
}

function expandText(text: string, values: Values, depth: number): string {
  let expanded = "";
  for (const piece of pieces(text)) {
    expanded += typeof piece === "string" ? piece : filled(piece, values, depth);
    if (expanded.length > mostCharacters) throw new TemplateError("too-long", "", "");
  }
  return expanded;
}

/** The text's own parts and the variables between them. @throws TemplateError */
function* pieces(text: string): Generator<string | Reference> {
  let done = 0;
  let line = { end: -1, lastBrace: -1 };
  for (let dollar = text.indexOf("$"); dollar >= 0; dollar = text.indexOf("$", done)) {
    if (dollar > done) yield text.slice(done, dollar);
    const next = text[dollar + 1];
    const name = match(namePattern, text, dollar + 1);
    if (next === "$") {
      yield "$";
      done = dollar + 2;
    } else if (name !== undefined) {
      yield { name, operator: "", word: "" };
      done = dollar + 1 + name.length;
    } else if (next === "{") {
      if (dollar > line.end) line = lineFrom(text, dollar);
      const end = closingBrace(text, dollar, line.lastBrace);
      yield braced(text.slice(dollar + 2, end));
      done = end + 1;
    } else {
      yield "$";
      done = dollar + 1;
    }
  }
  if (done < text.length) yield text.slice(done);
}

/** What stands between the braces: a name, or a name, an operator and its word. */
function braced(inner: string): Reference {
  const name = match(namePattern, inner, 0);
  if (name === undefined) throw new TemplateError("syntax", "", `\${${inner}}`);
  if (name.length === inner.length) return { name, operator: "", word: "" };
  const operator = match(operatorPattern, inner, name.length);
  if (operator === undefined) throw new TemplateError("syntax", name, `\${${inner}}`);
  return { name, operator, word: inner.slice(name.length + operator.length) };
}

function filled({ name, operator, word }: Reference, values: Values, depth: number): string {
  if (operator === "") return plainValue(name, values);
  if (depth > maxDepth) throw new TemplateError("syntax", "", `\${${name}${operator}${word}}`);
  const value = values.look(name);
  const has = value !== undefined && (value !== "" || !operator.startsWith(":"));
  switch (operator.at(-1)) {
    case "-":
      return has ? value : expandText(word, values, depth + 1);
    case "+":
      return has ? expandText(word, values, depth + 1) : "";
    default:
      if (!has) throw new TemplateError("required", name, word);
      return value;
  }
}

function plainValue(name: string, values: Values): string {
  const value = values.look(name);
  if (value === undefined) values.onUnset(name);
  return value ?? "";
}

function match(pattern: RegExp, text: string, from: number): string | undefined {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0];
}

/** The line that `from` is in: a variable does not reach over its end. */
function lineFrom(text: string, from: number): { readonly end: number; readonly lastBrace: number } {
  const newline = text.indexOf("\n", from);
  const end = newline < 0 ? text.length : newline;
  return { end, lastBrace: text.lastIndexOf("}", end) };
}

/**
 * The brace that closes the one behind `dollar`. The character after an opening brace is never counted: `${U:-{}}x}`
 * closes at its end. Where the count does not come out even, the line's last brace closes.
 */
function closingBrace(text: string, dollar: number, lastBrace: number): number {
  if (lastBrace <= dollar) throw new TemplateError("syntax", "", text.slice(dollar).split("\n", 1)[0] ?? "");
  let open = 0;
  for (let i = dollar; i <= lastBrace; i++) {
    if (text[i] === "}" && --open === 0) return i;
    if (text[i] === "{") {
      open++;
      i++;
    }
  }
  return lastBrace;
}
