import { expect, test } from "vitest";
import { sshFault } from "../../../src/docker/reach/ssh-faults.ts";
import { whyUnsent } from "../../../src/docker/reach/unsent.ts";

/** As ssh, shells and docker's CLI print it. */
test.each([
  ["Host key verification failed.", "its host key is unknown"],
  ["No ED25519 host key is known for far and you have requested strict checking.", "its host key is unknown"],
  ["@  WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!  @\nHost key verification failed.", "its host key has changed"],
  ["me@far: Permission denied (publickey,password).", "permission denied"],
  ["Received disconnect from 10.0.0.1 port 22:2: Too many authentication failures", "permission denied"],
  ["ssh: Could not resolve hostname far: Name or service not known", "the host name does not exist"],
  ["ssh: connect to host far port 22: Connection refused", "connection refused"],
  ["ssh: connect to host far port 22: Connection timed out", "the connection timed out"],
  ["ssh: connect to host far port 22: No route to host", "the host is unreachable"],
  ["bash: line 1: docker: command not found", "`docker` is not installed on the remote host"],
  ["zsh:1: command not found: docker", "`docker` is not installed on the remote host"],
  ["sh: 1: docker: not found", "`docker` is not installed on the remote host"],
  ["'docker' is not recognized as an internal or external command,", "`docker` is not installed on the remote host"],
  [
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
    "no engine is running",
  ],
  [
    "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
    "the remote user has no permission for the engine's socket",
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
