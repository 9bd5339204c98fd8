/** What a container's process is and sees: the effects of a service's plain attributes, from inside. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Effects, openEffects } from "../../support/effects.ts";
import { engineAddresses } from "../../support/engines.ts";
import { proves } from "../../support/proves.ts";

const compose = `
services:
  plain:
    image: busybox
    command: sleep 600
  named:
    image: busybox
    container_name: \${COMPOSE_PROJECT_NAME}-own
    hostname: shell
    domainname: sea.example
    user: "1000:1001"
    working_dir: /var/tmp
    environment: {SHELL_SIZE: big, EMPTY: "", DOLLAR: "a$$b"}
    env_file: [{path: shell.env}, {path: missing.env, required: false}, {path: raw.env, format: raw}]
    labels: {com.example.role: shell, com.example.empty: ""}
    label_file: shell.labels
    entrypoint: ["sh", "-c"]
    command: ["echo \\"$$0 $$#\\" >/tmp/argv; exec sleep 600", one, two words]
    extra_hosts: ["far.example:192.0.2.7", "near.example=192.0.2.8"]
    expose: ["8080", "9000-9001/udp"]
    network_mode: bridge
    dns: 192.0.2.53
    dns_search: [sea.example, lake.example]
    dns_opt: ["ndots:3"]
  closed:
    image: busybox
    command: sleep 600
    read_only: true
    cap_drop: [ALL]
    cap_add: [NET_ADMIN]
    security_opt: ["no-new-privileges:true"]
    init: true
    tty: true
    sysctls: {net.ipv4.ip_unprivileged_port_start: 400}
    shm_size: 3m
    tmpfs: ["/scratch:size=2m,mode=1770"]
    ulimits: {nofile: {soft: 1111, hard: 2222}, nproc: 333}
  reading:
    image: busybox
    command: cat
    stdin_open: true
  quiet:
    image: busybox
    command: sh -c 'echo said; sleep 600'
    logging: {driver: json-file, options: {max-size: 1m, max-file: "3"}}
  stubborn:
    image: busybox
    command: sh -c 'trap "" TERM; trap "exit 9" USR1; touch /tmp/ready; while :; do sleep 0.1; done'
    stop_signal: SIGUSR1
    stop_grace_period: 1m30s
  many:
    image: busybox
    command: sleep 600
    scale: 2
  deployed:
    image: busybox
    command: sleep 600
    deploy: {replicas: 2}
`;

const privileged = `
  free:
    image: busybox
    command: sleep 600
    privileged: true
`;

const files = {
  "shell.env": "FROM_FILE='quoted # text'\nSHELL_SIZE=small\n",
  "raw.env": "RAW='as it is'\n",
  "shell.labels": "com.example.role=none\ncom.example.filed=yes\n",
};

describe.each(engineAddresses)("on %s", (address) => {
  let effects: Effects;
  let inside: Effects["inside"];

  beforeAll(async () => {
    effects = await openEffects(address);
    inside = effects.inside;
    await effects.load(compose, files);
    await effects.up(compose);
  });
  afterAll(() => effects.remove());

  test("the next plan is empty", async () => {
    expect((await effects.plan(compose)).steps).toEqual([]);
  });

  proves("services.image", "the container is made of it", async () => {
    const { Config, Image } = await effects.inspect("plain");
    expect(Config.Image).toBe("busybox");
    expect(Image).toBe((await effects.docker.getImage("busybox").inspect()).Id);
  });

  proves(["services.entrypoint", "services.command"], "one runs with the words of the other", async () => {
    await expect.poll(() => inside("named", "cat /tmp/argv").catch(String)).toBe("one 1");
    await expect.poll(() => inside("plain", "tr '\\0' ' ' </proc/1/cmdline")).toBe("sleep 600 ");
  });

  proves(["services.hostname", "services.domainname"], "the container knows itself by them", async () => {
    expect(await inside("named", "hostname")).toBe("shell");
    expect(await inside("named", "cat /proc/sys/kernel/domainname")).toBe("sea.example");
  });

  proves("services.container_name", "the engine knows the container by it", async () => {
    expect((await effects.inspect("named")).Name).toBe(`/${effects.project}-own`);
  });

  proves(["services.user", "services.working_dir"], "the process has them", async () => {
    expect(await inside("named", "id -u; id -g; pwd")).toBe("1000\n1001\n/var/tmp");
  });

  proves(
    ["services.environment", "services.env_file[].path", "services.env_file[].required", "services.env_file[].format"],
    "the process has the variables, the file's own over those of env files",
    async () => {
      const found = (await inside("named", "env")).split("\n");
      expect(found).toEqual(
        expect.arrayContaining(["SHELL_SIZE=big", "EMPTY=", "DOLLAR=a$b", "FROM_FILE=quoted # text", "RAW='as it is'"]),
      );
    },
  );

  proves(["services.labels", "services.label_file"], "the container carries them", async () => {
    expect((await effects.inspect("named")).Config.Labels).toMatchObject({
      "com.example.role": "shell",
      "com.example.empty": "",
      "com.example.filed": "yes",
    });
  });

  proves("services.extra_hosts", "the names are in the container's hosts file", async () => {
    const hosts = (await inside("named", "cat /etc/hosts")).replaceAll(/[ \t]+/g, " ").split("\n");
    expect(hosts).toEqual(expect.arrayContaining(["192.0.2.7 far.example", "192.0.2.8 near.example"]));
  });

  proves(["services.dns", "services.dns_search", "services.dns_opt"], "the resolver is set so", async () => {
    const lines = (await inside("named", "cat /etc/resolv.conf")).split("\n");
    expect(lines).toEqual(
      expect.arrayContaining(["nameserver 192.0.2.53", "search sea.example lake.example", "options ndots:3"]),
    );
  });

  proves("services.expose", "the ports are exposed, not published", async () => {
    const { Config, HostConfig } = await effects.inspect("named");
    expect(Object.keys(Config.ExposedPorts ?? {}).sort()).toEqual(["8080/tcp", "9000/udp", "9001/udp"]);
    expect(HostConfig.PortBindings ?? {}).toEqual({});
  });

  proves(["services.read_only", "services.tmpfs"], "only what is mounted can be written to", async () => {
    await expect(inside("closed", "touch /file")).rejects.toThrow(/Read-only file system/);
    expect(await inside("closed", "touch /scratch/file; stat -c %a /scratch")).toBe("1770");
    expect(await inside("closed", "df -k /scratch | awk 'END {print $2}'")).toBe("2048");
  });

  proves(["services.cap_add", "services.cap_drop"], "the process has just these rights", async () => {
    expect(await inside("closed", "awk '/CapBnd/ {print $2}' /proc/1/status")).toBe("0000000000001000");
  });

  proves("services.privileged", "the process has all rights", async (context) => {
    const failed = await effects.up(`${compose}${privileged}`).catch((error: Error) => error.message);
    context.skip(/unable to apply caps/.test(String(failed)), "the engine itself may not do everything");
    const rights = (service: string): Promise<string> => inside(service, "awk '/CapBnd/ {print $2}' /proc/1/status");
    const [free, plain] = await Promise.all([rights("free"), rights("plain")]);
    expect(BigInt(`0x${free}`) > BigInt(`0x${plain}`)).toBe(true);
    expect(BigInt(`0x${free}`) & (1n << 21n)).not.toBe(0n);
  });

  proves("services.init", "a small init process is the first one", async () => {
    expect(await inside("closed", "cat /proc/1/comm")).toMatch(/init/);
    expect(await inside("plain", "cat /proc/1/comm")).toBe("sleep");
  });

  proves("services.tty", "standard output is a terminal", async () => {
    // The init process is the first one; both have the terminal.
    expect(await inside("closed", "readlink /proc/1/fd/1")).toMatch(/^\/dev\/(pts\/\d+|console)$/);
    expect(await inside("plain", "readlink /proc/1/fd/1")).toMatch(/^pipe:/);
  });

  proves("services.stdin_open", "input stays open with nobody attached", async () => {
    expect((await effects.inspect("reading")).State.Running).toBe(true);
    expect(await inside("reading", "readlink /proc/1/fd/0")).toMatch(/^pipe:/);
    expect(await inside("plain", "readlink /proc/1/fd/0")).toBe("/dev/null");
  });

  proves("services.sysctls", "the kernel setting reads back", async () => {
    expect(await inside("closed", "cat /proc/sys/net/ipv4/ip_unprivileged_port_start")).toBe("400");
  });

  proves("services.shm_size", "shared memory has that size", async () => {
    expect(await inside("closed", "df -k /dev/shm | awk 'END {print $2}'")).toBe("3072");
  });

  proves(["services.ulimits.*.soft", "services.ulimits.*.hard"], "the process has these limits", async () => {
    const limits = (await inside("closed", "cat /proc/1/limits")).replaceAll(/ +/g, " ");
    expect(limits).toContain("Max open files 1111 2222 files");
    expect(limits).toContain("Max processes 333 333 processes");
  });

  proves("services.security_opt", "the process can get no new rights", async () => {
    expect(await inside("closed", "awk '/NoNewPrivs/ {print $2}' /proc/1/status")).toBe("1");
    expect(await inside("plain", "awk '/NoNewPrivs/ {print $2}' /proc/1/status")).toBe("0");
  });

  proves(["services.logging.driver", "services.logging.options"], "the engine logs that way", async () => {
    expect((await effects.inspect("quiet")).HostConfig.LogConfig).toEqual({
      Type: "json-file",
      Config: { "max-size": "1m", "max-file": "3" },
    });
  });

  proves(["services.stop_signal", "services.stop_grace_period"], "the container is asked to end so", async () => {
    expect((await effects.inspect("stubborn")).Config).toMatchObject({ StopSignal: "SIGUSR1", StopTimeout: 90 });
    await expect.poll(() => inside("stubborn", "ls /tmp")).toBe("ready");
    const { Id } = await effects.inspect("stubborn");
    await effects.docker.getContainer(Id).stop();
    expect((await effects.inspect("stubborn")).State.ExitCode).toBe(9);
  });

  proves(["services.scale", "services.deploy.replicas"], "so many containers run", async () => {
    expect(await inside("many", "echo here", 2)).toBe("here");
    expect(await inside("deployed", "echo here", 2)).toBe("here");
    await expect(effects.inspect("many", 3)).rejects.toThrow("no container many-3");
  });
});
