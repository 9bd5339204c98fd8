/** A service with the engine's socket: it has the socket itself, and the logins. */
import { afterEach, beforeEach, describe, expect } from "vitest";
import { type Effects, openEffects } from "../../support/effects.ts";
import { engineAddresses } from "../../support/engines.ts";
import { proves } from "../../support/proves.ts";

describe.each(engineAddresses)("on %s", (address) => {
  let effects: Effects;

  beforeEach(async () => {
    effects = await openEffects(address);
  });
  afterEach(async () => {
    await effects.remove();
    for (const image of made.splice(0)) await effects.docker.getImage(image).remove();
  });
  const made: string[] = [];

  /** An image whose /var/run is a folder: below a link, some engines mount nothing while they copy. */
  async function withoutLink(): Promise<string> {
    const image = `${effects.project}-plain`;
    const container = await effects.docker.createContainer({
      Image: "busybox",
      Cmd: ["sh", "-c", "rm /var/run; mkdir /var/run"],
    });
    await container.start();
    await container.wait();
    await container.commit({ repo: image });
    await container.remove();
    made.push(image);
    return image;
  }

  proves("services.use_api_socket", "the service has the engine's socket and the logins", async (context) => {
    context.skip(address !== "unix:///var/run/docker.sock", "the engine's socket is not at its usual place");
    const image = await withoutLink();
    const login = Buffer.from("robot:swordfish").toString("base64");
    const compose = `services: {agent: {image: ${image}, command: sleep 600, stop_grace_period: 0s, use_api_socket: true}}`;
    await effects.load(compose, { "config.json": JSON.stringify({ auths: { "registry.example": { auth: login } } }) });
    const plan = await effects.up(compose);
    expect(JSON.stringify(plan)).not.toContain(login);
    expect(await effects.inside("agent", `test -S /var/run/docker.sock && cat "$DOCKER_CONFIG/config.json"`)).toBe(
      JSON.stringify({ auths: { "registry.example": { auth: login } } }),
    );
    expect((await effects.plan(compose)).steps).toEqual([]);
  });
});
