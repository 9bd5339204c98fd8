/**
 * The project as transformations read it: as YAML prints it, keys sorted, dollars as they are, with what else a container cannot
 * look up by itself: the ports of images, and what is in files and variables.
 */
import { isMap, type Ordered, type OrderedMap, sortedKeys } from "../../core/ordered-json.ts";
import type { Project } from "../project.ts";
import { yamlText } from "./render.ts";
import type { Writable } from "./yaml-text.ts";

export interface TransformerFacts {
  /** Service → its image, and the ports that this one exposes. */
  readonly images: ReadonlyMap<string, { readonly name: string; readonly ports: readonly number[] }>;
  /** `secrets.token` → its bytes. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

export function transformerModel(project: Project, facts: TransformerFacts): string {
  const document = sortedKeys(withImages(project, facts)) as OrderedMap;
  const sections = [...document].map(([section, value]): [string, Writable] => [
    section,
    (section === "secrets" || section === "configs") && isMap(value) ? withContents(section, value, facts) : value,
  ]);
  return yamlText(new Map(sections), true, 4);
}

function withImages(project: Project, { images }: TransformerFacts): OrderedMap {
  const document = project.document();
  const services = document.get("services");
  if (!isMap(services)) return document;
  const changed = [...services].map(([name, service]): [string, Ordered] => {
    const image = images.get(name);
    if (image === undefined || !isMap(service)) return [name, service];
    const written = service.get("expose");
    const targets = project.services.get(name as never)?.ports.map(({ target }) => target) ?? [];
    const others = [...image.ports, ...targets].map(String);
    const expose = [...new Set([...(Array.isArray(written) ? (written as readonly string[]) : []), ...others])];
    return [
      name,
      new Map([...service, ["image", image.name], ...(expose.length > 0 ? [["expose", expose] as const] : [])]),
    ];
  });
  return new Map([...document, ["services", new Map(changed)]]);
}

/** In the order of the other keys: `content` comes first among those that there can be beside it. */
function withContents(section: string, objects: OrderedMap, { contents }: TransformerFacts): Writable {
  return new Map(
    [...objects].map(([key, object]): [string, Writable] => {
      const bytes = contents.get(`${section}.${key}`);
      if (bytes === undefined || bytes.length === 0 || !isMap(object)) return [key, object];
      return [key, new Map<string, Writable>([["content", textOrBytes(bytes)], ...object])];
    }),
  );
}

/** What is not text stays what it is: YAML has a way to write it. */
function textOrBytes(bytes: Uint8Array): string | Uint8Array {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}
