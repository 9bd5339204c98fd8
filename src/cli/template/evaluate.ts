/**
 * A template's tree with one row → text. A row is data: its fields are values, or functions where docker's tools take an
 * argument (`.Label "name"`). What the row does not have is an error with its place, never an empty text.
 */
import { closest } from "../../core/closest.ts";
import { entries, functions, isTrue, printed, Unfit, type Value } from "./functions.ts";
import { problem } from "./problem.ts";
import type { At, Binding, Expression, Part, Template } from "./syntax.ts";

/** Variables by name; those of an outer block are reached through `outer`. */
interface Scope {
  readonly values: Map<string, Value>;
  readonly outer?: Scope;
}

/** How a part ended: `break` and `continue` leave the parts around them up to the range. */
type Ending = "done" | "break" | "continue";

/** @param text of the template, to point into it @throws WindlassError `template-invalid` */
export function evaluate(template: Template, text: string, row: Value): string {
  let out = "";

  function run(parts: Template, dot: Value, outer: Scope): Ending {
    const scope: Scope = { values: new Map(), outer };
    for (const part of parts) {
      const ending = runPart(part, dot, scope);
      if (ending !== "done") return ending;
    }
    return "done";
  }

  function runPart(part: Part, dot: Value, scope: Scope): Ending {
    switch (part.kind) {
      case "text":
        out += part.text;
        return "done";
      case "print": {
        const value = resolve(part.value, dot, scope);
        if (part.binding) bind(part.binding, [value], scope, part.at);
        else out += printed(value);
        return "done";
      }
      case "break":
      case "continue":
        return part.kind;
      case "range":
        return range(part, dot, { values: new Map(), outer: scope });
      default: {
        const inner: Scope = { values: new Map(), outer: scope };
        const value = resolve(part.value, dot, inner);
        if (part.binding) bind(part.binding, [value], inner, part.at);
        if (!isTrue(value)) return run(part.otherwise, dot, inner);
        return run(part.body, part.kind === "with" ? value : dot, inner);
      }
    }
  }

  function range(part: Extract<Part, { readonly body: Template }>, dot: Value, scope: Scope): Ending {
    const value = resolve(part.value, dot, scope);
    const items = itemsOf(value);
    if (items === undefined) throw problem(text, part.at, `cannot range over ${printed(value)}`);
    if (items.length === 0) return run(part.otherwise, dot, scope);
    for (const [key, item] of items) {
      const inner: Scope = { values: new Map(), outer: scope };
      if (part.binding) bind(part.binding, part.binding.names.length === 2 ? [key, item] : [item], inner, part.at);
      if (run(part.body, item, inner) === "break") break;
    }
    return "done";
  }

  function bind({ names, isNew }: Binding, values: readonly Value[], scope: Scope, at: At): void {
    for (const [index, name] of names.entries()) {
      const home = isNew ? scope : homeOf(name, scope);
      if (home === undefined) throw problem(text, at, `the variable ${name} does not exist`);
      home.values.set(name, values[index]);
    }
  }

  function resolve(expression: Expression, dot: Value, scope: Scope, last?: { readonly value: Value }): Value {
    const { at } = expression;
    const further = last ? [last.value] : [];
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "dot":
        return dot;
      case "variable": {
        const home = homeOf(expression.name, scope);
        if (home === undefined) throw problem(text, at, `the variable ${expression.name} does not exist`);
        return home.values.get(expression.name);
      }
      case "field":
        return fieldOf(expression, dot, scope, further);
      case "function":
        return callFunction(expression, further);
      case "call": {
        const given = [...expression.given.map((each) => resolve(each, dot, scope)), ...further];
        if (expression.of.kind === "function") return callFunction(expression.of, given);
        if (expression.of.kind === "field") return fieldOf(expression.of, dot, scope, given);
        throw problem(text, at, "this is not a function");
      }
      case "pipeline":
        return expression.stages.reduce<{ readonly value: Value } | undefined>(
          (before, stage) => ({ value: resolve(stage, dot, scope, before ?? last) }),
          undefined,
        )?.value;
    }
  }

  function fieldOf(
    { of, name, at }: Extract<Expression, { readonly kind: "field" }>,
    dot: Value,
    scope: Scope,
    given: readonly Value[],
  ): Value {
    const owner = resolve(of, dot, scope);
    if (owner instanceof Map) return owner.get(name);
    if (typeof owner !== "object" || owner === null || Array.isArray(owner))
      throw problem(text, at, `${printed(owner)} has no field "${name}"`);
    if (!Object.hasOwn(owner, name)) throw unknown("field", name, Object.keys(owner), at);
    const value = (owner as Readonly<Record<string, Value>>)[name];
    return typeof value === "function" ? (value as (...args: readonly Value[]) => Value)(...given) : value;
  }

  function callFunction({ name, at }: { readonly name: string; readonly at: At }, given: readonly Value[]): Value {
    const row = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (row === undefined) throw unknown("function", name, Object.keys(functions), at);
    if (given.length < row.least || given.length > (row.most ?? Number.POSITIVE_INFINITY))
      throw problem(text, at, `"${name}" takes ${takes(row)}, got ${given.length}`);
    try {
      return row.run(...given);
    } catch (error) {
      throw error instanceof Unfit ? problem(text, at, `${name}: ${error.message}`) : error;
    }
  }

  function unknown(what: string, name: string, known: readonly string[], at: At): Error {
    const meant = closest(name, known);
    const hint = meant === undefined ? `there are: ${known.join(", ")}` : `did you mean "${meant}"?`;
    return problem(text, at, `unknown ${what} "${name}"`, hint);
  }

  run(template, row, { values: new Map([["$", row]]) });
  return out;
}

const takes = ({ least, most }: { readonly least: number; readonly most?: number }): string => {
  const words = `${least}${most === least ? "" : most === undefined ? " or more" : ` to ${most}`}`;
  return `${words} argument${words === "1" ? "" : "s"}`;
};

function homeOf(name: string, scope: Scope): Scope | undefined {
  for (let home: Scope | undefined = scope; home !== undefined; home = home.outer)
    if (home.values.has(name)) return home;
  return undefined;
}

/** What a range visits, each with its key; undefined where there is nothing to visit. */
function itemsOf(value: Value): readonly (readonly [Value, Value])[] | undefined {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return [...value.entries()];
  if (typeof value === "number") return Array.from({ length: value }, (_, index) => [index, index]);
  return typeof value === "object" ? entries(value) : undefined;
}
