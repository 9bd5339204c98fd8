import { describe, expect, test } from "vitest";
import { CallError, callError, faultOf } from "../../../src/docker/http/call-error.ts";
import { failure } from "../../../src/docker/http/failures.ts";

const refused = (reason: string, status = 500): unknown =>
  failure(new CallError({ kind: "refused", status, reason }), "do it");

describe("the engine's refusals in our words", () => {
  test.each([
    [
      "driver failed programming external connectivity on endpoint a (abc): Bind for 0.0.0.0:8080 failed: port is already allocated",
      { code: "port-taken", message: "port 0.0.0.0:8080 is already allocated to another container" },
    ],
    [
      "failed to set up container networking: driver failed programming external connectivity on endpoint a (abc): failed to bind host port for 127.0.0.1:8080:172.17.0.2:80/tcp: address already in use",
      { code: "port-taken", message: "port 127.0.0.1:8080 is already in use by a process on the host" },
    ],
    [
      "driver failed: Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use",
      { code: "port-taken", message: "port 0.0.0.0:80 is already in use by a process on the host" },
    ],
    [
      "failed to bind host port for [::]:8080:[fd00::2]:80/tcp: address already in use",
      { code: "port-taken", message: "port [::]:8080 is already in use by a process on the host" },
    ],
    [
      'Conflict. The container name "/web-1" is already in use by container "0123456789abcdef0123456789abcdef". You have to remove (or rename) that container to be able to reuse that name.',
      { code: "name-taken", message: 'the container name "web-1" is already in use by container 0123456789ab' },
    ],
    [
      'container create: creating container storage: the container name "web-1" is already in use by 0123456789abcdef. You have to remove that container to be able to reuse that name: that name is already in use',
      { code: "name-taken", message: 'the container name "web-1" is already in use by container 0123456789ab' },
    ],
    [
      "cannot listen on the TCP port: listen tcp4 :8080: bind: address already in use",
      { code: "port-taken", message: "port :8080 is already in use by a process on the host" },
    ],
    [
      "granting entitlement security.insecure is not allowed by build daemon configuration",
      {
        code: "engine-refused",
        message: "the engine does not allow builds with the entitlement security.insecure",
        hint: expect.stringContaining("builder.entitlements"),
      },
    ],
    ["network name app_default already used: network already exists", { code: "name-taken" }],
    [
      '"app_default" has associated containers with it. Use -f to forcibly delete containers and pods: network is being used',
      { code: "network-in-use" },
    ],
    [
      "volume app_data is being used by the following container(s): 0123456789ab: volume is being used",
      { code: "resource-in-use" },
    ],
    [
      "subnet 10.88.0.0/24 is already used on the host or by another config",
      { code: "engine-refused", hint: expect.stringContaining("another network uses this subnet") },
    ],
    [
      "no such image: docker.io/library/nope: image not known",
      { code: "image-missing", message: "the image docker.io/library/nope does not exist on the engine" },
    ],
    [
      'runc: runc create failed: unable to start container process: exec: "nope": executable file not found in $PATH: OCI runtime attempted to invoke a command that was not found',
      {
        code: "start-failed",
        message: `cannot start the container's process: exec: "nope": executable file not found in $PATH`,
      },
    ],
    [
      "client version 1.41 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version",
      { code: "engine-too-old", hint: expect.stringContaining("unset DOCKER_API_VERSION") },
    ],
    [
      "Client sent an HTTP request to an HTTPS server.",
      {
        code: "engine-unreachable",
        message: "the engine expects TLS on this port",
        hint: expect.stringContaining("DOCKER_TLS_VERIFY=1"),
      },
    ],
    ["network with name app_default already exists", { code: "name-taken" }],
    [
      "network app_default is ambiguous (2 matches found on name)",
      { code: "network-ambiguous", message: 'the engine has several networks named "app_default"' },
    ],
    [
      'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
      { code: "needs-swarm" },
    ],
    [
      "No such image: nope:latest",
      { code: "image-missing", message: "the image nope:latest does not exist on the engine" },
    ],
    [
      "pull access denied for nope, repository does not exist or may require 'docker login': denied",
      { code: "image-not-found", message: expect.stringContaining("the image nope does not exist") },
    ],
    ["manifest for busybox:none not found: manifest unknown: manifest unknown", { code: "image-not-found" }],
    ["no matching manifest for linux/s390x in the manifest list entries", { code: "image-not-found" }],
    [
      "pull access denied for 127.0.0.1:5000/team/app, repository does not exist or may require 'docker login': denied",
      { code: "image-not-found", hint: expect.stringContaining("docker login 127.0.0.1:5000") },
    ],
    ['Head "https://reg.example.org/v2/app/manifests/1": no basic auth credentials', { code: "login-needed" }],
    ['Head "https://reg.example.org/v2/app/manifests/1": denied: access forbidden', { code: "login-needed" }],
    ["unauthorized: authentication required", { code: "login-needed", hint: expect.stringContaining("docker login") }],
    ["toomanyrequests: slow down", { code: "engine-refused", hint: expect.stringContaining("rate limit") }],
    [
      'invalid mount config for type "bind": bind source path does not exist: /srv/a b',
      {
        code: "bind-source-missing",
        message: "/srv/a b does not exist on the engine's host",
      },
    ],
    [
      'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "nope": executable file not found in $PATH: unknown',
      {
        code: "start-failed",
        message: `cannot start the container's process: exec: "nope": executable file not found in $PATH`,
      },
    ],
    [
      'OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "nope": not found: unknown',
      { code: "start-failed", message: `cannot start the container's process: exec: "nope": not found` },
    ],
    ["error while removing network: network a id b has active endpoints", { code: "network-in-use" }],
    ["remove v: volume is in use - [abc]", { code: "resource-in-use" }],
    ["Minimum memory limit allowed is 6MB", { code: "engine-refused", hint: "raise the memory limit" }],
    ["something new", { code: "engine-refused", message: "cannot do it: something new" }],
  ])("%s", (reason, expected) => {
    expect(refused(reason)).toMatchObject(expected);
  });
});

