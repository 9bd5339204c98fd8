/** A project's services and what they depend on, as a graph in Graphviz's language. */
import { isMap, type OrderedMap } from "../../core/ordered-json.ts";
import type { Project, Service } from "../../index.ts";
import { markup } from "./markup.ts";

export interface VizLook {
  readonly image: boolean;
  readonly networks: boolean;
  readonly ports: boolean;
  readonly indent: string;
}

export function graphviz({ name, services, printed }: Project, look: VizLook): string {
  const all = [...services.values()];
  const nodes = all.map((service) => {
    const label = labelOf(service, portsOf(service.name, printed), look);
    return `${quoted(service.name)} [style="filled" label=<${label}>];`;
  });
  const edges = all.flatMap((service) =>
    [...service.dependsOn.keys()]
      .filter((other) => services.has(other))
      .map((other) => `${quoted(service.name)} -> ${quoted(other)};`),
  );
  const indented = (lines: readonly string[]): string => lines.map((line) => `${look.indent}${line}\n`).join("");
  return `digraph ${quoted(name)} {\n${indented(["layout=dot;", ...nodes])}\n${indented(edges)}}\n`;
}

/** As they are printed: what only a swarm minds is in no other place. */
function portsOf(service: string, printed: OrderedMap): readonly OrderedMap[] {
  const services = printed.get("services");
  const own = isMap(services) ? services.get(service) : undefined;
  const ports = isMap(own) ? own.get("ports") : undefined;
  return Array.isArray(ports) ? ports.filter(isMap) : [];
}

function labelOf({ name, networks, image }: Service, ports: readonly OrderedMap[], look: VizLook): string {
  const parts = [
    ...(look.networks && networks.size > 0 ? [part("Networks", [...networks.keys()])] : []),
    ...(look.ports && ports.length > 0 ? [part("Ports", ports.map(portText))] : []),
    ...(look.image ? [part("Image", [image])] : []),
  ];
  return `<font point-size="15">${markup(name)}</font>${parts.join("")}`;
}

const part = (heading: string, lines: readonly string[]): string =>
  `<font point-size="10"><br/><br/><b>${heading}:</b>${lines.map((line) => `<br/>${markup(line)}`).join("")}</font>`;

const portText = (port: OrderedMap): string => {
  const [address, published, target, protocol, mode] = ["host_ip", "published", "target", "protocol", "mode"].map(
    (key) => String(port.get(key) ?? ""),
  );
  return `${address && `${address}:`}${published}:${target} (${protocol}, ${mode})`;
};

const quoted = (text: string): string => `"${text}"`;
