/** `windlass cp` */
import { WindlassError } from "../../core/errors.ts";
import type { ListedContainer } from "../../index.ts";
import { type Command, command } from "../args/command.ts";
import { flag } from "../args/flags.ts";
import { containersOf, indexFlag, meantContainers } from "../containers.ts";
import { archiveOf, type CopyIo, copyIn, copyOut, localSource, unpackIn } from "../files/copy.ts";
import { deed } from "../files/deed.ts";
import { inContainer } from "../files/paths.ts";
import { checkServices, nameOf, projectOrName, withEngine } from "../session.ts";

export const cp: Command = command({
  name: "cp",
  summary: "Copy files between a service's containers and this machine",
  group: "change",
  named: "flag",
  examples: [
    ["windlass cp web:/etc/nginx/nginx.conf .", "a file out of the first container"],
    ["windlass cp html web:/usr/share/nginx", "a folder into all containers of the service"],
  ],
  operands: [
    { name: "source", text: "path, service:path, or - for a tar archive from standard input" },
    { name: "target", text: "path, service:path, or - for a tar archive on standard output" },
  ],
  flags: {
    index: indexFlag,
    all: flag("--all", "include containers of run"),
    archive: flag("-a, --archive", "keep owners"),
    followLink: flag("-L, --follow-link", "copy what a symbolic link leads to"),
  },
  async run(call, context) {
    const { flags, globals, settings } = call;
    const [source = "", target = ""] = call.operands;
    const [from, to] = [inContainer(source), inContainer(target)];
    if (from && to)
      throw new WindlassError("usage", "copying between services is not supported", {
        hint: `use a pipe: windlass cp ${source} - | windlass cp - ${target}`,
      });
    const inside = from ?? to;
    if (inside === undefined)
      throw new WindlassError("usage", "unknown copy direction", { hint: "name a service in one of them: web:/path" });
    const { service } = inside;
    const project = await projectOrName({ ...call, services: [] }, context);
    checkServices(project, [service]);
    return withEngine(context, async (engine) => {
      const signal = context.interrupts.first;
      const containers = meantContainers(await containersOf(engine, nameOf(project), [service], signal), {
        service,
        index: flags.index,
        running: false,
        ownOnly: !flags.all,
      });
      const io: CopyIo = { engine, cwd: context.cwd, signal, followLink: flags.followLink };
      const tell = (container: ListedContainer, act: () => Promise<unknown>): Promise<void> => {
        const details = from
          ? `${container.name}:${from.path} to ${target}`
          : `${source} to ${container.name}:${inside.path}`;
        return deed(
          `Container ${container.name}`,
          { doing: "Copying", done: "Copied", details },
          { settings, context },
          async () => {
            if (!globals.dryRun) await act();
            return undefined;
          },
        );
      };
      if (from && target === "-") {
        if (context.out.isTTY)
          throw new WindlassError("usage", "refusing to write a tar archive to a terminal", {
            hint: "redirect it to a file or a pipe",
          });
        if (globals.dryRun) return 0;
        for await (const chunk of await archiveOf(containers[0], from.path, io)) {
          context.out.write(chunk);
          await context.out.drained(signal);
        }
        return 0;
      }
      if (from) {
        await tell(containers[0], () => copyOut(containers[0], from.path, target, io));
        return 0;
      }
      const owner = { keepsOwner: flags.archive };
      const put =
        source === "-"
          ? tarPut(await context.disk.read("-", { signal }), inside.path, io, owner)
          : await filesPut(source, inside.path, io, owner);
      const ended = await Promise.allSettled(containers.map((container) => tell(container, () => put(container))));
      for (const one of ended) if (one.status === "rejected") throw one.reason;
      return 0;
    });
  },
});

type Put = (container: ListedContainer) => Promise<void>;
type Owner = { readonly keepsOwner: boolean };

const tarPut =
  (tar: Uint8Array, path: string, io: CopyIo, owner: Owner): Put =>
  (container) =>
    unpackIn(tar, container, path, io, owner);

async function filesPut(text: string, path: string, io: CopyIo, owner: Owner): Promise<Put> {
  const source = await localSource(text, io);
  return (container) => copyIn(source, container, path, io, owner);
}
