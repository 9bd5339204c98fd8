/** The part of the library by which projects go to registries and come from them; loaded when it is used. */
import manifest from "../package.json" with { type: "json" };
import type { Published, PublishIo, PublishOptions } from "./publish.ts";
import type { StoredProject } from "./registry/projects.ts";
import type { Env } from "./registry/transport.ts";
import type { LoadContext } from "./spec/load-request.ts";
import type { Project } from "./spec/project.ts";
import type { Publication, PublishedFile } from "./spec/publish/publication.ts";

export type { StoredProject } from "./registry/projects.ts";
export type { HostRequest, Registries } from "./spec/load-request.ts";
export type { Finding, FindingKind, Publication, PublishedFile } from "./spec/publish/publication.ts";

/**
 * Brings a project from a registry to the user's cache, for `LoadContext.registries`; with docker's logins.
 * @param name `ghcr.io/me/shop:1`. @param options.insecure hosts that are reached over plain HTTP
 * Rejects with `artifact-invalid`, `registry-unreachable`, `registry-failed`, `login-needed`, `usage`; or the signal's reason.
 */
export async function storedProject(
  name: string,
  options: {
    readonly env: Env;
    readonly home: string | undefined;
    readonly insecure: readonly string[];
    readonly signal: AbortSignal;
  },
): Promise<StoredProject> {
  const [projects, { dockerLogins }] = await Promise.all([
    import("./registry/projects.ts"),
    import("./docker/client/docker-login.ts"),
  ]);
  return projects.storedProject(name, { ...options, logins: dockerLogins(options.env) });
}

/**
 * What of a project is published, and what speaks against it. Nothing leaves this machine.
 * @param project with all its services. @param options.withEnv its env files are published, too
 */
export async function publicationOf(
  project: Project,
  options: { readonly withEnv: boolean },
  context: LoadContext,
): Promise<Publication> {
  const spec = await import("./spec/publish/publication.ts");
  return spec.publicationOf(project, options, context);
}

/**
 * Publishes a project's files as an artifact of a registry, with docker's logins.
 * @param files of `publicationOf`, once its findings are allowed
 * Rejects with `registry-unreachable`, `registry-failed`, `login-needed`, `usage`; or with the signal's reason.
 */
export async function publish(
  project: Project,
  files: readonly PublishedFile[],
  options: PublishOptions,
  io: Omit<PublishIo, "logins" | "version">,
): Promise<Published> {
  const [publishing, { dockerLogins }] = await Promise.all([
    import("./publish.ts"),
    import("./docker/client/docker-login.ts"),
  ]);
  return publishing.publish(project, files, options, {
    ...io,
    logins: dockerLogins(io.env),
    version: manifest.version,
  });
}
