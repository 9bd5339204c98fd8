/** `graph` as people have it, where no engine answers: files, formats and secrets. */
import { expect, test } from "vitest";
import { readXml } from "../../support/graph-readers.ts";
import { type Ended, windlassOn } from "../../support/on-files.ts";

const files = {
  "/app/compose.yaml": `name: shop
services:
  web:
    image: nginx
    environment: {PASSWORD: hush-1}
    secrets: [file, variable]
    configs: [inline]
secrets: {file: {file: ./secret.txt}, variable: {environment: TOKEN}}
configs: {inline: {content: hush-2}}
`,
  "/app/secret.txt": "hush-3",
};
const env = { TOKEN: "hush-4" };

const graph = (words: string, read: readonly string[] = []): Promise<Ended> =>
  windlassOn(files, ["graph", ...words.split(" ").filter(Boolean)], { env, read });

test.each(["text", "mermaid", "dot", "svg"])("no secret is in the graph as %s", async (format) => {
  const { code, out, err } = await graph(`--format ${format}`);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("variable TOKEN");
  expect(out).not.toContain("hush");
});

test("-o writes the whole graph to a file, and nothing to standard output", async () => {
  const { code, out, err, files: written } = await graph("--format svg -o shop.svg", ["app/shop.svg"]);
  expect({ code, out, err }).toEqual({ code: 0, out: "", err: "" });
  expect(readXml(written["app/shop.svg"] ?? "").name).toBe("svg");
});

test("where a graph can't be made or written, the file that was there stays", async () => {
  const nowhere = await graph("-o gone/shop.txt");
  expect(nowhere).toMatchObject({ code: 1, out: "", err: expect.stringContaining("/app/gone") });
  const kept = await graph("-o compose.yaml nobody", ["app/compose.yaml"]);
  expect(kept).toMatchObject({ code: 1, files: { "app/compose.yaml": files["/app/compose.yaml"] } });
});

test.each(["--live", "plan"])("graph %s says that no engine answers", async (words) => {
  expect(await graph(words)).toMatchObject({ code: 1, out: "", err: expect.stringMatching(/^error\[/) });
});

test("a format that does not exist is refused with those that do", async () => {
  expect((await graph("--format png")).err).toContain("must be one of text, mermaid, dot, svg");
});
