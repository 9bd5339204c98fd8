/** The guestbook: one page that shows the entries and takes a new one. The entries are in PostgreSQL, the count of visits in Redis. */
import { createServer } from "node:http";
import { page } from "./page.mjs";
import { query } from "./postgres.mjs";
import { redis } from "./redis.mjs";

const longestForm = 8192;

await query("create table if not exists entry (id serial primary key, name text not null, message text not null)");

const routes = {
  "GET /": async (_request, response) => {
    const entries = await query("select name, message from entry order by id desc limit 50");
    const visits = await redis("INCR visits");
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page(entries, visits));
  },
  "POST /": async (request, response) => {
    const form = new URLSearchParams(await bodyOf(request));
    const name = form.get("name")?.trim() || "someone";
    const message = form.get("message")?.trim();
    if (message) await query("insert into entry (name, message) values ($1, $2)", [name, message]);
    response.writeHead(303, { location: "/" }).end();
  },
  "GET /healthz": async (_request, response) => {
    await Promise.all([query("select 1"), redis("PING")]);
    response.writeHead(200, { "content-type": "text/plain" }).end("ok\n");
  },
};

const server = createServer(async (request, response) => {
  const route = routes[`${request.method} ${request.url}`];
  try {
    if (route) await route(request, response);
    else response.writeHead(404).end("not found\n");
  } catch (error) {
    console.error(`${request.method} ${request.url}: ${error.message}`);
    response.writeHead(503, { "content-type": "text/plain" }).end("not available right now\n");
  }
});

async function bodyOf(request) {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) {
    body += chunk;
    if (body.length > longestForm) throw new Error("the form is too long");
  }
  return body;
}

// Process 1 in a container gets no default for signals: without this, every stop would take the whole grace period.
process.on("SIGTERM", () => process.exit(0));
server.listen(8080, () => console.log("the guestbook is open on port 8080"));
