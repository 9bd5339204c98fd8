/** ContainerConfig → the bodies of `POST /containers/create` and `/update`, by the table in container-fields.ts. Pure. */
import type { ContainerConfig, ContainerUpdate } from "../../engine/container-config.ts";
import { wire } from "./container-fields.ts";
import type { Field } from "./field.ts";
import { type JsonRecord, record } from "./json.ts";

/** What docker compose always sends, so that both tools' containers are alike. */
const constant: JsonRecord = { AttachStdin: false, AttachStdout: true, AttachStderr: true };

export const createBody = (config: ContainerConfig, api: string): JsonRecord =>
  Object.entries(config).reduce((body, [name, value]) => merged(body, written(name, value, api)), constant);

/** An update's body is the inside of HostConfig. */
export const updateBody = (update: ContainerUpdate, api: string): JsonRecord =>
  record(
    Object.entries(update).reduce<JsonRecord>((body, [name, value]) => merged(body, written(name, value, api)), {})
      .HostConfig,
  );

/** The table is typed per field; going through it by name loses that, and nothing else. */
function written(name: string, value: unknown, api: string): JsonRecord {
  const field = wire[name as keyof ContainerConfig] as Field<unknown>;
  return value === undefined ? {} : field.write(value, api);
}

/** Objects are merged, anything else is replaced. */
function merged(a: JsonRecord, b: JsonRecord): JsonRecord {
  const both = Object.entries(b).map(([key, value]): [string, unknown] => {
    const before = a[key];
    return [key, isObject(before) && isObject(value) ? merged(before, value) : value];
  });
  return { ...a, ...Object.fromEntries(both) };
}

const isObject = (value: unknown): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);
