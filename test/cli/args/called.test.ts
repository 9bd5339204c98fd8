/** What the words mean under each of our names. */
import { expect, test } from "vitest";
import { asCalled } from "../../../src/cli/args/called.ts";

const asPlugin = { DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND: "docker" };
const called = (program: string, line: string, env = {}) => asCalled(line.split(" ").filter(Boolean), program, env);

test("under our own name words are what they are", () => {
  expect(called("/usr/bin/windlass", "-H x up -D")).toEqual({
    words: ["-H", "x", "up", "-D"],
    env: {},
    asCompose: false,
  });
});

test.each([
  ["up -d", "up -d"],
  ["-v", "--version"],
  ["-H tcp://x:1 -f a.yaml up -H y", "--host tcp://x:1 -f a.yaml up -H y"],
  ["-p debug --host=tcp://x:1 ps", "--host tcp://x:1 -p debug ps"],
  ["-c there --verbose -D -l debug --log-level=info ps -c", "--context there ps -c"],
  ["-f -H up", "-f -H up"],
  ["-- up", "-- up"],
])("docker-compose %s is windlass %s", (line, expected) => {
  expect(called("/usr/local/bin/docker-compose", line).words.join(" ")).toBe(expected);
});

test.each([
  ["compose", "compose up -d", "up -d"],
  ["windlass", "--context x windlass -p shop ps", "--context x -p shop ps"],
  ["windlass", "windlass windlass", "windlass"],
  ["windlass", "windlass", ""],
])("as docker's plugin %s: %s is windlass %s", (name, line, expected) => {
  expect(called(`/usr/libexec/docker/cli-plugins/docker-${name}`, line, asPlugin).words.join(" ")).toBe(expected);
});

test("docker's flags of TLS and its settings become its variables", () => {
  const flags = "--tlsverify --config /c --tlscacert /k/ca.pem --tlscert=/k/cert.pem --tlskey /k/key.pem ps";
  expect(called("docker-compose", flags)).toEqual({
    words: ["ps"],
    env: { DOCKER_CONFIG: "/c", DOCKER_CERT_PATH: "/k", DOCKER_TLS: "1", DOCKER_TLS_VERIFY: "1" },
    asCompose: true,
  });
  expect(() => called("docker-compose", "--tlscert /k/other.crt ps")).toThrow("cannot use --tlscert /k/other.crt");
  expect(() => called("docker-compose", "--host")).toThrow("flag needs an argument: --host");
});
