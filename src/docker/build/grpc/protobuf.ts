/**
 * Messages of protobuf by the numbers of their fields. The few messages that a build needs are written and read field by
 * field; what is unknown is skipped, as the format intends.
 */
import protobuf from "protobufjs/minimal.js";

type Value = string | number | bigint | boolean | Uint8Array | Readonly<Record<string, string>>;

/** A field's number with its value, or all of its values. Absent, empty and zero values are not sent, as proto3 has it. */
export type Field = readonly [number: number, value: Value | readonly Value[] | undefined];

export type Fields = ReadonlyMap<number, readonly (number | Uint8Array)[]>;

const varint = 0;
const delimited = 2;
const tagOf = (field: number, type: number): number => ((field << 3) | type) >>> 0;

export function message(...fields: readonly Field[]): Uint8Array {
  const writer = protobuf.Writer.create();
  for (const [number, value] of fields)
    if (Array.isArray(value)) for (const one of value as readonly Value[]) write(writer, number, one);
    else if (value !== undefined && value !== "" && value !== 0 && value !== 0n && value !== false)
      write(writer, number, value as Value);
  return writer.finish();
}

function write(writer: protobuf.Writer, field: number, value: Value): void {
  if (typeof value === "string") writer.uint32(tagOf(field, delimited)).string(value);
  else if (value instanceof Uint8Array) writer.uint32(tagOf(field, delimited)).bytes(value);
  else if (typeof value === "bigint")
    writer.uint32(tagOf(field, varint)).int64({ ...halves(value), unsigned: false } as protobuf.Long);
  else if (typeof value === "object")
    // A map is a list of its entries.
    for (const entry of Object.entries(value)) write(writer, field, message([1, entry[0]], [2, entry[1]]));
  else writer.uint32(tagOf(field, varint)).int64(Number(value));
}

const halves = (value: bigint): { readonly low: number; readonly high: number } => ({
  low: Number(BigInt.asIntN(32, value)),
  high: Number(BigInt.asIntN(32, value >> 32n)),
});

/** @throws RangeError or Error where the bytes are no message */
export function fieldsOf(bytes: Uint8Array): Fields {
  const reader = protobuf.Reader.create(bytes);
  const fields = new Map<number, (number | Uint8Array)[]>();
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const values = fields.get(tag >>> 3) ?? [];
    fields.set(tag >>> 3, values);
    if ((tag & 7) === varint) values.push(Number(reader.int64().toString()));
    else if ((tag & 7) === delimited) values.push(reader.bytes());
    else reader.skipType(tag & 7);
  }
  return fields;
}

/** The messages in one field. */
export const messagesIn = (fields: Fields, field: number): readonly Fields[] => bytesIn(fields, field).map(fieldsOf);

export const bytesIn = (fields: Fields, field: number): readonly Uint8Array[] =>
  (fields.get(field) ?? []).filter((value) => typeof value !== "number");

export const bytesOf = (fields: Fields, field: number): Uint8Array => bytesIn(fields, field).at(-1) ?? new Uint8Array();

export const textOf = (fields: Fields, field: number): string => Buffer.from(bytesOf(fields, field)).toString();

export const numberOf = (fields: Fields, field: number): number => {
  const value = fields.get(field)?.at(-1);
  return typeof value === "number" ? value : 0;
};

/** A map of texts. */
export const textsOf = (fields: Fields, field: number): Readonly<Record<string, string>> =>
  Object.fromEntries(messagesIn(fields, field).map((entry) => [textOf(entry, 1), textOf(entry, 2)]));
