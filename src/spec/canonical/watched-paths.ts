/** What `develop` watches, by its real path: file events name no symbolic links. */
import { posix } from "node:path";
import { cleanPath } from "../../core/clean-path.ts";
import type { Disk } from "../load-request.ts";
import { get, mapItems, scalar, textOf, withEntries } from "../tree/edit.ts";
import type { MapNode, Node } from "../tree/tree.ts";

/** The service with the links in its watched paths followed, as far as the paths exist. One without links stays as it is written. */
export async function withRealWatchedPaths(service: MapNode, disk: Disk): Promise<MapNode> {
  const develop = get(service, "develop");
  const watch = get(develop, "watch");
  if (develop?.kind !== "map" || watch?.kind !== "list" || disk.realPath === undefined) return service;
  const paths = watch.items.map((trigger) => textOf(get(trigger, "path")));
  const real = await Promise.all(paths.map((path) => path && realPath(path, disk.realPath)));
  const triggers = mapItems(watch, (trigger, index) => withPath(trigger, real[index]));
  return withEntries(service, [["develop", withEntries(develop, [["watch", triggers]])]]);
}

function withPath(trigger: Node, path: string | undefined): Node {
  const written = get(trigger, "path");
  const isAsWritten = path === undefined || path === cleanPath(textOf(written) ?? "");
  if (trigger.kind !== "map" || written === undefined || isAsWritten) return trigger;
  return withEntries(trigger, [["path", scalar(path, written)]]);
}

/** Of the part that exists; the rest is kept. */
async function realPath(path: string, ask: Disk["realPath"]): Promise<string> {
  const rest: string[] = [];
  for (let there = cleanPath(path); posix.dirname(there) !== there; there = posix.dirname(there)) {
    const real = await ask?.(there);
    if (real !== undefined) return posix.join(real, ...rest);
    rest.unshift(posix.basename(there));
  }
  return cleanPath(path);
}
