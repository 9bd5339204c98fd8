/** Where the file names an image: for messages about steps that bring or push one. */
import type { Place } from "../../core/diagnostics.ts";
import type { Project, Service, Step } from "../../index.ts";

/** Which services use the image that a step is about, as words to begin with, and the line of the first. */
export function imageInFile(
  { resource: { kind, name, service } }: Step,
  { services, otherBuilds, placeOf, originOf }: Project,
): { readonly users: string; readonly place: Place | undefined } | undefined {
  if (kind !== "image" || service === undefined) return undefined;
  const all = [...services.values(), ...otherBuilds.values()].filter(
    (one) => one.name === service || one.image === name,
  );
  const owner = all.find((one) => one.name === service);
  const paths = [...(owner ? namesIn(owner, name) : []), ["build"], []].map((path) => ["services", service, ...path]);
  const users = all.map((one) => JSON.stringify(one.name)).join(", ");
  return {
    users: `${all.length > 1 ? "services" : "service"} ${users}: `,
    place: placeOf(paths.find((path) => originOf(path) !== undefined) ?? ["services", service]),
  };
}

/** Where a service may say the name of an image. */
function namesIn(
  { image, build, preStart, volumes }: Service,
  name: string,
): readonly (readonly (string | number)[])[] {
  const tag = build?.tags.indexOf(name) ?? -1;
  const hook = preStart.findIndex((one) => one.image === name);
  const mount = volumes.findIndex((one) => one.type === "image" && one.source === name);
  return [
    ...(image === name ? [["image"]] : []),
    ...(tag >= 0 ? [["build", "tags", tag]] : []),
    ...(hook >= 0 ? [["pre_start", hook, "image"]] : []),
    ...(mount >= 0 ? [["volumes", mount, "source"]] : []),
  ];
}
