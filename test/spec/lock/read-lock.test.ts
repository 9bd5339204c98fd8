import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { WindlassError } from "../../../src/core/errors.ts";
import { type Lock, type LockedImage, lockText } from "../../../src/spec/lock/lock.ts";
import { type LockFile, readLock } from "../../../src/spec/lock/read-lock.ts";
import { memoryContext } from "../../support/memory-context.ts";

const path = "/app/compose.lock.yaml";
const digest = `sha256:${"a".repeat(64)}`;
const isInSchema = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync(join(import.meta.dirname, "../../../schemas/lock.schema.json"), "utf8")),
);

const read = (text: string | Uint8Array): Promise<LockFile | undefined> =>
  readLock(path, memoryContext({ [path]: text }));

/** `line:column code message | hint` */
async function problems(text: string | Uint8Array): Promise<readonly string[]> {
  try {
    await read(text);
    return [];
  } catch (error) {
    if (!(error instanceof WindlassError)) throw error;
    return error.diagnostics.map(
      ({ code, message, hint, place }) => `${place?.line}:${place?.column} ${code} ${message} | ${hint}`,
    );
  }
}

const good = `version: 1
images:
  nginx:1.27:
    digest: ${digest}
    checked_at: "2026-01-31T18:30:00Z"
    platforms:
      linux/amd64: ${digest}
      linux/arm64/v8: null
`;

test("a lock file is read with the line of each digest", async () => {
  const { lock } = (await read(good)) ?? {};
  expect([...(lock ?? [])]).toEqual([
    [
      "nginx:1.27",
      {
        digest,
        checkedAt: "2026-01-31T18:30:00Z",
        platforms: [{ platform: "linux/amd64", digest }, { platform: "linux/arm64/v8" }],
        place: expect.objectContaining({ file: path, line: 4, column: 13 }),
      },
    ],
  ]);
});

test("no file is none", async () => {
  expect(await readLock(path, memoryContext({}))).toBeUndefined();
});

const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 });
const digests = hex.map((text) => `sha256:${text}`);
const name = fc.constantFrom("nginx", "127.0.0.1:5000/app", "ghcr.io/me/app", "yes", "1.5", "on", "null");
const images = fc.tuple(name, fc.constantFrom("", ":1", ":latest", ":v1.2-rc.1", ":08")).map((parts) => parts.join(""));
const platforms = fc
  .uniqueArray(fc.constantFrom("linux/amd64", "linux/arm64/v8", "windows(10.0.20348.1)/amd64", "linux/arm/v7"))
  .chain((all) =>
    fc.tuple(
      ...all
        .toSorted()
        .map((platform) =>
          fc
            .option(digests, { nil: undefined })
            .map((one) => (one === undefined ? { platform } : { platform, digest: one })),
        ),
    ),
  );
