import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { ensureImages } from "../../scripts/lib/images.mjs";

/** An engine that has some images, and a registry that answers it or does not; it writes down what it is asked to do. */
async function engineWith(has: (image: string) => boolean, registryAnswers: boolean) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://engine");
    const image = /^\/images\/(.+)\/json$/.exec(url.pathname)?.[1];
    if (image !== undefined) return response.writeHead(has(image) ? 200 : 404).end("{}");
    asked.push(`${request.method} ${url.pathname} ${url.searchParams.get("fromImage") ?? ""}`.trim());
    if (registryAnswers) response.end('{"status":"Pulling"}\n{"status":"Done"}\n');
    else response.writeHead(500).end('{"message":"no such host"}');
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  open.push(server);
  const address = server.address();
  return { asked, address: `tcp://127.0.0.1:${typeof address === "object" ? address?.port : ""}` };
}
const open: { close(): void }[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of open.splice(0)) server.close();
});

test("images that are there are left as they are", async () => {
  const { asked, address } = await engineWith(() => true, true);
  await ensureImages({ address, ours: true });
  expect(asked).toEqual([]);
});

test("only what is missing is pulled", async () => {
  const { asked, address } = await engineWith((image) => !image.startsWith("redis"), true);
  await ensureImages({ address, ours: false });
  expect(new Set(asked)).toEqual(new Set(["POST /images/create redis"]));
});

test("on a user's own engine nothing is made up, and the message says what can be done", async () => {
  vi.stubEnv("WINDLASS_STAND_INS", "");
  const { asked, address } = await engineWith(() => false, false);
  await expect(ensureImages({ address, ours: false })).rejects.toThrow(
    /lacks busybox:latest.* no registry answers.*WINDLASS_STAND_INS=1/,
  );
  expect(asked).toEqual(["POST /images/create busybox"]);
});
