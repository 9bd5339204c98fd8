/** What of the engine matters for a project. */
import { imageNameHint } from "../core/image-name.ts";
import type { PulledImage } from "../engine/host.ts";
import type { SnapshotQuery } from "../engine/port.ts";
import { pushedTags } from "../spec/image-tags.ts";
import type { Project } from "../spec/project.ts";

/** All that a plan for the project may go by. @param volumeSizes whether volumes' sizes matter, which takes the engine long to tell */
export const wholeQuery = (project: Project, volumeSizes = false): SnapshotQuery => ({
  project: project.name,
  images: imagesOf(project),
  others: true,
  members: true,
  identity: true,
  drivers: driversOf(project),
  ...(volumeSizes && { volumeSizes }),
});

/** References of the images in which commands run before a start. One that is invalid is on no engine. */
export const hookImagesOf = ({ services }: Project): readonly string[] =>
  [...new Set([...services.values()].flatMap(({ preStart }) => preStart.map(({ image }) => image)))].filter(
    (reference) => imageNameHint(reference) === undefined,
  );

/** References of all images that the project's containers are made of or mount. One that is invalid is on no engine. */
export const imagesOf = (project: Project): readonly string[] => valid(referencesOf(project));

/** References of all images that are built, by each of their names. */
export const pushedImagesOf = ({ services }: Project): readonly string[] =>
  valid([...services.values()].flatMap((service) => pushedTags(service).map(({ image }) => image)));

/** Images that are pulled again after some time. */
export const timedImagesOf = ({ services }: Project): readonly Pick<PulledImage, "image" | "platform">[] =>
  [...services.values()].flatMap(({ image, platform, preStart, pullPolicy }) =>
    pullPolicy.kind === "every"
      ? [...new Set([image, ...preStart.map((hook) => hook.image)])].map((one) => ({
          image: one,
          ...(platform !== undefined && { platform }),
        }))
      : [],
  );

const valid = (references: readonly string[]): readonly string[] =>
  references.filter((reference) => imageNameHint(reference) === undefined);

const referencesOf = (project: Project): readonly string[] => [
  ...new Set(
    [...project.services.values()].flatMap(({ image, preStart, provider, volumes }) =>
      provider
        ? []
        : [
            image,
            ...preStart.map((hook) => hook.image),
            ...volumes.flatMap((volume) => (volume.type === "image" ? [volume.source] : [])),
          ],
    ),
  ),
];

/** `bridge` is everywhere. */
const driversOf = ({ networks }: Project): readonly string[] =>
  [...networks.values()].flatMap(({ external, driver = "bridge" }) =>
    external || driver === "bridge" ? [] : [driver],
  );
