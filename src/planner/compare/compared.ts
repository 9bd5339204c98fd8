/** How a container differs from what the file asks: by what its engine tells, and by the image that its name means now. */
import type { ServiceName } from "../../core/ids.ts";
import { labels } from "../../engine/labels.ts";
import type { ContainerFact, ImageFact, Snapshot } from "../../engine/port.ts";
import type { ServiceImage } from "../images/images.ts";
import { imageText } from "../wanted/value-text.ts";
import type { Wanted } from "../wanted/wanted.ts";
import { type Differences, differences } from "./changes.ts";
import { hashDifferences } from "./hash-changes.ts";
import type { KnownNetworks } from "./network-changes.ts";

export interface CompareContext {
  readonly snapshot: Snapshot;
  readonly networks: KnownNetworks;
  readonly images: ReadonlyMap<ServiceName, ServiceImage>;
}

export function compared(
  wanted: Wanted,
  live: ContainerFact,
  { snapshot, networks, images }: CompareContext,
): Differences {
  const { present, step } = images.get((live.labels[labels.service] ?? "") as ServiceName) ?? {};
  const found =
    snapshot.engine.kind === "podman"
      ? hashDifferences(wanted, live, networks)
      : differences(
          wanted,
          live,
          known(snapshot.images[live.imageId]) ?? known(isOf(live, present) ? present : undefined),
          networks,
        );
  // The same name may stand for another image by now. What a step of this plan brings is known only later.
  const hasMoved = present !== undefined && step === undefined && !isOf(live, present);
  if (!hasMoved || found.replace.some(({ field }) => field === "image")) return found;
  const short = (id: string): string => id.replace("sha256:", "").slice(0, 12);
  const place = wanted.placeOf("image");
  const change = {
    field: "image",
    from: `${imageText(wanted.config.image)} (${short(live.imageId)})`,
    to: short(present.id),
    ...(place && { place }),
  };
  return { ...found, replace: [change, ...found.replace] };
}

/** An engine may have an image's layers and not its settings: then it can't tell the platform either. */
const known = (image: ImageFact | undefined): ImageFact | undefined => (image?.platform === "" ? undefined : image);

/** Whether a container runs an image: the same content may have got another id, with what a build says of itself. */
const isOf = ({ imageId, imageContent }: ContainerFact, image: ImageFact | undefined): boolean =>
  image !== undefined && (image.id === imageId || (imageContent !== undefined && image.content === imageContent));
