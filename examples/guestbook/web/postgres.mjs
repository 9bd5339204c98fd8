/**
 * PostgreSQL without a library: one query a connection, parameters sent beside the text, values come back as text.
 * A new connection each time keeps it short and needs no mending after the database was restarted.
 * The messages: https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { scram } from "./scram.mjs";

const { PGHOST, PGUSER, PGDATABASE, PGPASSWORD_FILE } = process.env;
const password = readFileSync(PGPASSWORD_FILE, "utf8").trim();

const int16 = (value) => Buffer.from([value >> 8, value]);
const int32 = (value) => Buffer.from([value >> 24, value >> 16, value >> 8, value]);
const text = (value) => Buffer.from(`${value}\0`);

/** A message: one letter, the length (its own four bytes included), the body. Only the first of a connection has no letter. */
function message(letter, ...parts) {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(letter), int32(body.length + 4), body]);
}

/** Rows as arrays of text: `query("select name from entry where id = $1", ["7"])`. */
export async function query(sql, parameters = []) {
  const socket = connect({ host: PGHOST, port: 5432 });
  socket.setTimeout(5000, () => socket.destroy(new Error("postgres did not answer")));
  try {
    const incoming = messages(socket);
    socket.write(message("", int32(196608), text("user"), text(PGUSER), text("database"), text(PGDATABASE), text("")));
    await authenticate(socket, incoming);
    const values = parameters.flatMap((value) => [int32(Buffer.byteLength(value)), Buffer.from(value)]);
    socket.write(
      Buffer.concat([
        message("P", text(""), text(sql), int16(0)), // parse
        message("B", text(""), text(""), int16(0), int16(parameters.length), ...values, int16(0)), // bind
        message("E", text(""), int32(0)), // execute
        message("S"), // sync: the server answers with Z
      ]),
    );
    const rows = [];
    for await (const { letter, body } of until("Z", incoming)) if (letter === "D") rows.push(row(body));
    socket.end(message("X"));
    return rows;
  } finally {
    socket.destroy();
  }
}

/** Answers the server's questions until it is ready for a query. */
async function authenticate(socket, incoming) {
  const proof = scram(password);
  for await (const { letter, body } of until("Z", incoming)) {
    if (letter !== "R") continue;
    const data = body.subarray(4);
    switch (body.readInt32BE()) {
      case 10: // the ways to prove it; SCRAM-SHA-256 is the one since PostgreSQL 10
        socket.write(message("p", text("SCRAM-SHA-256"), int32(proof.first.length), Buffer.from(proof.first)));
        break;
      case 11:
        socket.write(message("p", Buffer.from(proof.answer(data.toString()))));
        break;
      case 12:
        proof.check(data.toString());
    }
  }
}

/** The messages up to the one that ends this exchange; an error message of the server is thrown. */
async function* until(last, incoming) {
  for (;;) {
    const { value, done } = await incoming.next();
    if (done) throw new Error("postgres closed the connection");
    if (value.letter === "E") throw new Error(`postgres: ${/\0M([^\0]*)/.exec(value.body.toString())?.[1]}`);
    if (value.letter === last) return;
    yield value;
  }
}

/** Cuts the stream of bytes into messages. */
async function* messages(socket) {
  let bytes = Buffer.alloc(0);
  for await (const chunk of socket) {
    bytes = Buffer.concat([bytes, chunk]);
    while (bytes.length >= 5 && bytes.length > bytes.readInt32BE(1)) {
      const end = bytes.readInt32BE(1) + 1;
      yield { letter: String.fromCharCode(bytes[0]), body: bytes.subarray(5, end) };
      bytes = bytes.subarray(end);
    }
  }
}

/** A row: the number of columns, then each with its length (-1: null). */
function row(body) {
  let at = 2;
  return Array.from({ length: body.readInt16BE() }, () => {
    const length = body.readInt32BE(at);
    at += 4 + Math.max(length, 0);
    return length < 0 ? null : body.toString("utf8", at - length, at);
  });
}
