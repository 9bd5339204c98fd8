/**
 * Fixed addresses that can't be given: outside of the network's subnets, reserved, or wanted twice. The engine would say
 * so only when a container starts, or in the case of hardware addresses never.
 */
import { type Diagnostic, shortPlace } from "../../core/diagnostics.ts";
import { contains, parseAddress, parseSubnet } from "../../core/ip.ts";
import { canonicalMac } from "../../engine/canonical.ts";
import type { NetworkFact, Subnet } from "../../engine/port.ts";
import type { Attachment, Network, Project, Service } from "../../spec/project.ts";

interface Wish {
  readonly service: Service;
  readonly key: string;
  readonly attribute: "ipv4_address" | "ipv6_address" | "mac_address";
  readonly value: string;
}

/** @param live the networks as they are now, by the engine's name */
export function addressErrors(project: Project, live: ReadonlyMap<string, NetworkFact>): Diagnostic[] {
  const services = [...project.services.values()].filter(({ replicas }) => replicas > 0);
  const wishes = services.flatMap(wishesOf);
  const first = new Map<string, Wish>();
  return [
    ...services.flatMap((service) => unlikeMac(project, service)),
    ...wishes.flatMap((wish): Diagnostic[] => {
      const identity = `${wish.key} ${identityOf(wish)}`;
      const rival = first.get(identity);
      first.set(identity, rival ?? wish);
      if (rival !== undefined) return [twice(project, wish, rival)];
      if (wish.service.replicas > 1) return [shared(project, wish)];
      const network = project.networks.get(wish.key);
      return network === undefined || wish.attribute === "mac_address" ? [] : misplaced(project, wish, network, live);
    }),
  ];
}

const wishesOf = (service: Service): Wish[] =>
  [...service.networks].flatMap(([key, attachment], i) =>
    addressesOf(attachment, i === 0 ? service.macAddress : undefined).flatMap(([attribute, value]) =>
      value === undefined ? [] : [{ service, key, attribute, value }],
    ),
  );

const addressesOf = (
  { ipv4, ipv6, macAddress }: Attachment,
  ofService: string | undefined,
): readonly (readonly [Wish["attribute"], string | undefined])[] => [
  ["ipv4_address", ipv4],
  ["ipv6_address", ipv6],
  ["mac_address", macAddress ?? ofService],
];

/** The same for each way to write it. */
const identityOf = ({ attribute, value }: Wish): string =>
  attribute === "mac_address" ? canonicalMac(value) : String(parseAddress(value)?.value ?? value);

/** Where it stands; the service's own hardware address stands at the service. */
function at(project: Project, { service, key, attribute }: Wish): Pick<Diagnostic, "path" | "place"> {
  const isOwn = attribute === "mac_address" && service.networks.get(key)?.macAddress === undefined;
  const path = ["services", service.name, ...(isOwn ? [] : ["networks", key]), attribute];
  const place = project.placeOf(path);
  return { path: path.join("."), ...(place && { place }) };
}

/** A container has one address on its first network, in whichever of the two places it is written. */
function unlikeMac(project: Project, service: Service): Diagnostic[] {
  const [key, attachment] = [...service.networks][0] ?? [];
  if (key === undefined || service.macAddress === undefined || attachment?.macAddress === undefined) return [];
  if (canonicalMac(attachment.macAddress) === canonicalMac(service.macAddress)) return [];
  const place = project.placeOf(["services", service.name, "mac_address"]);
  return [
    {
      code: "conflicting-attributes",
      severity: "error",
      message: `mac_address of the service "${service.name}" and of its first network "${key}" differ`,
      path: `services.${service.name}.mac_address`,
      ...(place && { place }),
      hint: "remove one of them",
    },
  ];
}

function twice(project: Project, wish: Wish, rival: Wish): Diagnostic {
  const { place } = at(project, rival);
  return {
    code: "duplicate-address",
    severity: "error",
    message: `the service "${rival.service.name}" already uses this ${wish.attribute} on that network${place ? ` (${shortPlace(place)})` : ""}`,
    ...at(project, wish),
    hint: "choose another one, or remove it to let the engine choose",
  };
}

const shared = (project: Project, wish: Wish): Diagnostic => ({
  code: "duplicate-address",
  severity: "error",
  message: `${wish.service.replicas} replicas cannot share one ${wish.attribute}`,
  ...at(project, wish),
  hint: "remove it to let the engine choose, or use one replica",
});

function misplaced(
  project: Project,
  wish: Wish,
  network: Network,
  live: ReadonlyMap<string, NetworkFact>,
): Diagnostic[] {
  const address = parseAddress(wish.value);
  // An external network that is missing is told elsewhere.
  const subnets = network.external ? live.get(network.name)?.subnets : network.subnets;
  if (address === undefined || subnets === undefined) return [];
  const wrong = (message: string, hint: string): Diagnostic[] => [
    { code: "address-unusable", severity: "error", message, ...at(project, wish), hint },
  ];
  const pools = subnets.flatMap((pool) => {
    const parsed = parseSubnet(pool.subnet ?? "");
    return parsed?.family === address.family ? [{ ...pool, parsed }] : [];
  });
  if (pools.length === 0)
    return wrong(
      `${wish.value} cannot be used on network "${network.name}", which has no IPv${address.family} subnet of its own`,
      `set one under networks.${wish.key}.ipam.config`,
    );
  const pool = pools.find(({ parsed }) => contains(parsed, address));
  if (pool === undefined)
    return wrong(
      `${wish.value} is outside the subnets of network "${network.name}": ${pools.map(({ subnet }) => subnet).join(", ")}`,
      "choose an address inside",
    );
  const holder = reservedFor(pool, address.value);
  return holder === undefined
    ? []
    : wrong(`${wish.value} is ${holder} of the network "${network.name}"`, "choose another address");
}

function reservedFor({ gateway, auxAddresses }: Subnet, value: bigint): string | undefined {
  if (gateway !== undefined && parseAddress(gateway)?.value === value) return "the gateway";
  const aux = Object.entries(auxAddresses).find(([, reserved]) => parseAddress(reserved)?.value === value);
  return aux && `reserved as "${aux[0]}"`;
}
