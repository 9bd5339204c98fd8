/**
 * The plans of `image rm` and `image prune`: names that images lose, and images that go with their last one. What containers use
 * is refused before the first call, whoever they are of, unless that is forced.
 */
import type { Diagnostic } from "../core/diagnostics.ts";
import { throwErrors } from "../core/errors.ts";
import { fullName } from "../core/image-name.ts";
import { isCommit, labels } from "../engine/labels.ts";
import type { ImageFact, ListedContainer, ListedImage, Snapshot } from "../engine/port.ts";
import type { Observed } from "../observe/observed.ts";
import type { Project } from "../spec/project.ts";
import { finished } from "./finished.ts";
import { Draft } from "./plan/draft.ts";
import type { PruneImagesOptions, RemoveImagesOptions } from "./plan/options.ts";
import type { Plan } from "./plan/plan.ts";

/**
 * @param project the project, its name where there is no file, or an empty text where there is neither
 * @throws WindlassError `image-missing`, `resource-in-use` with all that stands against it
 */
export function planRemoveImages(
  project: Project | string,
  { snapshot }: Observed,
  { images, force, keepsParents }: RemoveImagesOptions,
): Plan {
  const draft = new Draft();
  const errors: Diagnostic[] = [];
  const asked = new Set(images.map(({ reference }) => fullName(reference)));
  for (const { reference, service } of images) {
    const fact = Object.hasOwn(snapshot.images, reference) ? snapshot.images[reference] : undefined;
    if (fact === undefined) {
      errors.push(missing(project, reference, service));
      continue;
    }
    const kept = isNameOf(reference, fact) ? fact.references.filter((name) => !asked.has(fullName(name))) : [];
    const users = kept.length > 0 ? [] : usersOf(fact.id, snapshot.listed);
    if (!force && users.length > 0) errors.push(inUse(nameOf(project), reference, service, users));
    const resource = { kind: "image", name: reference, ...(service !== undefined && { service }) } as const;
    const used = users.map(({ name }) => name);
    const reason = { code: "image-removal", kept, ...(used.length > 0 && { used }) } as const;
    draft.say({ resource, action: "remove", reason, observed: { id: fact.id } });
    draft.add({
      id: `remove image ${reference}`,
      operation: {
        kind: "remove-image",
        image: reference,
        required: true,
        ...(force && { force }),
        ...(keepsParents && { keepsParents }),
      },
      resource,
      reason,
    });
  }
  throwErrors(errors, typeof project === "string" ? new Map() : project.sources);
  return finished(draft, project, snapshot);
}

/**
 * Images that were built for the project and that no container uses: those without a name, and with `all` those that have one.
 * @param built the engine's list of images with the project's label
 */
export function planPruneImages(
  project: Project | string,
  { snapshot }: Observed,
  built: readonly ListedImage[],
  { all }: PruneImagesOptions,
): Plan {
  const draft = new Draft();
  const own = built.filter((image) => image.labels[labels.project] === nameOf(project) && !isCommit(image.labels));
  const unused = own.filter(({ id }) => usersOf(id, snapshot.listed).length === 0);
  const meant = unused.filter(({ references }) => all || references.length === 0);
  for (const { id, references, labels: own } of meant.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    for (const name of references.length === 0 ? [id] : references) {
      const service = own[labels.service];
      const resource = { kind: "image", name, ...(service !== undefined && { service }) } as const;
      const reason = { code: "image-removal", kept: [] } as const;
      draft.say({ resource, action: "remove", reason, observed: { id } });
      draft.add({ id: `remove image ${name}`, operation: { kind: "remove-image", image: name }, resource, reason });
    }
  return finished(draft, project, snapshot);
}

const nameOf = (project: Project | string): string => (typeof project === "string" ? project : project.name);

const usersOf = (id: string, listed: Snapshot["listed"]): readonly ListedContainer[] =>
  listed.filter(({ imageId }) => imageId === id);

/** Whether only that name goes: an id means all that the image has. */
const isNameOf = (reference: string, { references, digests = [] }: ImageFact): boolean =>
  [...references, ...digests].some((name) => fullName(name) === fullName(reference));

function missing(project: Project | string, reference: string, service: string | undefined): Diagnostic {
  const path = ["services", service ?? ""];
  const place =
    typeof project === "string" || service === undefined
      ? undefined
      : (project.placeOf([...path, "image"]) ?? project.placeOf(path));
  return {
    code: "image-missing",
    severity: "error",
    message: `the engine does not have the image ${reference}${ofService(service)}`,
    ...(service !== undefined && { path: path.join(".") }),
    ...(place && { place }),
    hint: service === undefined ? "list the images of the project: windlass images" : "there is nothing to remove",
  };
}

function inUse(
  project: string,
  reference: string,
  service: string | undefined,
  users: readonly ListedContainer[],
): Diagnostic {
  const names = users.map(({ name, labels: own }) => {
    const other = own[labels.project];
    return other === undefined || other === "" || other === project ? name : `${name} of project "${other}"`;
  });
  const isOwn = users.every(({ labels: own }) => own[labels.project] === project);
  return {
    code: "resource-in-use",
    severity: "error",
    message: `the image ${reference}${ofService(service)} is used by ${names.join(", ")}`,
    hint: `${isOwn ? "remove the containers first: windlass down" : "remove these containers first"}; or use --force`,
  };
}

const ofService = (service: string | undefined): string => (service === undefined ? "" : ` of service "${service}"`);
