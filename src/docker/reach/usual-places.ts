/** Where engines listen when nobody says where: a table a platform, the place that docker itself takes first. */
import { join } from "node:path/posix";
import type { EngineAddress, Env } from "./address.ts";

interface UsualPlace {
  /** As in "… (rootless Docker)"; absent: docker's own default. */
  readonly name?: string;
  readonly address: EngineAddress;
}

/** Folders that paths begin with; a row whose folder is not known is left out. */
interface Folders {
  readonly home: string | undefined;
  readonly runtime: string | undefined;
  readonly temporary: string | undefined;
  readonly colima: string | undefined;
}

type Row = readonly [name: string | undefined, under: keyof Folders | "/", path: string];

const ofHome: readonly Row[] = [
  ["Docker Desktop", "home", ".docker/run/docker.sock"],
  ["Docker Desktop", "home", ".docker/desktop/docker.sock"],
  ["OrbStack", "home", ".orbstack/run/docker.sock"],
  ["Colima", "colima", "default/docker.sock"],
  ["Rancher Desktop", "home", ".rd/docker.sock"],
];

const linux: readonly Row[] = [
  [undefined, "/", "var/run/docker.sock"],
  ["rootless Docker", "runtime", "docker.sock"],
  ...ofHome,
  ["rootless Podman", "runtime", "podman/podman.sock"],
  ["Podman", "/", "run/podman/podman.sock"],
];

const darwin: readonly Row[] = [
  [undefined, "/", "var/run/docker.sock"],
  ...ofHome,
  ["Podman", "temporary", "podman/podman-machine-default-api.sock"],
  ["Podman", "home", ".local/share/containers/podman/machine/podman.sock"],
];

const windows: readonly UsualPlace[] = [
  { address: { kind: "npipe", path: "//./pipe/docker_engine" } },
  { name: "Docker Desktop", address: { kind: "npipe", path: "//./pipe/dockerDesktopLinuxEngine" } },
  { name: "Podman", address: { kind: "npipe", path: "//./pipe/podman-machine-default" } },
];

export function usualPlaces(platform: string, home: string | undefined, env: Env): readonly UsualPlace[] {
  if (platform === "win32") return windows;
  const folders: Folders = {
    home,
    runtime: env.XDG_RUNTIME_DIR || undefined,
    temporary: env.TMPDIR || undefined,
    colima: env.COLIMA_HOME || (home && join(home, ".colima")),
  };
  return (platform === "darwin" ? darwin : linux).flatMap(([name, under, path]): UsualPlace[] => {
    const folder = under === "/" ? "/" : folders[under];
    if (!folder) return [];
    return [{ ...(name !== undefined && { name }), address: { kind: "unix", path: join(folder, path) } }];
  });
}
