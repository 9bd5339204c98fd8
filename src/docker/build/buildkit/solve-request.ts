/** A build in the words of BuildKit's `Control/Solve`. Pure. */
import { defined } from "../../../core/defined.ts";
import type { BuildSpec } from "../../../engine/port.ts";
import { message } from "../grpc/protobuf.ts";

export interface SolveRequest {
  readonly ref: string;
  readonly session: string;
  readonly frontend: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly exporter?: Readonly<Record<string, string>>;
  readonly cacheFrom: readonly CacheEntry[];
  readonly cacheTo: readonly CacheEntry[];
  readonly entitlements: readonly string[];
}

export interface CacheEntry {
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export const encoded = (request: SolveRequest): Uint8Array =>
  message(
    [1, request.ref],
    // A list of exporters has replaced these two, which older engines don't know and newer ones don't need.
    [3, request.exporter && "moby"],
    [4, request.exporter],
    [5, request.session],
    [6, request.frontend],
    [7, request.attributes],
    [8, message([4, request.cacheTo.map(entry)], [5, request.cacheFrom.map(entry)])],
    [9, request.entitlements],
  );

const entry = ({ type, attributes }: CacheEntry): Uint8Array => message([1, type], [2, attributes]);

/** What is asked of the Dockerfile's frontend; contexts are not in it. */
export function frontendAttributes(spec: BuildSpec, hostGateways: readonly string[]): Readonly<Record<string, string>> {
  const { args, labels, network, shmSize } = spec;
  const syntax = args.BUILDKIT_SYNTAX?.trim();
  return {
    ...prefixed("build-arg:", args),
    ...prefixed("label:", labels),
    // An image that is only here is not looked for elsewhere.
    "image-resolve-mode": spec.pull ? "pull" : "local",
    ...defined({
      source: syntax?.split(/\s/)[0],
      cmdline: syntax,
      target: spec.target,
      platform: listed(spec.platforms),
      "no-cache": spec.noCache ? "" : listed(spec.noCacheFilter),
      "force-network-mode": network === "host" || network === "none" ? network : undefined,
      "add-hosts": listed(spec.extraHosts.flatMap((host) => addedHosts(host, hostGateways))),
      ulimit: listed(spec.ulimits.map(({ name, soft, hard }) => `${name}=${soft}:${hard}`)),
      "shm-size": shmSize === undefined ? undefined : String(shmSize),
      "attest:provenance": attestation(spec.provenance),
      "attest:sbom": attestation(spec.sbom),
      "multi-platform": isOn(args.BUILDKIT_MULTI_PLATFORM) ? "true" : undefined,
      // Frontends other than the engine's own look for it here.
      "cache-imports":
        spec.cacheFrom.length === 0
          ? undefined
          : JSON.stringify(spec.cacheFrom.map(({ type, attributes }) => ({ Type: type, Attrs: attributes }))),
    }),
  };
}

export const frontendOf = ({ args }: BuildSpec): string =>
  args.BUILDKIT_SYNTAX === undefined ? "dockerfile.v0" : "gateway.v0";

export const cacheExports = ({ cacheTo, args }: BuildSpec): readonly CacheEntry[] =>
  isOn(args.BUILDKIT_INLINE_CACHE) && !cacheTo.some(({ type }) => type === "inline")
    ? [...cacheTo, { type: "inline", attributes: {} }]
    : cacheTo;

export const entitlementsOf = ({ entitlements, network }: BuildSpec): readonly string[] => [
  ...new Set([...entitlements, ...(network === "host" ? ["network.host"] : [])]),
];

/** All names are set at once, when the build has succeeded. */
export const exporterAttributes = ({ tags, push }: BuildSpec): Readonly<Record<string, string>> => ({
  name: tags.join(","),
  ...(push && { push: "true" }),
});

export const gatewayName = "host-gateway";

/** `host:address`, where an address of IPv6 may have brackets; the gateway's name means each of its addresses. */
function addedHosts(entry: string, gateways: readonly string[]): readonly string[] {
  const at = entry.indexOf(":");
  const [host, address] = [entry.slice(0, at), entry.slice(at + 1).replace(/^\[(.*)\]$/, "$1")];
  return (address === gatewayName ? gateways : [address]).map((one) => `${host}=${one}`);
}

/** `true` stands for an attestation as the builder makes it. */
const attestation = (setting: string | false | undefined): string | undefined =>
  setting === false || setting === undefined ? undefined : setting === "true" ? "" : setting;

const isOn = (value: string | undefined): boolean => /^(1|t|true)$/i.test(value ?? "");
const listed = (items: readonly string[]): string | undefined => (items.length === 0 ? undefined : items.join(","));
const prefixed = (prefix: string, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]));
