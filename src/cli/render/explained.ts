/** Where values came from, as text or JSON: place, variables, what a value was written over, how its file came in. */

import type { Place } from "../../core/diagnostics.ts";
import { isMap, type Ordered, plainJson } from "../../core/ordered-json.ts";
import type { Explained, VariableOrigin, Written } from "../../index.ts";
import { oneLine, type Paint } from "../terminal/paint.ts";
import { shownPath } from "./problem.ts";

export interface ExplainView {
  readonly paint: Paint;
  readonly cwd: string;
  /** Values from outside of the project's files are not shown. */
  readonly redact: boolean;
}

const mask = "<redacted>";

export const explainedText = (all: readonly Explained[], view: ExplainView): string =>
  all.map((one) => `${[headLine(one, view), ...notes(one, view)].join("\n")}\n`).join("");

function headLine({ value, secret, ...paths }: Explained, { paint, redact }: ExplainView): string {
  const path = redact ? paths.redactedPath : paths.path;
  return `${paint("bold", oneLine(path))}: ${redact && secret ? mask : valueText(value)}`;
}

function valueText(value: Ordered): string {
  if (isMap(value)) return "{}";
  return oneLine(Array.isArray(value) ? "[]" : JSON.stringify(plainJson(value)));
}

function notes({ origin }: Explained, view: ExplainView): readonly string[] {
  const { paint, cwd, redact } = view;
  return [
    `    ${origin.place === undefined ? "default value" : placeText(origin.place, cwd)}`,
    ...origin.variables.map((variable) => `    ${paint("dim", variableText(variable, cwd))}`),
    ...origin.replaced.map((earlier) => {
      const value = redact && isOutside(earlier) ? mask : valueText(earlier.value);
      const where = earlier.place === undefined ? "" : ` from ${placeText(earlier.place, cwd)}`;
      return `    ${paint("dim", `overrides ${value}${where}`)}`;
    }),
    ...origin.chain.map(({ words, place }) => `    ${paint("dim", `${words} ${placeText(place, cwd)}`)}`),
  ];
}

function variableText(variable: VariableOrigin, cwd: string): string {
  const name = `\${${oneLine(variable.name)}}`;
  if (variable.from === "env-file")
    return `${name} is set in ${variable.places.map((place) => placeText(place, cwd)).join(" or ")}`;
  return variable.from === "environment" ? `${name} is set in the environment` : `${name} is not set`;
}

const isOutside = ({ variables, fromValuesFile }: Written): boolean =>
  fromValuesFile || variables.some(({ from }) => from !== "nothing");

const placeText = ({ file, line, column }: Place, cwd: string): string => `${shownPath(file, cwd)}:${line}:${column}`;

export function explainedJson(all: readonly Explained[], { redact }: ExplainView): string {
  const rows = all.map(({ path, redactedPath, value, origin, secret }) => ({
    path: redact ? redactedPath : path,
    value: redact && secret ? mask : plainJson(value),
    ...origin.place,
    variables: origin.variables,
    replaced: origin.replaced.map((earlier) => ({
      value: redact && isOutside(earlier) ? mask : plainJson(earlier.value),
      ...earlier.place,
    })),
    chain: origin.chain.map(({ words, place }) => ({ words, ...place })),
  }));
  return `${JSON.stringify(rows, undefined, 2)}\n`;
}
