/** Platforms as registries and engines write them, and as people do. */

/** `linux/arm64/v8`; Windows has several versions of one: `windows(10.0.20348.1)/amd64`. Undefined: attestations have one that is none. */
export function platformText(value: unknown): string | undefined {
  const { os, architecture, variant, "os.version": version } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof os !== "string" || typeof architecture !== "string" || os === "" || os === "unknown") return undefined;
  const system = typeof version === "string" && version !== "" ? `${os}(${version})` : os;
  return [system, architecture, ...(typeof variant === "string" && variant !== "" ? [variant] : [])].join("/");
}
