/** `windlass validate`: all that can be said of the files without an engine, in a form that a person or a program reads. */
import type { Diagnostic } from "../../core/diagnostics.ts";
import { WindlassError } from "../../core/errors.ts";
import { isRunError, load, missingOnDisk, missingPrograms, type Project, runErrors } from "../../index.ts";
import { type Call, command, type Definition } from "../args/command.ts";
import { choice, flag } from "../args/flags.ts";
import { services } from "../args/operands.ts";
import { exitCodes } from "../process/exit-codes.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { type Complaints, reportText } from "../render/reports.ts";
import { plural } from "../render/words.ts";
import { loadContextOf, requestOf } from "../session.ts";

const flags = {
  format: choice(
    "--format <format>",
    ["text", "json", "github", "sarif"],
    "output format: text, json, github or sarif (default text)",
  ),
  strict: flag("--strict", "treat warnings as errors"),
};

export const validate: Definition = command({
  exitStatus: "0 if there are no errors, 1 if there are",
  examples: [
    ["windlass validate", "all errors, each with its line"],
    ["windlass validate --format github", "annotations for GitHub Actions"],
  ],
  operands: services,
  flags,
  async run(call, context) {
    const { format = "text", strict } = call.flags;
    const { project, ...found } = await complaints(call, context);
    const diagnostics = strict ? found.diagnostics.map(asError) : found.diagnostics;
    const { out, cwd } = context;
    const view = { paint: call.settings.paintOut, cwd, columns: out.columns };
    out.write(reportText(format, { ...found, diagnostics }, view));
    if (format === "text") out.write(verdict(diagnostics, project));
    return diagnostics.some(({ severity }) => severity === "error") ? exitCodes.failed : exitCodes.done;
  },
});

const asError = (diagnostic: Diagnostic): Diagnostic => ({ ...diagnostic, severity: "error" });

/** Errors of the files are what was asked for; others, such as wrong usage, are thrown. */
async function complaints(
  call: Call<unknown>,
  context: ProcessContext,
): Promise<Complaints & { readonly project?: Project }> {
  try {
    const project = await load(requestOf(call), loadContextOf(call, context));
    const [missing, programs] = await Promise.all([
      missingOnDisk(project, context),
      missingPrograms(project, context.env),
    ]);
    const warnings = project.warnings.filter((warning) => !isRunError(warning));
    const absent = missing.map(({ diagnostic }) => diagnostic);
    return {
      project,
      sources: project.sources,
      diagnostics: [...warnings, ...runErrors(project), ...absent, ...programs],
    };
  } catch (error) {
    if (!(error instanceof WindlassError) || error.code === "usage") throw error;
    const { code, message, hint, sources } = error;
    const itself: Diagnostic = { code, severity: "error", message, ...(hint !== undefined && { hint }) };
    return { sources, diagnostics: error.diagnostics.length > 0 ? error.diagnostics : [itself] };
  }
}

function verdict(diagnostics: readonly Diagnostic[], project: Project | undefined): string {
  const of = (severity: Diagnostic["severity"]): number =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const [errors, warnings] = [of("error"), of("warning")];
  const counts = [errors > 0 && plural(errors, "error"), warnings > 0 && plural(warnings, "warning")].filter(Boolean);
  const line = diagnostics.length > 0 ? "\n" : "";
  if (errors > 0 || project === undefined) return `${line}${counts.join(", ")}\n`;
  const valid = `${project.name} is valid: ${plural(project.services.size, "service")}`;
  return `${line}${[valid, ...counts].join(", ")}\n`;
}
