/** What of a project can't be run, as far as it matters for a plan: of a build, only where something is built. */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { Project } from "../../spec/project.ts";
import { runErrors } from "../../spec/run-errors.ts";
import { pathText } from "../../spec/tree/tree.ts";

/** @param built services whose image the plan builds @param starts whether containers are to be started */
export const planErrors = (
  project: Project,
  built: ReadonlySet<string>,
  starts: boolean | undefined,
): readonly Diagnostic[] =>
  runErrors(project, starts).filter(({ path }) => {
    const service = buildOf(project, path);
    return service === undefined || built.has(service);
  });

/** The same of builds alone: nothing else is asked for. */
export const buildErrors = (project: Project, built: ReadonlySet<string>): readonly Diagnostic[] =>
  runErrors(project, false).filter(({ path }) => built.has(buildOf(project, path) ?? ""));

/** The service whose `build` a path leads into. */
const buildOf = ({ services }: Project, path = ""): string | undefined =>
  services.keys().find((name) => path.startsWith(`${pathText(["services", name, "build"])}.`));
