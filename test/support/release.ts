/** The release that `npm run release` made, as tests of the ways to install it get it: WINDLASS_TEST_RELEASE names its folder. */
import { spawn } from "node:child_process";
import { createReadStream, existsSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { product, tag } from "../../scripts/lib/release/product.mjs";

export const releases: string = process.env.WINDLASS_TEST_RELEASE ?? "";

/** Behind the title of a test that needs one. */
export const noRelease: string = releases ? "" : " (skipped: WINDLASS_TEST_RELEASE names no release)";

/** What is published under the version's tag. */
export const published: string = join(releases, tag);

/** What `windlass version` prints. */
export const versionLine: string = `Windlass version ${product.version}\n`;

export interface Served {
  readonly address: string;
  close(): Promise<void>;
}

/** An HTTP server on a free port of this host. */
export async function served(answer: RequestListener): Promise<Served> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with the files of a folder. */
export const filesOf =
  (folder: string): RequestListener =>
  ({ url = "" }, response) => {
    const path = join(folder, new URL(url, "http://x").pathname);
    if (existsSync(path)) createReadStream(path).pipe(response);
    else response.writeHead(404).end();
  };

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end while this process goes on, as its servers must. */
export async function ran(
  command: readonly [string, ...string[]],
  { env, cwd, uid }: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string; readonly uid?: number } = {},
): Promise<Ran> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    ...(env && { env }),
    ...(cwd !== undefined && { cwd }),
    ...(uid !== undefined && { uid, gid: uid }),
  });
  const ended = new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}
