/**
 * Images that go with the project: what was built for its services, and with `all` whatever their containers are made of. What
 * somebody made of one of its containers is none of them, though it has the container's labels.
 */
import { fullName } from "../../core/image-name.ts";
import { isCommit, labels } from "../../engine/labels.ts";
import type { ContainerFact, Snapshot } from "../../engine/port.ts";
import type { Project } from "../../spec/project.ts";
import type { Draft } from "../plan/draft.ts";
import { ifPossible, keys } from "../plan/needs.ts";
import type { DownOptions } from "../plan/options.ts";

export interface Leaving {
  /** Services whose containers go. */
  readonly services: ReadonlySet<string>;
  readonly containers: readonly ContainerFact[];
}

/** By names that are on the engine, each once. */
export function imageRemovals(
  project: Project | string,
  snapshot: Snapshot,
  { services, containers }: Leaving,
  { images: which, removeOrphans, services: asked = [] }: DownOptions,
  draft: Draft,
): void {
  const name = typeof project === "string" ? project : project.name;
  const isOurs = (service = ""): boolean => services.has(service) || (removeOrphans && asked.length === 0);
  const built = Object.entries(snapshot.images).flatMap(([reference, { labels: own, references }]) =>
    own[labels.project] === name && !isCommit(own) && isOurs(own[labels.service]) && references.includes(reference)
      ? [reference]
      : [],
  );
  const used =
    typeof project === "string"
      ? containers.map(({ config }) => ({ image: config.image, isNamed: true }))
      : [...project.services.values()].flatMap(({ name: service, image, provider }) =>
          services.has(service) && !provider
            ? [{ image, isNamed: project.originOf(["services", service, "image"]) !== undefined }]
            : [],
        );
  const named = used
    .filter(({ image, isNamed }) => which === "all" || !(isNamed || isCommit(snapshot.images[image]?.labels ?? {})))
    .map(({ image }) => image);
  // `shop-web` and `shop-web:latest` are one name.
  const byName = new Map([...named, ...built].map((image) => [fullName(image), image]));
  for (const image of [...byName.values()].sort()) {
    const id = idOf(image, snapshot);
    if (id === undefined) continue;
    const resource = { kind: "image", name: image } as const;
    const reason = { code: "flag", flag: `--rmi ${which}` } as const;
    draft.say({ resource, action: "remove", reason, observed: { id } });
    draft.add({
      id: `remove image ${image}`,
      needs: [ifPossible("removal", keys.leftImage(id))],
      operation: { kind: "remove-image", image },
      resource,
      reason,
    });
  }
}

/** Of a name that the snapshot was asked for, or that an image says it has. */
function idOf(image: string, { images }: Snapshot): string | undefined {
  if (Object.hasOwn(images, image)) return images[image]?.id;
  return Object.values(images).find(({ references }) => references.includes(image))?.id;
}
