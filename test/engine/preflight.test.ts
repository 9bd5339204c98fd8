/** What can be known to fail is told before the first call: nothing is made, stopped or removed for a plan that can't work. */
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import type Dockerode from "dockerode";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiAtLeast } from "../../src/engine/api-version.ts";
import { freeSubnets } from "../support/addresses.ts";
import { type Effects, openEffects } from "../support/effects.ts";
import { engineAddresses } from "../support/engines.ts";
import { windlass } from "../support/program.ts";

/** What a case is made of: names and addresses that nobody else has, and what stands on the engine for others. */
interface Scene {
  readonly project: string;
  /** Three bytes of the subnet that the foreign network has. */
  readonly range: string;
  /** A container of somebody else's, which publishes this port. */
  readonly guest: { readonly name: string; readonly port: number };
  readonly network: string;
  /** A port that this very process listens on. */
  readonly port: number;
}

interface Case {
  readonly what: string;
  /** An attribute of the service `web`. */
  readonly service: (scene: Scene) => string;
  /** Another service, further networks, and further sections of the file. */
  readonly twin?: (scene: Scene) => string;
  readonly networks?: (scene: Scene) => string;
  readonly section?: (scene: Scene) => string;
  readonly code: string;
  readonly said: (scene: Scene) => string;
}

const cases: readonly Case[] = [
  {
    what: "a port that a process holds",
    service: ({ port }) => `ports: ["${port}:80"]`,
    code: "port-taken",
    said: ({ port }) =>
      process.platform === "linux"
        ? `0.0.0.0:${port}/tcp is already in use by the process `
        : `0.0.0.0:${port}/tcp is already in use by`,
  },
  {
    what: "a port that a container of others publishes",
    service: ({ guest }) => `ports: ["127.0.0.1:${guest.port}:80"]`,
    code: "port-taken",
    said: ({ guest }) => `is already in use by container "${guest.name}"`,
  },
  {
    what: "a container name of others",
    service: ({ guest }) => `container_name: ${guest.name}`,
    code: "name-taken",
    said: ({ guest }) => `container name "${guest.name}"`,
  },
  {
    what: "a bind source that the engine may not make",
    service: () => "volumes: [{type: bind, source: ./nowhere, target: /x, bind: {create_host_path: false}}]",
    code: "bind-source-missing",
    said: () => "nowhere",
  },
  {
    what: "the file of a config",
    service: () => "configs: [settings]",
    section: () => "configs: {settings: {file: ./nowhere.conf}}",
    code: "file-not-found",
    said: () => "nowhere.conf",
  },
  {
    what: "the file of a secret",
    service: () => "secrets: [key]",
    section: () => "secrets: {key: {file: ./nowhere.key}}",
    code: "file-not-found",
    said: () => "nowhere.key",
  },
  {
    what: "an external network that is not there",
    service: () => "networks: [gone]",
    networks: ({ project }) => `gone: {external: true, name: ${project}-gone}`,
    code: "external-not-found",
    said: ({ project }) => `network ${project}-gone declared as external, but could not be found`,
  },
  {
    what: "an external volume that is not there",
    service: () => 'volumes: ["gone:/x"]',
    section: ({ project }) => `volumes: {gone: {external: true, name: ${project}-gone}}`,
    code: "external-not-found",
    said: ({ project }) => `external volume "${project}-gone" not found`,
  },
  {
    what: "a subnet that a network of others has",
    service: () => "networks: [n]",
    networks: ({ range }) => `n: {ipam: {config: [{subnet: ${range}.128/25}]}}`,
    code: "subnet-overlap",
    said: ({ network }) => `of the network "${network}"`,
  },
  {
    what: "a subnet that two networks of the project want",
    service: () => "networks: [n, m]",
    networks: () => "n: {ipam: {config: [{subnet: 10.254.0.0/24}]}}, m: {ipam: {config: [{subnet: 10.254.0.0/16}]}}",
    code: "subnet-overlap",
    said: () => "10.254.0.0",
  },
  {
    what: "an address outside of the network's subnets",
    service: () => "networks: {n: {ipv4_address: 10.253.0.2}}",
    networks: () => "n: {ipam: {config: [{subnet: 10.254.0.0/24}]}}",
    code: "address-unusable",
    said: () => "10.254.0.0/24",
  },
  {
    what: "an address on a network without a subnet",
    service: () => "networks: {n: {ipv4_address: 10.254.0.2}}",
    networks: () => "n: ",
    code: "address-unusable",
    said: () => "no IPv4 subnet",
  },
  {
    what: "an address that two services want",
    service: () => "networks: {n: {ipv4_address: 10.254.0.2}}",
    twin: () => "twin: {image: busybox, networks: {n: {ipv4_address: 10.254.0.2}}}",
    networks: () => "n: {ipam: {config: [{subnet: 10.254.0.0/24}]}}",
    code: "duplicate-address",
    said: () => "already uses this ipv4_address",
  },
  {
    what: "a hardware address that two services want",
    service: () => "mac_address: 02:42:ac:11:65:43",
    twin: () => "twin: {image: busybox, mac_address: 02:42:ac:11:65:43}",
    code: "duplicate-address",
    said: () => "already uses this mac_address",
  },
  {
    what: "a container name that two services want",
    service: ({ project }) => `container_name: ${project}-same`,
    twin: ({ project }) => `twin: {image: busybox, container_name: ${project}-same}`,
    code: "duplicate-container-name",
    said: () => "is already in use by service",
  },
  {
    what: "a second network of the host",
    service: () => "networks: [n]",
    networks: () => "n: {driver: host}",
    code: "invalid-value",
    said: () => "every engine has exactly one",
  },
  {
    what: "more replicas than a range has ports",
    service: () => "scale: 3\n    ports: ['38110-38111:80']",
    code: "too-few-ports",
    said: () => "3 replicas cannot share the 2 host ports 38110-38111",
  },
  {
    what: "an interval of a time that there is none of",
    service: () => "healthcheck: {test: 'true', start_interval: 1s}",
    code: "conflicting-attributes",
    said: () => "healthcheck.start_interval requires healthcheck.start_period to be set",
  },
  {
    what: "a volume of Swarm's",
    service: () => "volumes: [{type: cluster, source: v, target: /v}]",
    section: () => "volumes: {v: }",
    code: "needs-swarm",
    said: () => "cluster volumes can be mounted only by Swarm services",
  },
];

