/** What a service names must be there: networks, volumes, configs, secrets and models of the project. */
import { closest } from "../../core/closest.ts";
import type { ErrorCode } from "../../core/errors.ts";
import { text } from "../canonical/node-values.ts";
import { at, entriesOf, get, itemsOf } from "../tree/edit.ts";
import { fail, listed, shown } from "../tree/report.ts";
import { type Node, nearest, type Path } from "../tree/tree.ts";
import type { ServiceRule } from "./check-input.ts";

/** The keys of a section that a service refers to, and where. */
const references: readonly {
  readonly section: string;
  readonly noun: string;
  readonly code: ErrorCode;
  readonly of: (service: Node) => Iterable<readonly [key: string, path: Path]>;
}[] = [
  {
    section: "networks",
    noun: "network",
    code: "undefined-network",
    of: (service) => named(service, "networks"),
  },
  {
    section: "volumes",
    noun: "volume",
    code: "undefined-volume",
    of: (service) =>
      itemsOf(get(service, "volumes")).flatMap((mount, index) => {
        const source = text(mount, "source");
        return source !== undefined && text(mount, "type") === "volume" ? [[source, ["volumes", index]] as const] : [];
      }),
  },
  { section: "configs", noun: "config", code: "undefined-config", of: (service) => grants(service, "configs") },
  { section: "secrets", noun: "secret", code: "undefined-secret", of: (service) => grants(service, "secrets") },
  {
    section: "secrets",
    noun: "secret",
    code: "undefined-secret",
    of: (service) => grants(service, "build", "secrets"),
  },
  { section: "models", noun: "model", code: "undefined-model", of: (service) => named(service, "models") },
];

/** Keys of a mapping, which are the names themselves. */
const named = (service: Node, key: string): readonly (readonly [string, Path])[] =>
  [...entriesOf(get(service, key)).keys()].map((name) => [name, [key, name]] as const);

const grants = (service: Node, ...keys: readonly string[]): readonly (readonly [string, Path])[] =>
  itemsOf(at(service, ...keys)).flatMap((grant, index) => {
    const source = text(grant, "source");
    return source === undefined ? [] : [[source, [...keys, index]] as const];
  });

export const defined: ServiceRule = (service, check) => {
  for (const { section, noun, code, of } of references) {
    const known = entriesOf(get(check.tree, section));
    for (const [key, path] of of(service.node)) {
      if (known.has(key)) continue;
      const { node, keyPlace } = nearest(service.node, typeof path.at(-1) === "string" ? path : [...path, "source"]);
      const fromVariable = node.kind === "scalar" && node.variables !== undefined;
      fail(
        check.report,
        code,
        `service "${service.name}" refers to undefined ${noun} ${fromVariable ? `named by ${shown(node)}` : JSON.stringify(key)}`,
        {
          path: [...service.path, ...(fromVariable ? path.slice(0, 1) : path)],
          place: typeof path.at(-1) === "string" ? (keyPlace ?? node.place) : node.place,
          hint: fromVariable ? undefined : referenceHint(section, key, known.keys()),
        },
      );
    }
  }
};

function referenceHint(section: string, key: string, known: Iterable<string>): string {
  if (section === "volumes" && key.includes("/")) return `for a folder on the host write ./${key}`;
  const meant = closest(key, known);
  return meant === undefined ? `define it under the top-level key \`${section}\`` : `did you mean ${listed([meant])}?`;
}
