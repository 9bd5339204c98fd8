/** The builder that docker's settings name, and whether this machine has what reaches it: read before anything is built. */
import { WindlassError } from "../core/errors.ts";
import type { NamedBuilder } from "../engine/named-builder.ts";
import type { ObserveIo } from "./observe-io.ts";

/**
 * @param asked that of `--builder`
 * @throws WindlassError `builder-not-found`, `buildx-not-found`, and what reading docker's settings throws
 */
export async function namedBuilder(
  asked: string | undefined,
  { engine, client, host }: Pick<ObserveIo, "client" | "host"> & { readonly engine: { readonly facts: Facts } },
): Promise<NamedBuilder | undefined> {
  const builder = await client.builder(engine.facts.address, asked);
  if (builder?.kind !== "outside" || (await (await host()).findPlugin("buildx")) !== undefined) return builder;
  throw new WindlassError(
    "buildx-not-found",
    `images are to be built with "${builder.name}" (${builder.from}), and docker's plugin buildx is not on this machine`,
    {
      hint: "install docker-buildx among docker's plugins, or build with the engine: --builder default",
    },
  );
}

type Facts = Pick<ObserveIo["engine"]["facts"], "address">;
