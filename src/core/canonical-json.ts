/** JSON with sorted keys: the same value gives the same text, for comparing, hashing and golden files. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  );
}

/** Equal as JSON, whatever the order of keys. */
export const sameJson = (a: unknown, b: unknown): boolean =>
  a === b || (isCompound(a) && isCompound(b) && canonicalJson(a) === canonicalJson(b));

const isCompound = (value: unknown): boolean => typeof value === "object" && value !== null;