const times = fc
  .date({ min: new Date("2020-01-01T00:00:00Z"), max: new Date("2100-01-01T00:00:00Z"), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`);
const locked: fc.Arbitrary<LockedImage> = fc.record({ digest: digests, checkedAt: times, platforms });
const locks: fc.Arbitrary<Lock> = fc.array(fc.tuple(images, locked)).map((entries) => new Map(entries));

test("writing what was read changes nothing, and the schema agrees", async () => {
  await fc.assert(
    fc.asyncProperty(locks, async (lock) => {
      const text = lockText(lock);
      const file = await read(text);
      expect(lockText(file?.lock ?? new Map())).toBe(text);
      expect(isInSchema(parse(text))).toBe(true);
      const plain = [...(file?.lock ?? [])].map(([image, { place: _, ...rest }]) => [image, rest] as const);
      expect(new Map(plain)).toEqual(lock);
    }),
  );
});

test("the order in which images are known does not show", () => {
  const entry: LockedImage = { digest, checkedAt: "2026-01-31T18:30:00Z", platforms: [] };
  const names = ["b", "a", "c"];
  const of = (order: readonly string[]): string => lockText(new Map(order.map((image) => [image, entry])));
  expect(of(names)).toBe(of(names.toReversed()));
});

const retry = "delete the entry and run `windlass lock`";
const wholeDigest = "copy the whole digest, or delete the image's entry and run `windlass lock`";

test.each<readonly [what: string, text: string, ...expected: string[]]>([
  ["nothing", "", "1:1 lock-invalid the lock file is empty | delete it and run `windlass lock`"],
  ["no list of images", "version: 1\n", `1:1 lock-invalid \`images\` is missing | ${retry}`],
  [
    "a newer version",
    "version: 2\npictures: {}\n",
    "1:10 lock-invalid the lock file has version 2; this windlass knows version 1 | update windlass",
  ],
  ["a version in words", 'version: "1"\nimages: {}\n', '1:10 lock-invalid `version` must be 1, but is "1" | undefined'],
  [
    "a list of images",
    "version: 1\nimages: [nginx]\n",
    "2:9 lock-invalid `images` must be a mapping, but is a list | undefined",
  ],
  [
    "a misspelt key",
    `version: 1\nimages:\n  nginx:\n    digets: ${digest}\n`,
    "4:5 lock-invalid unknown key `digets` in the lock file | did you mean `digest`?",
  ],
  [
    "a key of somebody else's",
    `version: 1\nimages: {}\nowner: me\n`,
    "3:1 lock-invalid unknown key `owner` in the lock file | the keys are version, images",
  ],
  [
    "a digest beside the image",
    `version: 1\nimages:\n  nginx: ${digest}\n`,
    `3:10 lock-invalid an image must be a mapping, but is "${digest}" | write \`digest: sha256:…\` under it, or delete it and run \`windlass lock\``,
  ],
  [
    "no digest",
    "version: 1\nimages:\n  nginx: {platforms: {}}\n",
    `3:10 lock-invalid \`digest\` is missing | ${retry}`,
  ],
  [
    "half a digest",
    "version: 1\nimages:\n  nginx: {digest: sha256:abc}\n",
    `3:19 lock-invalid a digest must be sha256: and 64 hexadecimal digits, but is "sha256:abc" | ${wholeDigest}`,
  ],
  [
    "no time",
    `version: 1\nimages:\n  nginx: {digest: "${digest}", checked_at: yesterday}\n`,
    '3:106 lock-invalid `checked_at` must be a time such as "2026-01-31T18:30:00Z", but is "yesterday" | undefined',
  ],
  [
    "what is no platform",
    `version: 1\nimages:\n  nginx:\n    digest: ${digest}\n    platforms:\n      amd64: ${digest}\n`,
    '6:7 lock-invalid "amd64" is not a platform | write it as os/architecture, such as linux/amd64',
  ],
  [
    "two documents",
    "version: 1\nimages: {}\n---\nversion: 1\nimages: {}\n",
    "1:1 lock-invalid the lock file has several documents | delete it and run `windlass lock`",
  ],
  [
    "a merge that is not done",
    `version: 1\nimages:\n<<<<<<< HEAD\n  nginx:\n=======\n  redis:\n>>>>>>> main\n`,
    "3:1 lock-invalid the lock file has unresolved merge conflicts | keep either side and run `windlass lock`: it adds what is missing",
  ],
])("%s is an error with its line", async (_what, text, ...expected) => {
  expect(await problems(text)).toEqual(expected);
  const value = text.includes("<<<") || text.includes("---") ? undefined : parse(text);
  if (value !== undefined) expect(isInSchema(value)).toBe(false);
});

test("what is not YAML or not text is told as in a Compose file", async () => {
  expect((await problems("version: 1\n images: {}\n"))[0]).toMatch(/^2:\d+ yaml-syntax /);
  expect((await problems(Uint8Array.of(0xff)))[0]).toMatch(/^1:1 invalid-utf8 /);
});
