import { expect, test } from "vitest";
import { plainLines } from "../../../src/cli/render/plain.ts";
import type { Event, Progress } from "../../../src/core/events.ts";
import { stepId } from "../../../src/core/ids.ts";
import { all } from "./events.ts";

test("a run is told in the lines that other tools read", async () => {
  const line = plainLines();
  const text = all
    .flatMap(line)
    .map((each) => `${each}\n`)
    .join("");
  await expect(text).toMatchFileSnapshot("../golden/plain.txt");
});

test("a build names each of its parts once, and keeps what they print", () => {
  const line = plainLines();
  const resource = { kind: "image", name: "shop-web" } as const;
  const id = stepId("build shop-web");
  const told = (progress: Progress): Event => ({ type: "step-progress", step: id, atMs: 1, progress });
  const progress = (part: string, text: string): Event => told({ part, text });
  const step = {
    id,
    after: [],
    action: "build-image",
    resource,
    reason: { code: "barrier" } as const,
    conditional: false,
  };
  const events: Event[] = [
    { type: "plan", project: "shop", steps: [step], kept: [] },
    { type: "step-started", step: id, atMs: 0 },
    progress("[1/2] FROM busybox", ""),
    progress("[2/2] RUN make", "cc a.c"),
    progress("[2/2] RUN make", "cc b.c"),
    told({ part: "[2/2] RUN make", text: "b.c: no newline", kind: "printed" }),
    told({ text: "waiting" }),
    told({ text: "warning: no newline", kind: "printed" }),
    progress("[2/2] RUN make", "cc c.c"),
    { type: "step-done", step: id, atMs: 5, tookMs: 5 },
  ];
  expect(events.flatMap(line)).toEqual([
    " Image shop-web Building ",
    " Image shop-web Building [1/2] FROM busybox",
    " Image shop-web Building [2/2] RUN make",
    " Image shop-web | b.c: no newline",
    " Image shop-web | warning: no newline",
    " Image shop-web Built ",
  ]);
});
