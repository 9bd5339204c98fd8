import { describe, expect, test } from "vitest";
import { engineEvent } from "../../../src/docker/events.ts";
import { isDue } from "../../../src/docker/podman-health.ts";
import { containerFact } from "../../../src/docker/wire/facts.ts";
import { asDockerContainer, asPodmanBody } from "../../../src/docker/wire/podman.ts";
import recorded from "./recorded/podman-4.json" with { type: "json" };

describe("a container that Podman inspected", () => {
  const ids = new Map([["shop_default", "7fba54b9a849"]]);
  const fact = containerFact(asDockerContainer(recorded.container, ids));

  test("has its image under the name that people use", () => {
    expect(fact.config.image).toBe("busybox:latest");
    const local = { ...recorded.container, Config: { Image: "localhost/shop-web" } };
    expect(containerFact(asDockerContainer(local, ids)).config.image).toBe("shop-web");
  });

  test("is on networks that have their ids", () => {
    expect(fact.endpoints).toEqual([
      { network: "shop_default", networkId: "7fba54b9a849", aliases: ["shop-web-1", "web"] },
    ]);
  });

  test("is known by its labels, its state and its image", () => {
    expect(fact).toMatchObject({
      name: "shop-web-1",
      imageId: expect.stringMatching(/^sha256:/),
      labels: { "com.docker.compose.service": "web" },
      status: { state: "created", health: "none", startedAt: "" },
    });
  });
});

describe("the body of a create call for Podman", () => {
  test("takes no variable without a value, which Podman would fill in with its own", () => {
    expect(asPodmanBody({ Env: ["A=1", "HOME", "EMPTY="] }).Env).toEqual(["A=1", "EMPTY="]);
  });

  test.each([
    [["CMD", "sh", "-c", "a b"], ['["sh","-c","a b"]']],
    [
      ["CMD", "true"],
      ["CMD", "true"],
    ],
    [
      ["CMD-SHELL", "a b"],
      ["CMD-SHELL", "a b"],
    ],
    [["NONE"], ["NONE"]],
  ])("keeps the words of the health check %j apart", (asked, sent) => {
    expect(asPodmanBody({ Healthcheck: { Test: asked, Retries: 2 } }).Healthcheck).toEqual({ Test: sent, Retries: 2 });
  });

  test("is otherwise the same", () => {
    expect(asPodmanBody({ Image: "busybox", Env: [] })).toEqual({ Image: "busybox", Env: [] });
  });
});

test("an event of Podman has Docker's name", () => {
  const event = (Action: string): unknown =>
    engineEvent({ Type: "container", Action, Actor: { ID: "1aaf", Attributes: { exitCode: "3" } }, timeNano: "1" });
  expect(event("remove")).toMatchObject({ action: "destroy", containerId: "1aaf" });
  expect(event("die")).toMatchObject({ action: "die", attributes: { exitCode: "3" } });
});

describe("a health check on Podman", () => {
  const ended = Date.parse("2026-01-01T00:00:10Z");
  const inspected = (status: string, log: readonly object[], interval?: number): object => ({
    State: { Status: "running", Health: { Status: status, Log: log } },
    Config: { Healthcheck: { Test: ["CMD", "true"], ...(interval && { Interval: interval }) } },
  });
  const log = [{ End: "2026-01-01T00:00:10Z" }];

  test("is due at first, and again after its interval", () => {
    expect(isDue(inspected("starting", []), ended)).toBe(true);
    expect(isDue(inspected("starting", log, 1e9), ended + 999)).toBe(false);
    expect(isDue(inspected("starting", log, 1e9), ended + 1_000)).toBe(true);
    expect(isDue(inspected("starting", log), ended + 29_999)).toBe(false);
  });

  test("is not due once it is known how the container does, nor without one", () => {
    expect(isDue(inspected("healthy", log, 1e9), ended + 5_000)).toBe(false);
    expect(isDue(inspected("", []), ended)).toBe(false);
    expect(isDue(undefined, ended)).toBe(false);
  });
});