describe.each(engineAddresses)("on %s, nothing is changed for", (address) => {
  let effects: Effects;
  let scene: Scene;
  const server = createServer();
  const foreign: Dockerode.Container[] = [];

  /** `web` has other attributes than what stands, so that it would be replaced, and the networks would be made. */
  const compose = ({ service, twin, networks, section }: Case): string => `
services:
  db: {image: busybox, command: sleep 600, stop_grace_period: 0s, networks: [kept]}
  web:
    image: busybox
    command: sleep 601
    ${service(scene)}
  ${twin?.(scene) ?? ""}
networks: {kept: , ${networks?.(scene) ?? ""}}
${section?.(scene) ?? ""}
`;

  async function guest(name: string, more: Partial<Dockerode.ContainerCreateOptions>): Promise<Dockerode.Container> {
    const container = await effects.docker.createContainer({ name, Image: "busybox", Cmd: ["sleep", "600"], ...more });
    foreign.push(container);
    await container.start();
    return container;
  }

  /** All that a plan could have touched: the project's, and the container and network of others. */
  async function state(): Promise<unknown> {
    const filters = { label: [`com.docker.compose.project=${effects.project}`] };
    const { docker } = effects;
    const containers = await docker.listContainers({ all: true, filters });
    const looked = [...containers.map(({ Id }) => docker.getContainer(Id)), ...foreign].map((one) => one.inspect());
    const networks = (await docker.listNetworks()).filter(({ Name }) => Name.startsWith(effects.project));
    const volumes = (await docker.listVolumes()).Volumes.filter(({ Name }) => Name.startsWith(effects.project));
    return {
      containers: (await Promise.all(looked)).map(({ Id, Name, State, RestartCount }) => ({
        ...{ Id, Name, RestartCount },
        state: [State.Status, State.StartedAt],
      })),
      networks: networks.map(({ Id }) => Id).sort(),
      volumes: volumes.map(({ Name }) => Name).sort(),
    };
  }

  beforeAll(async () => {
    effects = await openEffects(address);
    const { project, docker } = effects;
    server.listen(0, "0.0.0.0");
    await once(server, "listening");
    const [range] = freeSubnets("preflight");
    const network = `${project}-theirs`;
    await docker.createNetwork({ Name: network, IPAM: { Config: [{ Subnet: `${range}.0/24` }] } });
    const host = await guest(`${project}-guest`, {
      ExposedPorts: { "80/tcp": {} },
      HostConfig: { PortBindings: { "80/tcp": [{ HostIp: "127.0.0.1", HostPort: "" }] } },
    });
    const published = (await host.inspect()).NetworkSettings.Ports["80/tcp"]?.[0]?.HostPort;
    scene = {
      ...{ project, range, network },
      guest: { name: `${project}-guest`, port: Number(published) },
      port: (server.address() as { port: number }).port,
    };
    await effects.up(`
services:
  db: {image: busybox, command: sleep 600, stop_grace_period: 0s, networks: [kept]}
  web: {image: busybox, command: sleep 600, stop_grace_period: 0s, networks: [kept]}
networks: {kept: }
`);
  });

  afterAll(async () => {
    server.close();
    await Promise.all(foreign.map((container) => container.remove({ force: true })));
    await effects.docker.getNetwork(scene.network).remove();
    await effects.remove();
  });

  const refused = async (text: string, code: string, said: string, flags: readonly string[] = []): Promise<void> => {
    const before = await state();
    const file = join(effects.folder, "compose.yaml");
    await writeFile(file, text);
    const { code: exitCode, stderr } = await windlass(["-p", effects.project, "-f", file, "up", "-d", ...flags], {
      DOCKER_HOST: address,
    });
    expect(stderr).toContain(`[${code}]`);
    expect(stderr.replaceAll(/\s+/g, " ")).toContain(said);
    expect(exitCode).toBe(1);
    expect(await state()).toEqual(before);
  };

  test.each(cases)("$what", async (one) => {
    await refused(compose(one), one.code, one.said(scene));
  });

  test("a network that must be made anew while somebody else's container is on it", async () => {
    const name = `${effects.project}-visitor`;
    await guest(name, { HostConfig: { NetworkMode: `${effects.project}_kept` } });
    const text = `
services: {db: {image: busybox, command: sleep 600, networks: [kept]}, web: {image: busybox, networks: [kept]}}
networks: {kept: {internal: true}}
`;
    await refused(text, "network-in-use", name);
  });

  test("an overlay network on an engine without a swarm", async ({ skip }) => {
    const { Swarm } = await effects.docker.info();
    skip(Swarm?.ControlAvailable === true, "this engine has a swarm");
    const text = "services: {web: {image: busybox, networks: [n]}}\nnetworks: {n: {driver: overlay}}\n";
    const { kind } = effects.engine.facts;
    if (kind === "podman") await refused(text, "engine-lacks", 'this engine has no network driver "overlay"');
    else await refused(text, "needs-swarm", "docker swarm init");
  });

  test("more replicas on the command line than a range has ports", async () => {
    const text = "services: {web: {image: busybox, command: sleep 602, ports: ['38110-38111:80']}}\n";
    await refused(text, "too-few-ports", "3 replicas cannot share the 2 host ports", ["--scale", "web=3"]);
  });

  test("what the engine's version lacks", async ({ skip }) => {
    skip(apiAtLeast(effects.engine.facts.apiVersion, "1.49"), "this engine lacks nothing");
    const text = "services: {web: {image: busybox, networks: {n: {interface_name: lan0}}}}\nnetworks: {n: }\n";
    await refused(text, "engine-too-old", "interface_name needs an engine with API 1.49");
  });
});

