/**
 * Reading JSON that somebody else wrote: every reader gives a value of its type, an empty one where there is nothing
 * or something else. The engine writes null, an empty text, an empty list or nothing at all for "not set".
 */

export type JsonRecord = Readonly<Record<string, unknown>>;

const nothing: JsonRecord = {};

export const record = (value: unknown): JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonRecord) : nothing;

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const text = (value: unknown): string => (typeof value === "string" ? value : "");

export const number = (value: unknown): number => (typeof value === "number" ? value : 0);

export const texts = (value: unknown): readonly string[] => list(value).filter((item) => typeof item === "string");

export const textRecord = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(record(value)).map(([key, item]) => [key, text(item)]));

/** `undefined` for an empty text, which the engine writes for "not set". */
export const orAbsent = (value: unknown): string | undefined => text(value) || undefined;
