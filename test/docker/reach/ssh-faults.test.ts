import { expect, test } from "vitest";
import { sshFault } from "../../../src/docker/reach/ssh-faults.ts";
import { whyUnsent } from "../../../src/docker/reach/unsent.ts";

/** As ssh, shells and docker's CLI print it. */
test.each([
  ["Host key verification failed.", "its host key is not known"],
  ["No ED25519 host key is known for far and you have requested strict checking.", "its host key is not known"],
  [
    "@  WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!  @\nHost key verification failed.",
    "its host key is not the one",
  ],
  ["me@far: Permission denied (publickey,password).", "it lets none of your keys in"],
  ["Received disconnect from 10.0.0.1 port 22:2: Too many authentication failures", "it lets none of your keys in"],
  ["ssh: Could not resolve hostname far: Name or service not known", "there is no host of that name"],
  ["ssh: connect to host far port 22: Connection refused", "nobody listens there"],
  ["ssh: connect to host far port 22: Connection timed out", "the host does not answer"],
  ["ssh: connect to host far port 22: No route to host", "the host can't be reached"],
  ["bash: line 1: docker: command not found", "there is no `docker` on the far side"],
  ["zsh:1: command not found: docker", "there is no `docker` on the far side"],
  ["sh: 1: docker: not found", "there is no `docker` on the far side"],
  ["'docker' is not recognized as an internal or external command,", "there is no `docker` on the far side"],
  [
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
    "no engine answers",
  ],
  [
    "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
    "the far side's user may not open the engine's socket",
  ],
])("%s", (errors, why) => {
  const fault = sshFault({ exitCode: 255, errors: `${errors}\r\n` });
  expect(fault.kind).toBe("unsent");
  expect(whyUnsent(fault.code).why).toContain(why);
});

test("what broke in the middle may have been heard: its last words are the reason", () => {
  const errors = "a banner\nclient_loop: send disconnect: Broken pipe\n";
  expect(sshFault({ exitCode: 255, errors })).toEqual({
    kind: "lost",
    code: "ssh: client_loop: send disconnect: Broken pipe",
  });
  expect(sshFault({ exitCode: 1, errors: "" })).toEqual({ kind: "lost", code: "ssh ended with exit code 1" });
});

test("a shell without words for it still says by its code that there is no docker", () => {
  expect(sshFault({ exitCode: 127, errors: "?" })).toEqual({ kind: "unsent", code: "SSH_NO_DOCKER" });
});
