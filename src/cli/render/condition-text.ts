/** A condition as prose: `the image changes and ("stop web-1" or "start web-1" fails)`. */
import type { Condition, Fact } from "../../index.ts";

/** @param negated whether it is said that it does not hold */
export function conditionText(condition: Condition, negated = false): string {
  switch (condition.kind) {
    case "all":
      return joined(condition.of, negated ? "or" : "and", negated);
    case "any":
      return joined(condition.of, negated ? "and" : "or", negated);
    case "at-least": {
      const count = negated ? `fewer than ${condition.count}` : `at least ${condition.count}`;
      return `${count} of these: ${condition.of.map((one) => conditionText(one)).join("; ")}`;
    }
    case "not":
      return conditionText(condition.of, !negated);
    default:
      return saidOf(condition, negated).join(" ");
  }
}

/** What joins others stands in brackets among others; `"a" or "b" fails or is skipped` says each thing once. */
function joined(conditions: readonly Condition[], word: "and" | "or", negated: boolean): string {
  const [only] = conditions;
  if (only !== undefined && conditions.length === 1) return conditionText(only, negated);
  const subjectsByVerb = new Map<string, string>();
  const texts: string[] = [];
  for (const one of conditions) {
    const { condition, isNegated } = innermost(one, negated);
    if (condition.kind === "all" || condition.kind === "any" || condition.kind === "at-least") {
      texts.push(`(${conditionText(condition, isNegated)})`);
      continue;
    }
    const [subject, verb] = saidOf(condition, isNegated);
    const others = subjectsByVerb.get(verb);
    if (word === "and") texts.push(`${subject} ${verb}`);
    else subjectsByVerb.set(verb, others === undefined || others === subject ? subject : `${others} or ${subject}`);
  }
  const verbsBySubjects = Map.groupBy(subjectsByVerb, ([, subjects]) => subjects);
  const grouped = [...verbsBySubjects].map(
    ([subjects, verbs]) => `${subjects} ${verbs.map(([verb]) => verb).join(" or ")}`,
  );
  return [...grouped, ...texts].join(` ${word} `);
}

const innermost = (
  condition: Condition,
  isNegated: boolean,
): { readonly condition: Exclude<Condition, { readonly kind: "not" }>; readonly isNegated: boolean } =>
  condition.kind === "not" ? innermost(condition.of, !isNegated) : { condition, isNegated };

function saidOf(fact: Fact, negated: boolean): readonly [subject: string, verb: string] {
  switch (fact.kind) {
    case "image-differs":
      return ["the image", negated ? "does not change" : "changes"];
    case "variables-differ":
      return ["a provider's variables", negated ? "do not change" : "change"];
    case "succeeded":
      return [`"${fact.step}"`, negated ? "does not succeed" : "succeeds"];
    case "failed":
      return [`"${fact.step}"`, negated ? "does not fail" : "fails"];
    case "skipped":
      return [`"${fact.step}"`, negated ? "is not skipped" : "is skipped"];
  }
}
