/** The variables that a project's files name, with what they say of each: for `config --variables`. */
import { isMap, type Ordered } from "../../core/ordered-json.ts";
import { references } from "../variables/template.ts";

export interface NamedVariable {
  readonly name: string;
  /** `${NAME:?}`: there must be a value. */
  readonly required: boolean;
  /** What stands for it where it is not set. */
  readonly defaultValue: string;
  /** What stands for it where it is set. */
  readonly presenceValue: string;
}

/** Each once, by name. `printed`: of a project that was loaded without interpolation. */
export function namedVariables(printed: Ordered): readonly NamedVariable[] {
  const found = new Map<string, NamedVariable>();
  for (const text of textsIn(printed))
    for (const { name, operator, word } of references(text)) {
      const before = found.get(name);
      const kind = operator.at(-1);
      found.set(name, {
        name,
        required: before?.required === true || kind === "?",
        defaultValue: before?.defaultValue || (kind === "-" ? word : ""),
        presenceValue: before?.presenceValue || (kind === "+" ? word : ""),
      });
    }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function* textsIn(value: Ordered): Generator<string> {
  if (typeof value === "string") yield value;
  else if (isMap(value)) for (const part of value.values()) yield* textsIn(part);
  else if (Array.isArray(value)) for (const part of value as readonly Ordered[]) yield* textsIn(part);
}
