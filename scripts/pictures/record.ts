/**
 * Records the pictures of the README: a bookshop runs, its file is edited, and the built command plans the change and applies it
 * in a terminal on a real engine. The project has a random name as long as that of the pictures, and is removed.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inTerminal } from "../../test/support/pty.ts";
import type { Picture } from "./draw.ts";
import { screensOf, textOf } from "./screen.ts";

export const columns = 80;
const shownName = "bookshop";

const before = `services:
  web:
    image: nginx:alpine
    environment:
      LOG_LEVEL: info
    depends_on:
      db: { condition: service_started }
  jobs:
    image: busybox
    command: sleep infinity
    stop_signal: SIGKILL
    depends_on: [db]
  db:
    image: postgres:16-alpine
    environment:
      POSTGRES_PASSWORD: books
    volumes: ["data:/var/lib/postgresql/data"]
    mem_limit: 256m
volumes:
  data:
`;

const cache = `
  cache:
    image: redis:7-alpine
    healthcheck:
      test: [CMD, redis-cli, ping]
      interval: 1s
      retries: 60
`;

const after = before
  .replace("LOG_LEVEL: info", "LOG_LEVEL: debug")
  .replace("{ condition: service_started }", "$&\n      cache: { condition: service_healthy }")
  .replace("mem_limit: 256m\n", `mem_limit: 512m${cache}`);

interface Place {
  /** What starts the command, for a shell. */
  readonly windlass: string;
  readonly address: string;
}

interface Pictures {
  readonly plan: Picture;
  readonly up: Picture;
}

export async function recorded({ windlass, address }: Place): Promise<Pictures> {
  const project = `wdl${randomBytes(4).toString("hex")}`.slice(0, shownName.length);
  const folder = await mkdtemp(join(tmpdir(), `${project}-`));
  const env = { PATH: process.env.PATH, DOCKER_HOST: address, DOCKER_CONFIG: folder, COMPOSE_PROJECT_NAME: project };
  const run = async (command: string): Promise<Picture> => {
    const { code, seen } = await inTerminal(`cd ${folder} && ${windlass} ${command}`, env, { columns }).ended;
    if (code !== 0) throw new Error(`windlass ${command}: exit code ${code}\n${seen}`);
    return { command: `windlass ${command}`, screens: telling(screensOf(seen.replaceAll(project, shownName))) };
  };
  try {
    await writeFile(join(folder, "compose.yaml"), before);
    await run("up -d");
    await writeFile(join(folder, "compose.yaml"), after);
    return { plan: await run("plan"), up: await run("up -d") };
  } finally {
    await run("down -v -t 0");
    await rm(folder, { recursive: true });
  }
}

/** What two recordings of the same differ in: how long things took, and how far the wheel of a wait has turned. */
export const settled = (text: string): string => text.replace(/ *\d+\.\ds/g, " 0.0s").replace(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g, "⠋");

/** Of screens that tell the same, the last. */
const telling = (screens: readonly Picture["screens"][number][]): Picture["screens"] =>
  screens.filter((screen, at) => {
    const next = screens[at + 1];
    return next === undefined || settled(textOf(screen)) !== settled(textOf(next));
  });
