/** Tells which replica answers: a container's host name is its id unless the file says otherwise. */
import { createServer } from "node:http";
import { hostname } from "node:os";

process.on("SIGTERM", () => process.exit(0));
createServer((_request, response) => response.end(`${hostname()}\n`)).listen(8080);
