/** What ends a call: its caller, its deadline, silence, or a response that is not whole. */
import { getEventListeners } from "node:events";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CallError } from "../../../src/docker/http/call-error.ts";
import type { Response } from "../../../src/docker/http/exchange.ts";
import { Guard, guarded } from "../../../src/docker/http/guard.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** `complete` once its true end was received. */
type Body = PassThrough & Response;
const responseOf = (...parts: readonly string[]): Body => {
  const response = Object.assign(new PassThrough(), { complete: false });
  for (const part of parts) response.write(part);
  return response as unknown as Body;
};
const finish = (response: Body): void => void Object.assign(response, { complete: true }).end();

const silence = { kind: "silent", limitMs: 1_000 } as const;
const deadline = { kind: "timeout", limitMs: 1_000 } as const;
const patient = (): AbortSignal => new AbortController().signal;

/** The error that a call ends with; its fault, where it is one of ours. */
async function endOf(reading: Promise<unknown>): Promise<unknown> {
  const error = await reading.then(
    () => expect.fail("it ended well"),
    (reason: unknown) => reason,
  );
  return error instanceof CallError ? error.fault : error;
}

async function all(chunks: AsyncIterable<Buffer>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk.toString();
  return text;
}

describe("a limit", () => {
  test("to silence starts again with each byte", async () => {
    const response = responseOf();
    const chunks = new Guard(patient(), silence).chunks(response);
    for (const part of ["a", "b", "c"]) {
      response.write(part);
      expect((await chunks.next()).value?.toString()).toBe(part);
      vi.advanceTimersByTime(900);
    }
    const next = endOf(chunks.next());
    vi.advanceTimersByTime(101);
    expect(await next).toEqual(silence);
    expect(response.destroyed).toBe(true);
  });

  test("of the whole call is not moved by what comes", async () => {
    const response = responseOf("a");
    const chunks = new Guard(patient(), deadline).chunks(response);
    await chunks.next();
    vi.advanceTimersByTime(900);
    response.write("b");
    await chunks.next();
    const next = endOf(chunks.next());
    vi.advanceTimersByTime(101);
    expect(await next).toEqual(deadline);
  });

  test("replaces the one before", () => {
    const guard = new Guard(patient(), deadline);
    guard.limit({ kind: "silent", limitMs: 5_000 });
    vi.advanceTimersByTime(4_999);
    expect(guard.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(guard.signal.reason.fault).toEqual({ kind: "silent", limitMs: 5_000 });
  });

  test("can be taken off", () => {
    const guard = new Guard(patient(), deadline);
    guard.noLimit();
    vi.advanceTimersByTime(1_000_000);
    expect(guard.signal.aborted).toBe(false);
  });
});

describe("the caller's signal", () => {
  const reason = new Error("interrupted");

  test("ends the call with its own reason", async () => {
    const caller = new AbortController();
    const response = responseOf("a");
    const chunks = new Guard(caller.signal, silence).chunks(response);
    await chunks.next();
    const next = endOf(chunks.next());
    caller.abort(reason);
    expect(await next).toBe(reason);
    expect(response.destroyed).toBe(true);
  });

  test("that is aborted already leaves nothing to begin, and no timer", async () => {
    const guard = new Guard(AbortSignal.abort(reason), deadline);
    expect(guard.signal.reason).toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
    const response = responseOf("a");
    expect(await endOf(all(guard.chunks(response)))).toBe(reason);
    expect(response.destroyed).toBe(true);
  });
});

describe("a response", () => {
  test("is read to its end, and let go of", async () => {
    const caller = patient();
    const response = responseOf("a", "b");
    finish(response);
    expect(await all(guarded(response, new Guard(caller, silence)))).toBe("ab");
    expect(response.destroyed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(caller, "abort")).toEqual([]);
  });

  test("is let go of when its reader leaves", async () => {
    const caller = patient();
    const response = responseOf("a");
    for await (const _ of guarded(response, new Guard(caller, silence))) break;
    expect(response.destroyed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(caller, "abort")).toEqual([]);
  });

  test("that ends before its true end is broken", async () => {
    const response = responseOf("a");
    response.end();
    expect(await endOf(all(new Guard(patient()).chunks(response)))).toMatchObject({ kind: "broken" });
  });

  test("whose connection breaks is broken", async () => {
    const response = responseOf("a");
    const reading = endOf(all(new Guard(patient()).chunks(response)));
    response.destroy(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
    expect(await reading).toMatchObject({ kind: "broken" });
  });
});

describe("a request that failed", () => {
  const refused = Object.assign(new Error("no"), { code: "ECONNREFUSED", syscall: "connect" });

  test("is told by what the connection said", () => {
    expect(new Guard(patient()).end(refused)).toMatchObject({ fault: { kind: "unsent", code: "ECONNREFUSED" } });
  });

  test("is told by its limit, where that ended it", () => {
    const guard = new Guard(patient(), deadline);
    vi.advanceTimersByTime(1_000);
    expect(guard.end(refused)).toMatchObject({ fault: deadline });
  });
});
