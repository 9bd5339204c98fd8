/** Which of the things that this machine has not matter for a plan, and how much. */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { Missing, Observed } from "../../observe/observed.ts";
import type { Project, Service } from "../../spec/project.ts";
import { isOptional } from "../containers/providers.ts";

/** @param built services whose image the plan builds @returns errors, and warnings of what nobody requires */
export const missingThings = (
  project: Project,
  { missing, snapshot }: Observed,
  built: ReadonlySet<string>,
): readonly Diagnostic[] =>
  missing
    .filter((one) => matters[one.for](one, { isLocal: snapshot.engine.local, built }))
    .map((one) => asRequired(project, one));

/** As an error; as a warning where it is the program of a service that others start without. */
export const asRequired = (project: Project, { service, diagnostic, for: what }: Missing): Diagnostic =>
  what === "program" && service !== undefined && isOptional(project, { name: service })
    ? { ...diagnostic, severity: "warning", message: `optional dependency "${service}": ${diagnostic.message}` }
    : diagnostic;

/** A service that nobody can provide here is left out of a plan in which nobody requires it. */
export const isProgramMissing = ({ name }: Service, { missing }: Observed): boolean =>
  missing.some((one) => one.for === "program" && one.service === name);

interface Known {
  readonly isLocal: boolean;
  readonly built: ReadonlySet<string>;
}

const matters: Readonly<Record<Missing["for"], (missing: Missing, known: Known) => boolean>> = {
  // On another machine's engine it is a file of that machine.
  bind: (_, { isLocal }) => isLocal,
  build: ({ service = "" }, { built }) => built.has(service),
  file: () => true,
  program: () => true,
};
