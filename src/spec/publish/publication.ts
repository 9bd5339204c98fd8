/**
 * What of a project is published: its files as they are written, and those that they name; and what speaks against it. The world
 * outside is only read. Values never stand in what is reported.
 */
import { posix } from "node:path";
import { byPlace, type Diagnostic } from "../../core/diagnostics.ts";
import type { LoadContext } from "../load-request.ts";
import type { Project } from "../project.ts";
import { parse } from "../read/parse.ts";
import { readText } from "../read/read.ts";
import { entriesOf, get, itemsOf, textOf } from "../tree/edit.ts";
import { diagnosticOf, type Report } from "../tree/report.ts";
import type { MapNode, Node, Path } from "../tree/tree.ts";
import { isSecretName } from "../values/secret-names.ts";
import { isLocal, type NamedFile, namedFiles, withNewNames } from "./named-files.ts";
import { secretsIn } from "./secret-patterns.ts";

/** What a user may allow to be published. */
export type FindingKind = "bind-mounts" | "env" | "secrets" | "configs";

export interface Finding extends Diagnostic {
  readonly kind: FindingKind;
}

export interface PublishedFile {
  readonly kind: "compose" | "extends" | "env";
  readonly name: string;
  readonly text: string;
}

export interface Publication {
  /** In the order in which they are merged; further ones after them. */
  readonly files: readonly PublishedFile[];
  /** What it must not be published with, unless its user allows that. */
  readonly findings: readonly Finding[];
  /** What is not published, and is missed where the project is used. */
  readonly warnings: readonly Diagnostic[];
  /** Why it can't be published. */
  readonly refusals: readonly Diagnostic[];
}

/** @param project with all its services. @param withEnv its env files are published, too */
export async function publicationOf(
  project: Project,
  { withEnv }: { readonly withEnv: boolean },
  context: LoadContext,
): Promise<Publication> {
  const files: PublishedFile[] = [];
  const findings: Finding[] = [];
  const refusals: Diagnostic[] = buildOnly(project).concat(labelFiles(project));
  const failed: Report = (diagnostic) => void (diagnostic.severity === "error" && refusals.push(diagnostic));
  const envFiles = new Map<string, NamedFile>();
  const extended = new Map<string, NamedFile>();

  async function add(path: string, text: string, published: Omit<PublishedFile, "text">): Promise<void> {
    const folder = published.kind === "compose" ? project.workingDir : posix.dirname(path);
    const documents = await parse(path, text, failed);
    const named: NamedFile[] = [];
    for (const document of documents) {
      refusals.push(...localIncludes(document));
      const found = namedFiles(document, { project, folder, home: context.home });
      findings.push(...literalsIn(document), ...(withEnv ? [] : found.flatMap(envFinding)));
      named.push(...found);
    }
    for (const file of named) {
      if (file.kind === "extends") extended.set(file.path, file);
      else if (withEnv && (await context.disk.kind(file.path)) === "file") envFiles.set(file.path, file);
    }
    findings.push(...secrets(path, text));
    files.push({ ...published, text: withNewNames(text, named, ({ path: one }) => envFiles.has(one)) });
  }

  for (const path of project.configFiles) {
    const name = path === "-" ? "compose.yaml" : posix.basename(path);
    await add(path, project.sources.get(path) ?? "", { kind: "compose", name });
  }
  const text = (file: NamedFile, what: string): Promise<string | undefined> =>
    readText(file.path, what, context, failed, { place: file.node.place });
  // What an extended file extends is found while it is looked at.
  for (const file of extended.values()) {
    const content = project.sources.get(file.path) ?? (await text(file, "extended file"));
    if (content !== undefined) await add(file.path, content, { kind: "extends", name: file.called });
  }
  for (const file of envFiles.values()) {
    const content = await text(file, "env file");
    if (content === undefined) continue;
    findings.push(...secrets(file.path, content));
    files.push({ kind: "env", name: file.called, text: content });
  }
  findings.push(...bindMounts(project));
  return {
    files,
    findings: (withEnv ? findings.filter(({ kind }) => kind !== "env") : findings).sort(byPlace),
    warnings: leftOut(project),
    refusals: refusals.sort(byPlace),
  };
}

const refusal = (message: string, path: Path, place: Diagnostic["place"], hint: string): Diagnostic =>
  diagnosticOf("error", "publish-refused", message, { path, place, hint });

const finding = (kind: FindingKind, message: string, path: Path, place: Diagnostic["place"]): Finding => ({
  ...diagnosticOf("error", "publish-refused", message, { path, place }),
  kind,
});

