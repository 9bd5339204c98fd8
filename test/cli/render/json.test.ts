import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { endedLine, errorLine, type JsonLine, jsonLines, warningLine } from "../../../src/cli/render/json.ts";
import { WindlassError } from "../../../src/core/errors.ts";
import type { Event } from "../../../src/core/events.ts";
import { stepId } from "../../../src/core/ids.ts";
import { all } from "./events.ts";

const schema: object = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../schemas/events.schema.json"), "utf8"),
);
const validate = new Ajv2020({ allErrors: true }).compile(schema);

const warning = {
  code: "unknown-key",
  severity: "warning",
  message: "unknown key",
  place: { file: "/app/compose.yaml", line: 3, column: 5 },
} as const;

const run: readonly JsonLine[] = all.flatMap(jsonLines());
const others: readonly JsonLine[] = [
  warningLine(warning),
  warningLine({
    ...warning,
    chain: [{ words: "included from", place: { file: "/app/compose.yaml", line: 1, column: 10, endColumn: 12 } }],
  }),
  endedLine("shop-job-1", "job", 3),
  errorLine(new WindlassError("usage", "no such thing", { hint: "see help" })),
  errorLine(new WindlassError("invalid-project", "one error", { diagnostics: [{ ...warning, severity: "error" }] })),
];

test("every line is what the schema says", () => {
  for (const line of [...run, ...others]) expect(validate(line), JSON.stringify([line, validate.errors])).toBe(true);
});

test("a push is told in lines that the schema knows, the registry's digest among them", () => {
  const resource = { kind: "image", name: "reg.example.org/app:1", service: "web" } as const;
  const reason = { code: "requested", by: "push" } as const;
  const [step, atMs] = [stepId("push app"), 1];
  const left = { kind: "image", name: "redis:7", service: "db" } as const;
  const events: readonly Event[] = [
    {
      type: "plan",
      project: "shop",
      steps: [{ id: step, after: [], action: "push-image", resource, reason, conditional: false }],
      kept: [],
      skipped: [{ resource: left, reason: { code: "not-pushed", why: "not-built" } }],
    },
    { type: "step-started", step, atMs },
    { type: "step-progress", step, atMs, progress: { part: "a", text: "Pushing", current: 5, total: 10 } },
    { type: "step-progress", step, atMs, progress: { kind: "retry", text: "Retrying in 1s: EOF" } },
    { type: "step-done", step, atMs, tookMs: 1, digest: "sha256:12" },
  ];
  const lines = events.flatMap(jsonLines());
  for (const line of lines) expect(validate(line), JSON.stringify([line, validate.errors])).toBe(true);
  expect(lines.at(-1)).toMatchObject({ text: "Pushed", digest: "sha256:12" });
});

test("the schema refuses what no line may be", () => {
  const [line] = run;
  expect(validate({ ...line, status: "Started" })).toBe(false);
  expect(validate({ ...line, id: undefined })).toBe(false);
  expect(validate({ ...line, surprise: 1 })).toBe(false);
});

test("a run is told in the keys that other tools know, and in ours beside them", async () => {
  const text = run.map((line) => `${JSON.stringify(line)}\n`).join("");
  await expect(text).toMatchFileSnapshot("../golden/events.ndjson");
});

test("the keys that tools know from docker compose are in use", () => {
  const known = ["id", "parent_id", "status", "text", "details", "current", "total", "percent"];
  const used = new Set(run.flatMap((line) => Object.keys(line)));
  expect(known.filter((key) => !used.has(key))).toEqual([]);
});
