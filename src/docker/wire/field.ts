/** What a line of container-fields.ts is: a field's place in the engine's JSON, and how its value is written there and read back. */
import { type JsonRecord, record } from "./json.ts";

/** What reading a field may need beside the field's own place. */
export interface Inspected {
  readonly raw: JsonRecord;
  /** Containers' names by id. */
  readonly names: ReadonlyMap<string, string>;
}

export interface Field<Value> {
  /** The part of the create body that says this; parts are merged. */
  write(value: Exclude<Value, undefined>, api: string): JsonRecord;
  /** `undefined`: the engine has nothing there. */
  read(inspected: Inspected): Value;
}

export interface Codec<Value> {
  write(value: Exclude<Value, undefined>): unknown;
  read(raw: unknown): Value;
}

export type Half = "Config" | "HostConfig";

/** A field that has one place and needs nothing else. */
export const at = <Value>(half: Half, key: string, codec: Codec<Value>): Field<Value> => ({
  write: (value) => (half === "Config" ? { [key]: codec.write(value) } : { HostConfig: { [key]: codec.write(value) } }),
  read: ({ raw }) => codec.read(record(raw[half])[key]),
});