function localIncludes(document: MapNode): readonly Diagnostic[] {
  return itemsOf(get(document, "include")).flatMap((item) => {
    const paths = item.kind === "map" ? get(item, "path") : item;
    const names = paths?.kind === "list" ? paths.items : paths ? [paths] : [];
    return names.some((name) => isLocal(textOf(name) ?? ""))
      ? [
          refusal(
            "cannot publish compose file with local includes",
            ["include"],
            item.place,
            "publish the included project on its own and include it as oci://…, or name its file with -f",
          ),
        ]
      : [];
  });
}

const buildOnly = (project: Project): Diagnostic[] =>
  [...project.services.values()].flatMap(({ name, build }) =>
    build !== undefined && project.originOf(["services", name, "image"]) === undefined
      ? [
          refusal(
            `your Compose stack cannot be published as it only contains a build section for service(s): "${name}"`,
            ["services", name, "build"],
            project.placeOf(["services", name, "build"]),
            "add `image:` with the name that its image has in a registry, and push it",
          ),
        ]
      : [],
  );

const labelFiles = (project: Project): readonly Diagnostic[] =>
  [...project.services.keys()].flatMap((name) => {
    const path = ["services", name, "label_file"];
    return project.originOf(path) === undefined
      ? []
      : [
          refusal(
            `the label file of service "${name}" cannot be published`,
            path,
            project.placeOf(path),
            "write its labels under `labels`",
          ),
        ];
  });

const envFinding = ({ kind, service, node }: NamedFile): readonly Finding[] =>
  kind === "env"
    ? [finding("env", `service "${service}": env_file declared`, ["services", service, "env_file"], node.place)]
    : [];

const bindMounts = ({ services, placeOf, workingDir }: Project): readonly Finding[] =>
  [...services.values()].flatMap(({ name, volumes }) =>
    volumes.flatMap((volume, index) => {
      if (volume.type !== "bind") return [];
      const path = ["services", name, "volumes", index];
      const inside = posix.relative(workingDir, volume.source);
      const source = inside.startsWith("..") ? volume.source : `./${inside}`;
      return [finding("bind-mounts", `service "${name}" mounts ${source}:${volume.target}`, path, placeOf(path))];
    }),
  );

/** Values that stand in the file itself, where a variable could. */
function literalsIn(document: MapNode): readonly Finding[] {
  const isLiteral = (value: string): boolean => value !== "" && !/^\$(?!\$)|^(true|false|yes|no)$/i.test(value);
  const ofServices = [...entriesOf(get(document, "services"))].flatMap(([service, { value }]) =>
    pairsOf(get(value, "environment")).flatMap(([name, text, node]) =>
      isSecretName(name) && isLiteral(text)
        ? [
            finding(
              "env",
              `service "${service}": literal value for "${name}"`,
              ["services", service, "environment", name],
              node.place,
            ),
          ]
        : [],
    ),
  );
  const ofConfigs = [...entriesOf(get(document, "configs"))].flatMap(([key, { value }]) => {
    const content = get(value, "content");
    return content && isLiteral(textOf(content) ?? "")
      ? [finding("configs", `config "${key}": literal content`, ["configs", key, "content"], content.place)]
      : [];
  });
  return [...ofServices, ...ofConfigs];
}

/** Of `environment`, in either of its forms. */
function pairsOf(node: Node | undefined): readonly (readonly [name: string, value: string, node: Node])[] {
  const scalarText = (value: Node): string => (value.kind === "scalar" ? String(value.value ?? "") : "");
  if (node?.kind === "map") return [...node.entries].map(([name, { value }]) => [name, scalarText(value), value]);
  return itemsOf(node).map((item) => {
    const [name = "", ...value] = scalarText(item).split("=");
    return [name, value.join("="), item];
  });
}

const secrets = (file: string, text: string): readonly Finding[] =>
  secretsIn(file, text).map(({ what, place }) => finding("secrets", `this looks like ${what}`, [], place));

/** Files that stay here: the project can be read without them, and not be run. */
const leftOut = (project: Project): readonly Diagnostic[] =>
  (["configs", "secrets"] as const).flatMap((section) =>
    [...project[section].values()].flatMap((object) => {
      if (object.from !== "file") return [];
      const path = [section, object.key, "file"];
      const what = section === "configs" ? "config" : "secret";
      return [
        diagnosticOf("warning", "not-published", `the file of ${what} "${object.key}" is not published`, {
          path,
          place: project.placeOf(path),
          hint: "who uses the project needs an override file that says where it is",
        }),
      ];
    }),
  );
