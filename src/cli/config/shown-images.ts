/** The images of services as they may be printed: a mask with `--redact` where one came from outside of the files. */
import { isMap, type Ordered, type OrderedMap } from "../../core/ordered-json.ts";
import { type Project, redactedDocument, yamlText } from "../../index.ts";

/** What stands for a value that is not shown. */
export const mask = "<redacted>";

export const sectionOf = (printed: OrderedMap, name: string): OrderedMap => {
  const section = printed.get(name);
  return isMap(section) ? section : new Map();
};

/** The project as it is printed, for who wants a part of it. */
export const documentOf = async (project: Project, redact: boolean): Promise<OrderedMap> =>
  redact ? redactedDocument(project) : project.document();

/** In the order of the services. */
export async function shownImages(project: Project, redact: boolean): Promise<ReadonlyMap<string, string>> {
  const printed = sectionOf(await documentOf(project, redact), "services");
  return new Map([...project.services.values()].map(({ name, image }) => [name, imageIn(printed.get(name)) ?? image]));
}

const imageIn = (service: Ordered | undefined): string | undefined => {
  const image = isMap(service) ? service.get("image") : undefined;
  return typeof image === "string" ? image : undefined;
};

/** An override file that says nothing but each service's image. @param images service → the image by its content */
export async function lockFile(
  project: Project,
  images: ReadonlyMap<string, string>,
  { format, redact }: { readonly format: "yaml" | "json" | undefined; readonly redact: boolean },
): Promise<string> {
  const shown = await shownImages(project, redact);
  const services = [...project.services.keys()].sort().map((name): [string, ReadonlyMap<string, string>] => {
    const image = shown.get(name) === mask ? mask : images.get(name);
    return [name, new Map(image === undefined ? [] : [["image", image]])];
  });
  if (format !== "json") return yamlText(new Map([["services", new Map(services)]]));
  const plain = Object.fromEntries(services.map(([name, service]) => [name, Object.fromEntries(service)]));
  return `${JSON.stringify({ services: plain }, undefined, 2)}\n`;
}
