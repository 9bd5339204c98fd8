import { expect, test } from "vitest";
import { type Globals, mergeGlobals } from "../../../src/cli/args/globals.ts";
import { isYes, type Settings, settingsOf } from "../../../src/cli/args/settings.ts";
import { coloured, uncoloured } from "../../../src/cli/terminal/paint.ts";
import { TextOutput } from "../../support/process-context.ts";

const settings = (globals: Partial<Globals>, env: Record<string, string> = {}, tty = true): Settings =>
  settingsOf(mergeGlobals({}, globals), { env, out: new TextOutput(tty), err: new TextOutput(tty) });

test("a terminal gets the live view in colours, a pipe gets plain lines without", () => {
  expect(settings({})).toMatchObject({ progress: "live", paintErr: coloured });
  expect(settings({}, {}, false)).toMatchObject({ progress: "plain", paintErr: uncoloured });
});

test("a flag wins over the environment, the environment over the terminal", () => {
  expect(settings({}, { COMPOSE_PROGRESS: "json" }).progress).toBe("json");
  expect(settings({ progress: "quiet" }, { COMPOSE_PROGRESS: "json" }).progress).toBe("quiet");
});

test("NO_COLOR and a dumb terminal take the colours, --ansi always keeps them", () => {
  expect(settings({}, { NO_COLOR: "1" }).paintOut).toBe(uncoloured);
  expect(settings({}, { TERM: "dumb" })).toMatchObject({ progress: "plain", paintOut: uncoloured });
  expect(settings({ ansi: "always" }, { NO_COLOR: "1" }, false).paintOut).toBe(coloured);
});

test("a dumb terminal and --ansi never get no control sequences, whatever progress is asked for", () => {
  expect(settings({ progress: "tty" }, { TERM: "dumb" })).toMatchObject({ progress: "plain", steers: false });
  expect(settings({ ansi: "never" }).steers).toBe(false);
  expect(settings({}).steers).toBe(true);
});

test("--ansi never means plain lines", () => {
  expect(settings({ ansi: "never" })).toMatchObject({ progress: "plain", paintOut: uncoloured });
});

test("--no-ansi is --ansi never", () => {
  expect(settings({ noAnsi: true })).toEqual(settings({ ansi: "never" }));
  expect(() => settings({ noAnsi: true, ansi: "always" })).toThrow("--no-ansi can't be combined with --ansi");
});

test.each([
  [{ progress: "fancy" }, {}, 'unsupported --progress value "fancy"'],
  [{ progress: "constructor" }, {}, 'unsupported --progress value "constructor"'],
  [{ progress: "tty", ansi: "never" }, {}, "can't use --progress tty while ANSI support is disabled"],
  [{ progress: "plain", ansi: "always" }, {}, "can't use --progress plain while ANSI support is forced"],
  [{}, { COMPOSE_ANSI: "maybe" }, 'unsupported COMPOSE_ANSI value "maybe"'],
  [{}, { COMPOSE_PARALLEL_LIMIT: "many" }, 'COMPOSE_PARALLEL_LIMIT must be an integer (found: "many")'],
] as [Partial<Globals>, Record<string, string>, string][])("%j with %j is refused", (globals, env, message) => {
  expect(() => settings(globals, env)).toThrow(message);
});

test("engine calls are bounded by --parallel, else by COMPOSE_PARALLEL_LIMIT, else not at all", () => {
  expect(settings({ parallel: 3 }, { COMPOSE_PARALLEL_LIMIT: "5" }).parallel).toBe(3);
  expect(settings({}, { COMPOSE_PARALLEL_LIMIT: "5" }).parallel).toBe(5);
  expect(settings({ parallel: -1 }, { COMPOSE_PARALLEL_LIMIT: "5" })).not.toHaveProperty("parallel");
});

test("yes is written in several ways", () => {
  expect(["1", "true", "TRUE", "yes", "y"].every(isYes)).toBe(true);
  expect(["0", "false", "", undefined, "nope"].some(isYes)).toBe(false);
});
