/** Complaints as other programs read them: one JSON object, GitHub's workflow commands, SARIF 2.1.0. */
import { relative } from "node:path";
import { pathToFileURL } from "node:url";
import { byPlace, type Diagnostic, type Place } from "../../core/diagnostics.ts";
import { version } from "../../index.ts";
import { problem } from "./json.ts";
import { diagnosticsText, type ProblemView } from "./problem.ts";

export interface Complaints {
  readonly diagnostics: readonly Diagnostic[];
  /** Text of each file read. */
  readonly sources: ReadonlyMap<string, string>;
}

export type ReportFormat = "text" | "json" | "github" | "sarif";

/** Text for standard output. `view.cwd`: what paths are relative to. */
export function reportText(format: ReportFormat, found: Complaints, view: ProblemView): string {
  const sorted = found.diagnostics.toSorted(byPlace);
  switch (format) {
    case "text":
      return diagnosticsText(sorted, found.sources, view);
    case "json":
      return `${JSON.stringify(jsonReport(sorted), undefined, 2)}\n`;
    case "github":
      return sorted.map((diagnostic) => `${workflowCommand(diagnostic, view.cwd)}\n`).join("");
    case "sarif":
      return `${JSON.stringify(sarif(sorted, view.cwd), undefined, 2)}\n`;
  }
}

const count = (diagnostics: readonly Diagnostic[], severity: Diagnostic["severity"]): number =>
  diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;

const jsonReport = (diagnostics: readonly Diagnostic[]): object => ({
  valid: count(diagnostics, "error") === 0,
  errors: count(diagnostics, "error"),
  warnings: count(diagnostics, "warning"),
  diagnostics: diagnostics.map((diagnostic) => ({ severity: diagnostic.severity, ...problem(diagnostic) })),
});

const withHint = ({ message, hint }: Diagnostic): string => (hint === undefined ? message : `${message}\n${hint}`);

/** `::error file=compose.yaml,line=3,col=5,endColumn=11,title=unknown-key::unknown key` */
function workflowCommand(diagnostic: Diagnostic, cwd: string): string {
  const { severity, code, place } = diagnostic;
  const where: readonly (readonly [string, string | number | undefined])[] =
    place === undefined
      ? []
      : [
          ["file", near(place.file, cwd)],
          ["line", place.line],
          ["col", place.column],
          ["endColumn", place.endColumn],
        ];
  const properties = [...where, ["title", code] as const]
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  return `::${severity} ${properties.join(",")}::${escapedData(withHint(diagnostic))}`;
}

const escapedData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapedProperty = (text: string): string => escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

const near = (file: string, cwd: string): string => (file === "-" ? file : relative(cwd, file));

function sarif(diagnostics: readonly Diagnostic[], cwd: string): object {
  const rules = [...new Set(diagnostics.map(({ code }) => code))].sort();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "windlass", version, rules: rules.map((id) => ({ id })) } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [root]: { uri: pathToFileURL(`${cwd}/`).href } },
        results: diagnostics.map((diagnostic) => ({
          ruleId: diagnostic.code,
          ruleIndex: rules.indexOf(diagnostic.code),
          level: diagnostic.severity,
          message: { text: withHint(diagnostic) },
          ...(diagnostic.place !== undefined && { locations: [location(diagnostic.place, cwd)] }),
          ...(diagnostic.chain !== undefined && {
            relatedLocations: diagnostic.chain.map(({ words, place }) => ({
              ...location(place, cwd),
              message: { text: words },
            })),
          }),
        })),
      },
    ],
  };
}

const root = "%SRCROOT%";

const location = ({ file, line, column, endColumn }: Place, cwd: string): object => ({
  physicalLocation: {
    artifactLocation: artifact(file, cwd),
    region: { startLine: line, startColumn: column, ...(endColumn !== undefined && { endColumn }) },
  },
});

/** Relative to the folder where the tool runs; a file outside of it by its own address. */
function artifact(file: string, cwd: string): object {
  const path = near(file, cwd);
  if (path.startsWith("..")) return { uri: pathToFileURL(file).href };
  return { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: root };
}
