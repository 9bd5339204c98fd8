/** A Go template's text → its tree. Go's own grammar but for `define`, `template` and `block`, which no row of a table needs. */
import { lex, type Piece, type Token } from "./lex.ts";
import { problem } from "./problem.ts";
import type { Binding, Expression, Part, Template } from "./syntax.ts";

type Action = Extract<Piece, { readonly kind: "action" }>;

/** @throws WindlassError `template-invalid` */
export function parseTemplate(text: string): Template {
  const pieces = lex(text);
  let next = 0;

  /** Until an `else` or `end`, or the template's end. */
  function parts(opener: Action | undefined, inRange: boolean): { readonly body: Part[]; readonly stop?: Action } {
    const body: Part[] = [];
    for (let piece = pieces[next]; piece !== undefined; piece = pieces[next]) {
      next += 1;
      if (piece.kind === "text") body.push(piece);
      else {
        const word = keyword(piece);
        if (word === "end" || word === "else") {
          if (opener === undefined)
            throw problem(text, piece.at, `"${word}" without "if", "range" or "with" before it`);
          return { body, stop: piece };
        }
        body.push(part(piece, word, inRange));
      }
    }
    if (opener !== undefined) throw problem(text, opener.at, `"${keyword(opener)}" has no "end"`, "add {{end}}");
    return { body };
  }

  function part(action: Action, word: string | undefined, inRange: boolean): Part {
    switch (word) {
      case "if":
      case "with":
      case "range":
        return block(action, word, action.tokens.slice(1), inRange || word === "range");
      case "break":
      case "continue":
        if (!inRange) throw problem(text, action.at, `"${word}" outside of "range"`);
        return { kind: word, at: action.at };
      case "define":
      case "template":
      case "block":
        throw problem(text, action.at, `"${word}" is not supported`);
      default: {
        const { value, binding } = bound(action.tokens, action);
        return { kind: "print", at: action.at, value, ...(binding && { binding }) };
      }
    }
  }

  function block(action: Action, kind: "if" | "with" | "range", tokens: readonly Token[], inRange: boolean): Part {
    const { value, binding } = bound(tokens, action);
    const { body, stop } = parts(action, inRange);
    const rest = stop?.tokens.slice(1) ?? [];
    const base = { kind, at: action.at, value, ...(binding && { binding }), body } as const;
    if (stop === undefined || keyword(stop) === "end") return { ...base, otherwise: [] };
    const [chained] = rest;
    if (chained === undefined) {
      const otherwise = parts(stop, inRange);
      if (otherwise.stop && keyword(otherwise.stop) !== "end")
        throw problem(text, otherwise.stop.at, 'a second "else"');
      return { ...base, otherwise: otherwise.body };
    }
    if (chained.kind !== "word" || (chained.text !== "if" && chained.text !== "with"))
      throw problem(text, chained.at, 'expected "if" or "with" after "else"');
    return { ...base, otherwise: [block(stop, chained.text, rest.slice(1), inRange)] };
  }

  /** `pipeline`, `$x := pipeline`, `$i, $x := pipeline`. */
  function bound(tokens: readonly Token[], action: Action): { readonly value: Expression; readonly binding?: Binding } {
    const sign = tokens.findIndex(({ kind, text: found }) => kind === "sign" && (found === ":=" || found === "="));
    if (sign < 0) return { value: pipeline(tokens, action) };
    const names = tokens.slice(0, sign).filter(({ text: found }) => found !== ",");
    const wrong = names.find(({ kind }) => kind !== "variable") ?? (names.length === 0 ? tokens[sign] : names[2]);
    if (wrong !== undefined) throw problem(text, wrong.at, "expected a variable: $name");
    return {
      value: pipeline(tokens.slice(sign + 1), action),
      binding: { names: names.map((token) => token.text), isNew: tokens[sign]?.text === ":=" },
    };
  }

  function pipeline(tokens: readonly Token[], action: Action): Expression {
    const reader = { tokens, index: 0 };
    const value = readPipeline(reader, action);
    const left = tokens[reader.index];
    if (left !== undefined) throw problem(text, left.at, `unexpected "${left.text}"`);
    return value;
  }

  interface Reader {
    readonly tokens: readonly Token[];
    index: number;
  }

  const isSign = (token: Token | undefined, sign: string): boolean => token?.kind === "sign" && token.text === sign;

  function readPipeline(reader: Reader, action: Action): Expression {
    const stages = [readCall(reader, action)];
    while (isSign(reader.tokens[reader.index], "|")) {
      reader.index += 1;
      stages.push(readCall(reader, action));
    }
    const [first, second] = stages;
    return first !== undefined && second === undefined ? first : { kind: "pipeline", at: action.at, stages };
  }

  function readCall(reader: Reader, action: Action): Expression {
    const of = readOperand(reader);
    if (of === undefined) {
      const found = reader.tokens[reader.index];
      throw problem(text, found?.at ?? action.at, found ? `unexpected "${found.text}"` : "a value is missing");
    }
    const given: Expression[] = [];
    for (let next = readOperand(reader); next !== undefined; next = readOperand(reader)) given.push(next);
    return given.length === 0 && of.kind !== "function" ? of : { kind: "call", at: of.at, of, given };
  }

  function readOperand(reader: Reader): Expression | undefined {
    let value = readTerm(reader);
    for (let token = reader.tokens[reader.index]; value !== undefined; token = reader.tokens[reader.index]) {
      if (token?.kind !== "field" || token.spaced) break;
      value = { kind: "field", at: token.at, of: value, name: token.text };
      reader.index += 1;
    }
    return value;
  }

  function readTerm(reader: Reader): Expression | undefined {
    const token = reader.tokens[reader.index];
    if (token === undefined) return undefined;
    const { at } = token;
    const value = term(token);
    if (value !== undefined) {
      reader.index += 1;
      return value;
    }
    if (!isSign(token, "(")) return undefined;
    reader.index += 1;
    const inner = readPipeline(reader, { kind: "action", at, end: at, tokens: reader.tokens });
    if (!isSign(reader.tokens[reader.index], ")")) throw problem(text, at, 'this "(" has no ")"');
    reader.index += 1;
    return inner;
  }

  const { body } = parts(undefined, false);
  return body;
}

const keywords = new Set(["if", "with", "range", "else", "end", "break", "continue", "define", "template", "block"]);

function keyword({ tokens: [first] }: Action): string | undefined {
  return first?.kind === "word" && keywords.has(first.text) ? first.text : undefined;
}

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["nil", null],
]);

function term({ kind, at, text }: Token): Expression | undefined {
  switch (kind) {
    case "text":
      return { kind: "literal", at, value: text };
    case "number":
      return { kind: "literal", at, value: Number(text) };
    case "variable":
      return { kind: "variable", at, name: text };
    case "field":
      return { kind: "field", at, of: { kind: "dot", at }, name: text };
    case "word": {
      const constant = constants.get(text);
      return constant === undefined ? { kind: "function", at, name: text } : { kind: "literal", at, value: constant };
    }
    case "sign":
      return text === "." ? { kind: "dot", at } : undefined;
  }
}