describe.each(engineAddresses)("on %s, a network and a volume of the name that are somebody else's", (address) => {
  test("are told, used, and never removed", async () => {
    const effects = await openEffects(address);
    const { docker, project } = effects;
    const text =
      "services: {a: {image: busybox, command: sleep 600, networks: [n], volumes: ['v:/v']}}\nnetworks: {n: }\nvolumes: {v: }\n";
    const { id } = await docker.createNetwork({ Name: `${project}_n` });
    await docker.createVolume({ Name: `${project}_v` });
    try {
      const { warnings } = await effects.up(text);
      expect(warnings.map(({ code }) => code).sort()).toEqual(["network-not-ours", "volume-not-ours"]);
      const { Id, Mounts } = await effects.inspect("a");
      expect(Object.keys((await docker.getNetwork(id).inspect()).Containers ?? {})).toEqual([Id]);
      expect(Mounts.map(({ Name }) => Name)).toEqual([`${project}_v`]);
    } finally {
      await effects.remove();
    }
    expect((await docker.getNetwork(id).inspect()).Name).toBe(`${project}_n`);
    expect((await docker.getVolume(`${project}_v`).inspect()).Name).toBe(`${project}_v`);
    await docker.getNetwork(id).remove();
    await docker.getVolume(`${project}_v`).remove();
  });
});
