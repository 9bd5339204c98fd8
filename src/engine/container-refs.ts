/** Where a configuration names other containers: what a plan's order, its check and its run need to know alike. */
import type { ContainerConfig, ContainerRef, NamespaceMode } from "./container-config.ts";

/** The configuration with each reference to a container replaced by what `found` gives for it. */
export function withContainers(config: ContainerConfig, found: (ref: ContainerRef) => ContainerRef): ContainerConfig {
  const shared = (mode: NamespaceMode): NamespaceMode =>
    mode.kind === "named" ? mode : { kind: "container", of: found(mode.of) };
  return {
    ...config,
    networkMode: shared(config.networkMode),
    volumesFrom: config.volumesFrom.map((from) => ({ ...from, of: found(from.of) })),
    links: config.links.map((link) => ({ ...link, of: found(link.of) })),
    ...(config.ipc && { ipc: shared(config.ipc) }),
    ...(config.pid && { pid: shared(config.pid) }),
  };
}

/** Each container that the configuration names. */
export function containersIn(config: ContainerConfig): readonly ContainerRef[] {
  const refs: ContainerRef[] = [];
  withContainers(config, (ref) => {
    refs.push(ref);
    return ref;
  });
  return refs;
}