describe("other faults", () => {
  test.each([
    [{ kind: "unsent", code: "ECONNREFUSED" } as const, "engine-unreachable"],
    [{ kind: "lost", code: "ECONNRESET" } as const, "engine-reply-broken"],
    [{ kind: "broken", reason: "it was cut off" } as const, "engine-reply-broken"],
    [{ kind: "timeout", limitMs: 30_000 } as const, "engine-timeout"],
    [{ kind: "silent", limitMs: 600_000 } as const, "engine-silent"],
  ])("%j is %s, with a hint", (fault, code) => {
    expect(failure(new CallError(fault), "do it")).toMatchObject({
      code,
      message: expect.stringMatching(/^cannot do it: /),
      hint: expect.any(String),
    });
  });

  test("what is no fault of a call is passed on", () => {
    const bug = new TypeError("x is not a function");
    expect(failure(bug, "do it")).toBe(bug);
  });

  test("a connection that was never made is told from one that broke", () => {
    const error = (code: string, syscall?: string): Error => Object.assign(new Error("x"), { code, syscall });
    expect(faultOf(error("ECONNREFUSED", "connect"))).toEqual({ kind: "unsent", code: "ECONNREFUSED" });
    expect(faultOf(error("ENOTFOUND", "getaddrinfo"))).toEqual({ kind: "unsent", code: "ENOTFOUND" });
    expect(faultOf(error("ECONNRESET"))).toEqual({ kind: "lost", code: "ECONNRESET" });
    expect(faultOf(error("HPE_INVALID_CONSTANT"))).toMatchObject({ kind: "broken" });
  });
});

test("a mistake in our own code is no answer of the engine's", () => {
  const bug = new TypeError("x is not a function");
  expect(callError(bug)).toBe(bug);
  expect(callError(Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }))).toMatchObject({
    fault: { kind: "lost" },
  });
});
