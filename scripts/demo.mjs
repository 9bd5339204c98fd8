/** `npm run demo`: sets up what is missing, brings examples/guestbook up, shows what stands, and leaves it running. */
import { hostname } from "node:os";
import { choosePort, demoCommand } from "./lib/demo-project.mjs";
import { withEmptyEngine } from "./lib/empty-engine.mjs";
import { note } from "./lib/notes.mjs";
import { attached } from "./lib/run.mjs";
import { elapsed, main, Stop, say } from "./lib/say.mjs";
import { setUp } from "./lib/set-up.mjs";

await main(async () => {
  const { node, windlass, address, why } = await setUp();
  if (address === undefined) {
    say(`no engine can run here: ${why}`);
    say("what the guestbook would take on an engine that has nothing of it:");
    return withEmptyEngine(async (empty) => {
      const { args, options } = demoCommand({ windlass, address: empty, port: await choosePort(empty) });
      return attached(node, args("plan"), options);
    });
  }

  const port = await choosePort(address);
  const { args, options } = demoCommand({ windlass, address, port });
  const run = async (...command) => {
    say(`windlass ${command.join(" ")}`);
    const code = await attached(node, args(...command), options);
    if (code !== 0) throw new Stop(`windlass ${command[0]} ended with exit code ${code}`);
  };
  note({ demo: address });
  await run("plan");
  await run("up", "-d", "--wait");
  await run("ps");

  const url = `http://${reachable(address)}:${port}/`;
  say(`the page, ${url} , says:`);
  console.log(textOf(await (await fetch(url)).text()));
  say(`ready after ${elapsed()}. It goes on running: open ${url} and sign.`);
  say("npm run demo:clean removes it, and all that was set up for it but Debian's packages.");
});

/** The host on which the engine publishes ports. */
function reachable(address) {
  const { protocol, hostname: host } = new URL(address);
  return protocol === "unix:" || host === hostname() ? "localhost" : host;
}

/** A page's words, without its tags. */
function textOf(html) {
  const entities = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };
  return html
    .replace(/<title>.*<\/title>|<[^>]*>/g, "")
    .replace(/&\w+;/g, (entity) => entities[entity] ?? entity)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => `  ${line.trim()}`)
    .join("\n");
}
