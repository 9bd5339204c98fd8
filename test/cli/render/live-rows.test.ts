/** What a row of the live view says of an image on its way. */
import { expect, test } from "vitest";
import { LiveRows } from "../../../src/cli/render/live-rows.ts";
import type { Event, Progress } from "../../../src/core/events.ts";
import { type StepId, stepId } from "../../../src/core/ids.ts";

const image = "reg.example.org/app:1";

/** The row of one image after these events; times are in milliseconds. */
function rowOf(action: "pull-image" | "push-image", nowMs: number, ...events: readonly ((step: StepId) => Event)[]) {
  const step = stepId(`${action} ${image}`);
  const resource = { kind: "image", name: image, service: "web" } as const;
  const reason = { code: "requested", by: "pull" } as const;
  const rows = new LiveRows({
    type: "plan",
    project: "shop",
    steps: [{ id: step, after: [], action, resource, reason, conditional: false }],
    kept: [],
  });
  for (const event of events) rows.see(event(step));
  return rows.rows(nowMs)[0];
}

const started = (step: StepId): Event => ({ type: "step-started", step, atMs: 0 });
const tells =
  (atMs: number, progress: Progress) =>
  (step: StepId): Event => ({ type: "step-progress", step, atMs, progress });
const layer = (current: number): Progress => ({ part: "a", text: "Downloading", current, total: 10_000_000 });

test("a pull tells how far its layers are, how fast, and how long still", () => {
  expect(rowOf("pull-image", 2_000, started, tells(0, layer(0)), tells(2_000, layer(5_000_000)))).toMatchObject({
    phase: "working",
    state: "pulling 5.0MB of 10.0MB, 2.5MB/s, 2.0s left",
  });
});

test("a pull that is tried again says why", () => {
  const retry = tells(0, { kind: "retry", text: "Retrying in 2s: EOF" });
  expect(rowOf("pull-image", 0, started, tells(0, layer(0)), retry)).toMatchObject({
    phase: "working",
    state: "retrying in 2s: EOF",
  });
});

test("a push ends with the registry's digest", () => {
  const done = (step: StepId): Event => ({ type: "step-done", step, atMs: 9, tookMs: 9, digest: "sha256:12" });
  expect(rowOf("push-image", 9, started, done)).toMatchObject({ phase: "done", state: "pushed sha256:12" });
});
