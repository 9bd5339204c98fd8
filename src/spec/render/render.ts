/** The project as text, for `config`. Every `$` is doubled, so that the text is a project file that means the same. */
import { isMap, jsonText, type Ordered, type OrderedMap, sortedKeys } from "../../core/ordered-json.ts";
import type { Project } from "../project.ts";
import { isSecret, redacted } from "./redact.ts";
import { type Writable, yamlOf } from "./yaml-text.ts";

const escaped = (text: string): string => text.replaceAll("$", "$$$$");

export interface RenderOptions {
  /** Dollars stay as they are: the project was loaded without interpolation, so that they mean variables. */
  readonly literal?: boolean;
  /** What came from variables, env files and secrets is not shown. */
  readonly redact?: boolean;
  /** Service → the image to print instead of the file's. */
  readonly images?: ReadonlyMap<string, string>;
  /** Image that a service mounts, by the file's name → the one to print. */
  readonly mountedImages?: ReadonlyMap<string, string>;
}

/** As the reference prints it, to the letter: what it leaves out is left out here, but where it is redacted or not interpolated. */
export function renderJson(project: Project, options: RenderOptions = {}): string {
  const { literal = false, redact = false } = options;
  const printed = redact ? redacted(project) : literal ? project.document() : project.printed;
  const text = `${jsonText(arranged(withImages(project, printed, options), options), 2)}\n`;
  return literal ? text : escaped(text);
}

/** Nothing is left out: the text loads again as the same project, but where it is redacted. */
export function renderYaml(project: Project, options: RenderOptions = {}): string {
  const { literal = false, redact = false } = options;
  const printed = withImages(project, redact ? redacted(project) : project.document(), options);
  return yamlText(arranged(printed, options), literal);
}

/** Without interpolation the reference sorts all that there is. */
const arranged = (printed: OrderedMap, { literal }: RenderOptions): Ordered =>
  literal ? sortedKeys(printed) : printed;

function withImages(project: Project, printed: OrderedMap, options: RenderOptions): OrderedMap {
  const { images, mountedImages, redact } = options;
  const services = printed.get("services");
  if (images === undefined || !isMap(services)) return printed;
  const changed = [...services].map(([name, service]): [string, Ordered] => {
    if (!isMap(service)) return [name, service];
    const image = images.get(name);
    const isShown = image !== undefined && !(redact && isSecret(project, ["services", name, "image"]));
    const volumes = mountedImages && service.get("volumes");
    return [
      name,
      new Map<string, Ordered>([
        ...service,
        ...(isShown ? ([["image", image]] as const) : []),
        ...(Array.isArray(volumes) ? ([["volumes", volumes.map(withMountedImage(mountedImages))]] as const) : []),
      ]),
    ];
  });
  return new Map([...printed, ["services", new Map(changed)]]);
}

/** One that is redacted is not among the names, and stays so. */
const withMountedImage =
  (images: ReadonlyMap<string, string> = new Map()) =>
  (volume: Ordered): Ordered => {
    if (!isMap(volume) || volume.get("type") !== "image") return volume;
    const source = images.get(String(volume.get("source")));
    return source === undefined ? volume : new Map([...volume, ["source", source]]);
  };

/** A document as a project file, which no variable of its reader changes. */
export const documentText = (document: OrderedMap, format: "yaml" | "json"): string =>
  format === "yaml" ? yamlText(document, false) : `${escaped(jsonText(document, 2))}\n`;

/** Data as YAML. `literal`: dollars are not doubled. `indent`: spaces a level. */
export const yamlText = (value: Writable, literal: boolean, indent = 2): string =>
  // Variables are put into values only, so a key's dollar stands for itself.
  yamlOf(value, { indent, written: literal ? (text) => text : escaped });
