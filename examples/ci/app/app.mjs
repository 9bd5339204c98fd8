/** The app under test: `/fruit` lists what the store has, `/schema` tells which migration was the last. */
import { createServer } from "node:http";
import { connect } from "node:net";

const routes = new Map([
  ["/fruit", "ZRANGE fruit 0 -1"],
  ["/schema", "GET schema"],
]);

/** Asks Redis; the reply's values, which are the lines that don't tell a length. */
async function ask(command) {
  const socket = connect({ host: process.env.REDIS_HOST, port: 6379 });
  socket.setTimeout(5000, () => socket.destroy(new Error("the store did not answer")));
  socket.setEncoding("utf8").write(`${command}\r\nQUIT\r\n`);
  let reply = "";
  for await (const text of socket) reply += text;
  return reply.split("\r\n").filter((line) => /^[^*$+]/.test(line));
}

const server = createServer(async (request, response) => {
  const command = routes.get(request.url);
  if (command === undefined) return response.writeHead(404).end();
  try {
    const values = await ask(command);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(values));
  } catch (error) {
    response.writeHead(503).end(`${error.message}\n`);
  }
});

process.on("SIGTERM", () => process.exit(0));
server.listen(8080, () => console.log("the app listens on port 8080"));
