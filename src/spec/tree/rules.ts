/**
 * A table of path patterns, read as a tree: a walker descends both at once, so that finding the rule of a node costs one step.
 * `*` stands for any key and any index. An exact key is preferred to `*`.
 */

export interface Rules<Rule> {
  readonly rule?: Rule | undefined;
  readonly keys: ReadonlyMap<string, Rules<Rule>>;
  readonly any?: Rules<Rule> | undefined;
}

interface Growing<Rule> {
  rule?: Rule;
  readonly keys: Map<string, Growing<Rule>>;
  any?: Growing<Rule>;
}

/** `[["services.*.command", rule], …]` */
export function rulesOf<Rule>(table: readonly (readonly [pattern: string, rule: Rule])[]): Rules<Rule> {
  const root: Growing<Rule> = { keys: new Map() };
  for (const [pattern, rule] of table) {
    let at = root;
    for (const part of pattern.split(".")) {
      const next: Growing<Rule> = (part === "*" ? at.any : at.keys.get(part)) ?? { keys: new Map() };
      if (part === "*") at.any = next;
      else at.keys.set(part, next);
      at = next;
    }
    at.rule = rule;
  }
  return root;
}

/** The same table with other rules in it. */
export const mapRules = <Rule>(rules: Rules<Rule>, change: (rule: Rule) => Rule): Rules<Rule> => ({
  rule: rules.rule && change(rules.rule),
  keys: new Map([...rules.keys].map(([key, inner]) => [key, mapRules(inner, change)])),
  any: rules.any && mapRules(rules.any, change),
});

/** The rules below a key or index; undefined where the table says nothing more. */
export function below<Rule>(rules: Rules<Rule> | undefined, key: string | number): Rules<Rule> | undefined {
  return rules && ((typeof key === "string" ? rules.keys.get(key) : undefined) ?? rules.any);
}
