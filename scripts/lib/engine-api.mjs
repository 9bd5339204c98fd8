/** Speaks to a Docker Engine over its socket or TCP with what Node has: the scripts run before any dependency is there. */
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { join } from "node:path";
import { Stop } from "./say.mjs";

/** Where requests to this address go, in the words of node:http. */
function target(address) {
  if (!URL.canParse(address)) throw new Stop(`${address} is no address of an engine`);
  const url = new URL(address);
  if (url.protocol === "unix:") return { client: http, options: { socketPath: url.pathname } };
  if (url.protocol !== "tcp:" && url.protocol !== "http:")
    throw new Stop(`the scripts reach an engine by unix:// or tcp:// only, not by ${url.protocol}//`);
  const options = { host: url.hostname, port: url.port || 2375 };
  const folder = process.env.DOCKER_CERT_PATH;
  if (!process.env.DOCKER_TLS_VERIFY || !folder) return { client: http, options };
  const pem = (name) => readFileSync(join(folder, `${name}.pem`));
  return { client: https, options: { ...options, ca: pem("ca"), cert: pem("cert"), key: pem("key") } };
}

/**
 * One request; the response, whose body is still to be read. `body` is a stream, or a value that goes as JSON.
 * `limitSeconds` bounds the silence until and between the parts of the answer.
 */
async function send(address, method, path, { body, type = "application/json", limitSeconds = 60, signal } = {}) {
  const { client, options } = target(address);
  const stream = typeof body?.pipe === "function";
  const request = client.request({
    ...options,
    method,
    path,
    signal,
    agent: false,
    headers: body === undefined ? {} : { "content-type": type },
  });
  request.setTimeout(limitSeconds * 1000, () =>
    request.destroy(new Stop(`the engine said nothing for ${limitSeconds} s`)),
  );
  const answer = new Promise((resolve, reject) => request.once("response", resolve).once("error", reject));
  if (stream) body.on("error", (error) => request.destroy(error)).pipe(request);
  else request.end(body === undefined ? undefined : JSON.stringify(body));
  const response = await answer;
  response.setEncoding("utf8");
  if (response.statusCode < 400) return response;
  const text = await textOf(response);
  throw Object.assign(new Stop(`the engine refused ${method} ${path.split("?")[0]}: ${messageIn(text)}`), {
    status: response.statusCode,
  });
}

async function textOf(response) {
  let text = "";
  for await (const part of response) text += part;
  return text;
}

function messageIn(text) {
  try {
    return JSON.parse(text).message ?? text;
  } catch {
    return text.trim();
  }
}

/** One question, one JSON answer (undefined where the engine has none). */
export async function ask(address, method, path, options) {
  const text = await textOf(await send(address, method, path, options));
  return /^\s*[[{]/.test(text) ? JSON.parse(text) : undefined;
}

/** The engine's id and version; undefined where none answers. */
export async function probe(address) {
  target(address);
  try {
    const { ID: id, ServerVersion: version } = await ask(address, "GET", "/info", { limitSeconds: 5 });
    return { id, version };
  } catch (error) {
    if (error.code === "EACCES") throw new Stop(`no permission to use the engine at ${address}`);
    return undefined;
  }
}

/** A long work of the engine (pull, import, build): its messages, one JSON object a line; an error among them is thrown. */
export async function* messages(address, method, path, options) {
  let rest = "";
  for await (const part of await send(address, method, path, options)) {
    const lines = (rest + part).split("\n");
    rest = lines.pop();
    for (const line of lines) if (line.trim() !== "") yield checked(JSON.parse(line));
  }
  if (rest.trim() !== "") yield checked(JSON.parse(rest));
}

function checked(message) {
  if (message.error !== undefined) throw new Stop(String(message.error).trim());
  return message;
}

/** Reads all messages, for works whose progress nobody needs. */
export async function finish(stream) {
  for await (const _ of stream);
}
