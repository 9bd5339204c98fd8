/**
 * BuildKit's progress as it comes through the engine: messages of `moby.buildkit.v1.StatusResponse` in protobuf. Only
 * the fields that are shown are read; what is unknown is skipped, as the format intends.
 */
import protobuf from "protobufjs/minimal.js";

export interface Vertex {
  readonly digest: string;
  /** `[2/5] COPY . .` */
  readonly name: string;
  readonly cached: boolean;
  readonly isStarted: boolean;
  readonly isCompleted: boolean;
  readonly error: string;
}

export interface VertexStatus {
  readonly vertex: string;
  readonly name: string;
  readonly current: number;
  readonly total: number;
}

export interface VertexLog {
  readonly vertex: string;
  readonly text: string;
}

export interface BuildStatus {
  readonly vertices: readonly Vertex[];
  readonly statuses: readonly VertexStatus[];
  readonly logs: readonly VertexLog[];
}

type Fields = ReadonlyMap<number, readonly (number | Uint8Array)[]>;

/** @throws RangeError or Error where the bytes are no such message */
export function decodeStatus(bytes: Uint8Array): BuildStatus {
  const message = fieldsOf(bytes);
  const each = <Item>(field: number, read: (item: Fields) => Item): Item[] =>
    (message.get(field) ?? []).filter((item) => typeof item !== "number").map((item) => read(fieldsOf(item)));
  return {
    vertices: each(1, (vertex) => ({
      digest: textOf(vertex, 1),
      name: textOf(vertex, 3),
      cached: numberOf(vertex, 4) === 1,
      isStarted: vertex.has(5),
      isCompleted: vertex.has(6),
      error: textOf(vertex, 7),
    })),
    statuses: each(2, (status) => ({
      vertex: textOf(status, 2),
      name: textOf(status, 3) || textOf(status, 1),
      current: numberOf(status, 4),
      total: numberOf(status, 5),
    })),
    logs: each(3, (log) => ({ vertex: textOf(log, 1), text: textOf(log, 4) })),
  };
}

const varint = 0;
const delimited = 2;

/** One message's fields by number, each with all its values. */
function fieldsOf(bytes: Uint8Array): Fields {
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

const textOf = (fields: Fields, field: number): string => {
  const value = fields.get(field)?.at(-1);
  return value instanceof Uint8Array ? Buffer.from(value).toString() : "";
};

const numberOf = (fields: Fields, field: number): number => {
  const value = fields.get(field)?.at(-1);
  return typeof value === "number" ? value : 0;
};
