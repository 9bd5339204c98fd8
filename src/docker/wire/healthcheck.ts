/** A health check on the wire. */

import { defined } from "../../core/defined.ts";
import type { Healthcheck } from "../../engine/container-config.ts";
import type { Field } from "./field.ts";
import { number, record, texts } from "./json.ts";

export const healthcheck: Field<Healthcheck | undefined> = {
  write: ({ test, interval, timeout, startPeriod, startInterval, retries }) => ({
    Healthcheck: defined({
      Test: test,
      Interval: interval,
      Timeout: timeout,
      StartPeriod: startPeriod,
      StartInterval: startInterval,
      Retries: retries,
    }),
  }),
  read: ({ raw }) => readHealthcheck(record(raw.Config).Healthcheck),
};

/** `undefined` where nothing is set: a zero and an empty test mean that on the wire. */
export function readHealthcheck(raw: unknown): Healthcheck | undefined {
  const check = record(raw);
  const test = texts(check.Test);
  const read = defined({
    test: test.length > 0 ? test : undefined,
    interval: number(check.Interval) || undefined,
    timeout: number(check.Timeout) || undefined,
    startPeriod: number(check.StartPeriod) || undefined,
    startInterval: number(check.StartInterval) || undefined,
    retries: number(check.Retries) || undefined,
  });
  return Object.keys(read).length > 0 ? read : undefined;
}
