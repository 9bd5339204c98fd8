/** `windlass port` */
import { WindlassError } from "../../core/errors.ts";
import type { ListedContainer } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { type Flag, word } from "../args/flags.ts";
import { containersOf, indexFlag, meantContainers } from "../containers.ts";
import { projectName, withEngine } from "../session.ts";

const flags = {
  index: indexFlag,
  protocol: {
    ...word("--protocol <protocol>", "tcp or udp (default tcp)", ["tcp", "udp"]),
    absent: "tcp",
  } as Flag<string>,
};

export const port: Definition = command({
  named: "variable",
  examples: [["windlass port web 80", "where port 80 of web can be reached"]],
  operands: [
    { name: "service", text: "service whose port it is", completes: "existing-services" },
    { name: "port", text: "port in the container" },
  ],
  flags,
  async run(call, context) {
    const { flags, operands } = call;
    const [service = "", text = ""] = operands;
    const wanted = { port: portOf(text), protocol: flags.protocol.toLowerCase() };
    const project = await projectName(call, context);
    const containers = await withEngine(context, (engine) =>
      containersOf(engine, project, [service], context.interrupts.first),
    );
    const [container] = meantContainers(containers, { service, index: flags.index, running: true });
    context.out.write(`${addressOf(container, wanted)}\n`);
    return 0;
  },
});

const highestPort = 65_535;

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= highestPort) return port;
  throw new WindlassError("usage", `invalid port ${JSON.stringify(text)}: must be a number from 0 to ${highestPort}`, {
    hint: "--protocol udp asks for a port of another protocol",
  });
}

/** @throws WindlassError `port-not-published` */
function addressOf(
  { name, publishedPorts, exposedPorts }: ListedContainer,
  { port, protocol }: { readonly port: number; readonly protocol: string },
): string {
  const isWanted = (one: { readonly containerPort: number; readonly protocol: string }): boolean =>
    one.containerPort === port && one.protocol === protocol;
  const published = publishedPorts.find(isWanted);
  if (published !== undefined) return `${published.hostIp}:${published.hostPort}`;
  // Open to other containers only: docker compose writes it so, too.
  if (exposedPorts.some(isWanted)) return ":0";
  const all = new Set([...publishedPorts, ...exposedPorts].map((one) => `${one.containerPort}/${one.protocol}`));
  const others = all.size === 0 ? "none is open" : [...all].join(", ");
  throw new WindlassError("port-not-published", `no port ${port}/${protocol} for container ${name}: ${others}`, {
    hint: "`ports` in the file publishes a port",
  });
}
