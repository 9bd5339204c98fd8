/** Common slips, and the hint that names each. */
import { expect, test } from "vitest";
import { loadText, problemsOf } from "../support/load.ts";

const service = (lines: string): string =>
  `services:\n  web:\n    image: busybox\n    ${lines.replaceAll("\n", "\n    ")}\n`;

/** Errors, or the warnings of what loads. */
const found = async (compose: string) => {
  const problems = await problemsOf(compose);
  return problems.length > 0 ? problems : (await loadText(compose)).warnings;
};

async function first(compose: string) {
  const [problem] = await found(compose);
  const { message = "", hint = "", place } = problem ?? {};
  return { said: `${message} | ${hint}`, at: place && `${place.line}:${place.column}` };
}

test.each([
  [
    "a space after the colon, alone",
    "services:\n  web:\n    image:alpine\n",
    /space after the colon: `image: …`/,
    "3:5",
  ],
  [
    "…, before other keys",
    "services:\n  web:\n    image:alpine\n    tty: true\n",
    /space after the colon: `image: …`/,
    "3:10",
  ],
  ["…, after other keys", service("build:.\n"), /space after the colon: `build: …`/, "4:10"],
  ["…, at the top", "services:web\n", /space after the colon: `services: …`/, "1:1"],
  ["…, in a mapping of text", service("deploy:\n  replicas:3"), /space after the colon: `replicas: …`/, "5:7"],
  ["a colon", "services:\n  web:\n    image alpine\n    tty: true\n", /a colon is missing/, "3:5"],
  [
    '": " in text',
    service('command: echo "fatal: x"'),
    /unquoted text cannot contain ": " \| put the text in quotes/,
    "4:25",
  ],
  ['": " in a label', service("labels:\n  a: b: c"), /unquoted text cannot contain ": "/, "5:11"],
  ["a mapping on its key's line", "services:\n  web: image: x\n", /unquoted text cannot contain ": "/, "2:13"],
  [
    "text behind quotes",
    service("command: 'it's'"),
    /after the closing quote \| inside single quotes write ''/,
    "4:18",
  ],
  ["a tab", service("command: x\n\ttty: true"), /tabs cannot be used for indentation \| indent with spaces/, "5:5"],
  [
    "a no-break space as indentation",
    "services:\n  web:\n    image: x\n    \u00a0tty: true\n",
    /no-break space \(U\+00A0\)/,
    "4:5",
  ],
  [
    "a no-break space in a key",
    "services:\n  web:\n    image: x\n    tty\u00a0: true\n",
    /no-break space \(U\+00A0\)/,
    "4:5",
  ],
  ["a no-break space in a value", service("scale: 2\u00a0"), /no-break space \(U\+00A0\)/, "4:12"],
  ["typographic quotes", service("restart: “always”"), /typographic quote \(U\+201C\); write a plain quote: "/, "4:14"],
  [
    "typographic single quotes",
    service("mem_limit: ‘64m’"),
    /typographic quote \(U\+2018\); write a plain quote: '/,
    "4:16",
  ],
  ["typographic quotes in a port", service("ports: [“80:80”]"), /typographic quote \(U\+201C\)/, "4:13"],
  ["a dash of a word processor", service("restart: unless–stopped"), /dash \(U\+2013\)/, "4:14"],
  [
    "a conflict",
    `${service("tty: true")}<<<<<<< HEAD\n    scale: 1\n=======\n    scale: 2\n>>>>>>> other\n`,
    /this is a Git conflict marker/,
    "5:1",
  ],
  [
    "a file of Kubernetes",
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {}\n",
    /Kubernetes manifest/,
    "1:1",
  ],
  ["a workflow", "on: push\njobs: {}\n", /GitHub Actions workflow/, "1:1"],
  [
    "healthy",
    `${service("depends_on: {db: {condition: healthy}}")}  db: {image: busybox}\n`,
    /did you mean `service_healthy`/,
    "4:34",
  ],
  [
    "started",
    `${service("depends_on: {db: {condition: started}}")}  db: {image: busybox}\n`,
    /did you mean `service_started`/,
    "4:34",
  ],
  [
    "completed",
    `${service("depends_on: {db: {condition: completed}}")}  db: {image: busybox}\n`,
    /`service_completed_successfully`\?/,
    "4:34",
  ],
  ["allways", service("restart: allways"), /did you mean `always`/, "4:14"],
  ["unless_stopped", service("restart: unless_stopped"), /did you mean `unless-stopped`/, "4:14"],
  ["restart: never", service("restart: never"), /did you mean `no`/, "4:14"],
  ["alwyas", service("pull_policy: alwyas"), /did you mean `always`/, "4:18"],
  ["IfNotPresent", service("pull_policy: IfNotPresent"), /did you mean `missing`/, "4:18"],
  ["a duration without a unit", service("stop_grace_period: 5"), /it needs a unit: write `5s` for 5 seconds/, "4:24"],
  ["…, in quotes", service('healthcheck: {test: x, interval: "10"}'), /it needs a unit: write `10s`/, "4:38"],
  ["a size without a unit", service("mem_limit: 1.5"), /it needs a unit: write `1\.5g`/, "4:16"],
])("%s", async (_name, compose, words, at) => {
  expect(await first(compose)).toEqual({ said: expect.stringMatching(words), at });
});

test("what merely looks odd is let alone", async () => {
  const compose = service("command: echo “hi” http://x:80 a–b\nlabels: {a: 'x\u00a0y', b: 'a:b'}\nrestart: always");
  expect(await problemsOf(compose)).toEqual([]);
  expect(await problemsOf(`configs: {c: {content: "<<<<<<< HEAD"}}\n${service("configs: [c]")}`)).toEqual([]);
});
