/**
 * How registries are called. Docker Hub has several names and is kept under the oldest of them; any other is its host
 * with its port. Pure.
 */
import { imageName } from "../../core/image-name.ts";

/** What `docker login` and credential helpers call Docker Hub. */
export const hubKey = "https://index.docker.io/v1/";
const hubHosts: ReadonlySet<string> = new Set(["docker.io", "index.docker.io", "registry-1.docker.io"]);

/** The host that an image comes from, as `docker login` takes it: `docker.io`, `localhost:5000`. */
export function registryOf(image: string): string {
  const { repository } = imageName(image);
  return repository.slice(0, repository.indexOf("/"));
}

/** The key that a registry's login is kept under. @param registry a host, with or without scheme and path */
export function loginKey(registry: string): string {
  const host = hostOf(registry);
  return hubHosts.has(host) ? hubKey : host;
}

/** `https://Reg.example.org/v1/` → `reg.example.org` */
const hostOf = (registry: string): string =>
  registry
    .replace(/^https?:\/\//i, "")
    .replace(/\/.*$/s, "")
    .toLowerCase();
