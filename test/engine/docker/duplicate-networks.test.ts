/** Two networks of one name, as engines before API 1.44 make them when asked not to look: cleared up wherever met. */
import Dockerode from "dockerode";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import { apiAtLeast, apiOfUniqueNetworks } from "../../../src/engine/api-version.ts";
import { labels } from "../../../src/engine/labels.ts";
import type { Engine } from "../../../src/engine/port.ts";
import { cleanUp, engineAddresses, idle, never, newProject, open } from "../../support/engines.ts";

describe.each(engineAddresses)("the engine at %s", (address) => {
  const project = newProject();
  const docker = new Dockerode(address.startsWith("unix://") ? { socketPath: address.slice("unix://".length) } : {});
  let engine: Engine;
  let count = 0;

  beforeAll(async () => {
    engine = await open(address);
  });
  afterAll(async () => {
    await cleanUp(engine, project);
    engine.close();
  });

  const newName = (): string => `${project}-net-${++count}`;
  const spec = (name: string) => ({
    name,
    driverOptions: {},
    ipamOptions: {},
    subnets: [],
    internal: false,
    attachable: false,
    labels: { [labels.project]: project },
  });
  /** A create that did not look for the name, as that of a killed run that came late. */
  const late = async (name: string): Promise<string> =>
    (await docker.createNetwork({ Name: name, CheckDuplicate: false, Labels: { [labels.project]: project } })).id;
  const ids = async (name: string): Promise<readonly string[]> =>
    (await engine.snapshot({ project, images: [] }, never)).networks
      .filter((network) => network.name === name)
      .map(({ id }) => id);
  const container = (name: string): Promise<string> =>
    engine.createContainer(
      {
        name: `${project}-${++count}`,
        config: idle(project, {
          networkMode: { kind: "named", name },
          networks: [{ network: name, aliases: ["here"] }],
        }),
      },
      never,
    );
  const needsTwins = ({ skip }: TestContext): void =>
    skip(apiAtLeast(engine.facts.apiVersion, apiOfUniqueNetworks), "this engine makes no two networks of one name");

  test("many creates of one name leave one network, and all give its id", async () => {
    const name = newName();
    const made = await Promise.all(Array.from({ length: 6 }, () => engine.createNetwork(spec(name), never)));
    const left = await ids(name);
    expect(left).toHaveLength(1);
    expect(made).toContain(left[0]);
  });

  test("a create that finds another clears it up and gives the one that stays", async (context) => {
    needsTwins(context);
    const name = newName();
    const first = await late(name);
    await late(name);
    expect(await engine.createNetwork(spec(name), never)).toBe(first);
    expect(await ids(name)).toEqual([first]);
  });

  test("a start meets a network that came late, and takes place", async (context) => {
    needsTwins(context);
    const name = newName();
    const first = await engine.createNetwork(spec(name), never);
    const id = await container(name);
    await late(name);
    await engine.startContainer(id, never);
    expect((await engine.status(id, never))?.state).toBe("running");
    expect(await ids(name)).toEqual([first]);
  });

  test("the network that somebody is on stays, though it is the later one", async (context) => {
    needsTwins(context);
    const name = newName();
    await late(name);
    const second = await late(name);
    const running = await engine.createContainer(
      { name: `${project}-${++count}`, config: idle(project, { networkMode: { kind: "named", name: "bridge" } }) },
      never,
    );
    await engine.startContainer(running, never);
    await docker.getNetwork(second).connect({ Container: running });
    const other = await container(name);
    await engine.startContainer(other, never);
    expect(await ids(name)).toEqual([second]);
  });

  test("a connect and a disconnect take place too", async (context) => {
    needsTwins(context);
    const name = newName();
    await engine.createNetwork(spec(name), never);
    const id = await container(name);
    await engine.startContainer(id, never);
    await late(name);
    await engine.disconnectNetwork(id, name, never);
    await late(name);
    await engine.connectNetwork(id, { network: name, aliases: [] }, never);
    expect(await ids(name)).toHaveLength(1);
  });

  test("a network of the name that is not the project's is left alone, and the engine's answer is said", async (context) => {
    needsTwins(context);
    const name = newName();
    await engine.createNetwork(spec(name), never);
    const id = await container(name);
    const foreign = (await docker.createNetwork({ Name: name, CheckDuplicate: false })).id;
    try {
      await expect(engine.startContainer(id, never)).rejects.toMatchObject({ code: "network-ambiguous" });
      expect(await ids(name)).toHaveLength(2);
    } finally {
      await docker.getNetwork(foreign).remove();
    }
  });
});
