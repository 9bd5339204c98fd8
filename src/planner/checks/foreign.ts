/** What is said of a network or volume that should be there and is not, or that is there and was not made for the project. */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { Project } from "../../spec/project.ts";

type Kind = "network" | "volume";
interface Declared {
  readonly key: string;
  /** The engine's name. */
  readonly name: string;
}

const notOursCode = { network: "network-not-ours", volume: "volume-not-ours" } as const;

/** Where the resource stands in the file. */
export function about(project: Project, kind: Kind, { key }: Declared): Pick<Diagnostic, "path" | "place"> {
  const place = project.placeOf([`${kind}s`, key]);
  return { path: `${kind}s.${key}`, ...(place && { place }) };
}

/** Words that scripts know from docker compose. */
const absent = {
  network: (name: string) => `network ${name} declared as external, but could not be found on this engine`,
  volume: (name: string) => `external volume "${name}" not found on this engine`,
} as const;

export const notFound = (project: Project, kind: Kind, declared: Declared): Diagnostic => ({
  code: "external-not-found",
  severity: "error",
  message: absent[kind](declared.name),
  ...about(project, kind, declared),
  hint: `create it with "docker ${kind} create ${declared.name}", or remove "external"`,
});

export const notOurs = (project: Project, kind: Kind, declared: Declared): Diagnostic => ({
  code: notOursCode[kind],
  severity: "warning",
  message: `the ${kind} "${declared.name}" was not created by this project; it is used as is and never removed`,
  ...about(project, kind, declared),
  hint: 'say "external: true" if that is meant',
});
