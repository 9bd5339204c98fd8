/** One thing that an attribute can say, and what the model then has. */
import { type OrderedMap, plainJson } from "../../../src/core/ordered-json.ts";
import type { Project } from "../../../src/spec/project.ts";
import { loadText } from "../../support/load.ts";

export type AttributeCase = {
  readonly title: string;
  /** Besides `/app/compose.yaml`. */
  readonly files?: Readonly<Record<string, string>>;
} & (
  | {
      /** Attributes of the service `w`, whose image is `x`. */
      readonly attributes: string;
      /** What its model has besides what every service has. */
      readonly service: object;
    }
  | {
      readonly file: string;
      /** The model, but its name and a `default` network that says nothing. */
      readonly model: object;
    }
);

const indented = (yaml: string): string => yaml.trim().replaceAll("\n", "\n    ");

export const fileOf = (one: AttributeCase): string =>
  "file" in one ? one.file : `services:\n  w:\n    image: x\n    ${indented(one.attributes)}\n`;

export const projectOf = (one: AttributeCase): Promise<Project> => loadText(fileOf(one), { files: one.files ?? {} });

/** The part of the printed project that the case tells of. */
export function partOf(one: AttributeCase, project: Project): object {
  if ("file" in one) return without(project.printed, { name: project.name, networks: defaultNetworks });
  const service = [...project.services.values()].find(({ name }) => name === "w");
  return without(service?.printed ?? new Map(), {
    image: "x",
    command: null,
    entrypoint: null,
    networks: defaultNetwork,
  });
}

const defaultNetworks = { default: { name: "app_default", ipam: {} } };
const defaultNetwork = { default: null };

function without(printed: OrderedMap, usual: Readonly<Record<string, unknown>>): object {
  const said = [...printed].filter(([key, value]) => JSON.stringify(plainJson(value)) !== JSON.stringify(usual[key]));
  return Object.fromEntries(said.map(([key, value]) => [key, plainJson(value)]));
}
