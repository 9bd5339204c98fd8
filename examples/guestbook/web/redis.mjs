/** Redis in a dozen lines: one command a connection, as text; the reply is one line (`+PONG`, `:42`, `-ERR …`). */
import { connect } from "node:net";

export async function redis(command) {
  const socket = connect({ host: process.env.REDIS_HOST, port: 6379 });
  socket.setTimeout(5000, () => socket.destroy(new Error("redis did not answer")));
  socket.setEncoding("utf8").write(`${command}\r\nQUIT\r\n`);
  let reply = "";
  for await (const text of socket) reply += text;
  const [first = ""] = reply.split("\r\n");
  if (!/^[+:]/.test(first)) throw new Error(`redis: ${first.slice(1) || "no reply"}`);
  return first.slice(1);
}
