/** `windlass cp` */
import { WindlassError } from "../../core/errors.ts";
import type { ListedContainer } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { flag } from "../args/flags.ts";
import { containersOf, indexFlag, meantContainers } from "../containers.ts";
import { archiveOf, type CopyIo, copyIn, copyOut, localSource, unpackIn } from "../files/copy.ts";
import { deed } from "../files/deed.ts";
import { inContainer } from "../files/paths.ts";
import { streamTo } from "../files/save.ts";
import { spooled } from "../files/spool.ts";
import { checkServices, nameOf, projectOrName, withEngine } from "../session.ts";

export const cp: Definition = command({
  named: "flag",
  examples: [
    ["windlass cp web:/etc/nginx/nginx.conf .", "a file out of the first container"],
    ["windlass cp html web:/usr/share/nginx", "a folder into all containers of the service"],
  ],
  operands: [
    {
      name: "source",
      text: "path, service:path, or - for a tar archive from standard input",
      completes: "container-paths",
    },
    {
      name: "target",
      text: "path, service:path, or - for a tar archive on standard output",
      completes: "container-paths",
    },
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
        await streamTo(context.out, await archiveOf(containers[0], from.path, io), signal);
        return 0;
      }
      if (from) {
        await tell(containers[0], () => copyOut(containers[0], from.path, target, io));
        return 0;
      }
      const owner = { keepsOwner: flags.archive };
      const putIntoAll = async (put: (container: ListedContainer) => Promise<void>): Promise<void> => {
        const ended = await Promise.allSettled(containers.map((container) => tell(container, () => put(container))));
        for (const one of ended) if (one.status === "rejected") throw one.reason;
      };
      const putTar = (tar: () => AsyncIterable<Uint8Array>): Promise<void> =>
        putIntoAll((container) => unpackIn(tar, container, inside.path, io, owner));
      if (source === "-") {
        const input = (): AsyncIterable<Uint8Array> => context.terminal.input(signal);
        await (containers.length === 1 || globals.dryRun ? putTar(input) : spooled(input(), signal, putTar));
      } else {
        const found = await localSource(source, io);
        await putIntoAll((container) => copyIn(found, container, inside.path, io, owner));
      }
      return 0;
    });
  },
});
