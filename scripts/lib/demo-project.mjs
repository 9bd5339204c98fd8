/** The demo: examples/guestbook as a project of its own name, so that nobody else's guestbook is touched. */
import { createServer } from "node:net";
import { ask } from "./engine-api.mjs";
import { inRepository, repository } from "./paths.mjs";

export const demoName = "windlass-demo";
const firstPort = 8080;

/** How to run the command on the demo's project: arguments, and options for spawn. */
export function demoCommand({ windlass, address, port }) {
  const file = inRepository("examples/guestbook/compose.yaml");
  return {
    args: (...rest) => [windlass, "-p", demoName, "-f", file, ...rest],
    options: {
      cwd: repository,
      env: { ...process.env, DOCKER_HOST: address, ...(port === undefined ? {} : { GUESTBOOK_PORT: String(port) }) },
    },
  };
}

/** The containers of the demo on this engine, stopped ones too. */
export function demoContainers(address) {
  const filters = JSON.stringify({ label: [`com.docker.compose.project=${demoName}`] });
  return ask(address, "GET", `/containers/json?all=1&filters=${encodeURIComponent(filters)}`);
}

/** Removes the image that was built for the demo. */
export async function removeDemoImage(address) {
  await ask(address, "DELETE", `/images/${demoName}-web:latest`).catch((error) => {
    if (error.status !== 404) throw error;
  });
}

/** The port of the demo that stands there already, or else the first free one from 8080 on. */
export async function choosePort(address) {
  const containers = await demoContainers(address);
  const published = containers.flatMap(({ Ports }) => Ports ?? []).find(({ PublicPort }) => PublicPort !== undefined);
  if (published !== undefined) return published.PublicPort;
  for (let port = firstPort; ; port += 1) if (await isFree(port)) return port;
}

const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer()
      .once("error", () => resolve(false))
      .listen(port, () => server.close(() => resolve(true)));
  });
