import { resolve } from "node:path";
import { expect, test } from "vitest";
import { started } from "../../../src/cli/process/started.ts";

test("on Node the script is the program, and the launcher's spaces are taken off", () => {
  const argv = ["/bin/node", "/bin/docker-compose", "up", " --experimental-x", " y"];
  expect(started({ argv, argv0: "node", execPath: "/bin/node" }, false)).toEqual({
    program: "/bin/docker-compose",
    file: "/bin/docker-compose",
    words: ["up", "--experimental-x", " y"],
  });
});

test.each([
  ["docker-compose", "docker-compose"],
  ["/usr/bin/docker-compose", "/usr/bin/docker-compose"],
  ["./docker-compose", resolve("docker-compose")],
])("an executable that was started as %s is called that; a link to it leads to its file", (argv0, program) => {
  const argv = ["bun", "/$bunfs/root/windlass", "up", " --experimental-x"];
  expect(started({ argv, argv0, execPath: "/opt/windlass" }, true)).toEqual({
    program,
    file: "/opt/windlass",
    words: ["up", " --experimental-x"],
  });
});
