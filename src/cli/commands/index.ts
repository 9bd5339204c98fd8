/**
 * All commands, in the order in which the help lists them: what the list says of each, and the file that has the rest. Only the
 * files of those that are called are loaded.
 */
import { type Command, type Definition, type Group, type Listed, type Listing, loaded } from "../args/command.ts";
import type { Verb } from "../plans/verb.ts";

const listed = <Loaded extends Definition>(
  group: Group,
  name: string,
  summary: string,
  load: () => Promise<Loaded>,
  more: Pick<Listing, "hidden" | "aliases"> = {},
): Listed<Loaded> => ({ group, name, summary, load, ...more });

/** Those that change something; `plan` shows what each would do. */
export const verbs: readonly Listed<Verb>[] = [
  listed("run", "up", "Create and start containers", async () => (await import("./up.ts")).up),
  listed("run", "create", "Create containers without starting them", async () => (await import("./create.ts")).create),
  listed("run", "run", "Run a command in a new container of a service", async () => (await import("./run.ts")).run),
  listed("change", "down", "Stop and remove containers and networks", async () => (await import("./down.ts")).down),
  listed("change", "start", "Start containers that exist", async () => (await import("./start.ts")).start),
  listed("change", "stop", "Stop containers without removing them", async () => (await import("./stop.ts")).stop),
  listed("change", "restart", "Restart containers as they are", async () => (await import("./restart.ts")).restart),
  listed("change", "kill", "Send a signal to running containers", async () => (await import("./kill.ts")).kill),
  listed(
    "change",
    "pause",
    "Pause the processes of running containers",
    async () => (await import("./pause.ts")).pause,
  ),
  listed("change", "unpause", "Resume paused containers", async () => (await import("./pause.ts")).unpause),
  listed("change", "rm", "Remove stopped containers", async () => (await import("./rm.ts")).rm),
  listed("change", "scale", "Set the number of containers of services", async () => (await import("./scale.ts")).scale),
  listed("build", "build", "Build images of services", async () => (await import("./build.ts")).build, {
    aliases: ["image build"],
  }),
  listed("build", "pull", "Pull images of services", async () => (await import("./pull.ts")).pull, {
    aliases: ["image pull"],
  }),
  listed("build", "push", "Push images of services", async () => (await import("./push.ts")).push, {
    aliases: ["image push"],
  }),
];

const listings: readonly Listed[] = [
  ...verbs,
  listed("run", "exec", "Run a command in a running container", async () => (await import("./exec.ts")).exec),
  listed(
    "run",
    "attach",
    "Attach to the input and output of a running container",
    async () => (await import("./attach.ts")).attach,
  ),
  listed(
    "change",
    "cp",
    "Copy files between a service's containers and this machine",
    async () => (await import("./cp.ts")).cp,
  ),
  listed(
    "change",
    "commit",
    "Make an image of a service's container as it is now",
    async () => (await import("./commit.ts")).commit,
  ),
  listed(
    "change",
    "export",
    "Export the file system of a service's container as a tar archive",
    async () => (await import("./export.ts")).exportCommand,
  ),
  listed("inspect", "plan", "Show what up or another command would do and why", async () =>
    (await import("./plan.ts")).planOf(await Promise.all(verbs.map(loaded))),
  ),
  listed("inspect", "graph", "Show services and what they depend on as a tree or a picture", async () =>
    (await import("./graph.ts")).graphOf(await Promise.all(verbs.map(loaded))),
  ),
  listed("inspect", "ps", "List containers", async () => (await import("./ps.ts")).ps),
  listed("inspect", "logs", "View output from containers", async () => (await import("./logs.ts")).logs),
  listed("inspect", "events", "Follow what happens to containers", async () => (await import("./events.ts")).events),
  listed(
    "inspect",
    "stats",
    "Show what containers use of the processor, memory and networks",
    async () => (await import("./stats.ts")).stats,
  ),
  listed("inspect", "top", "Show the processes of running containers", async () => (await import("./top.ts")).top),
  listed("inspect", "port", "Print the public address of a port", async () => (await import("./port.ts")).port),
  listed("inspect", "images", "List the images of containers", async () => (await import("./images.ts")).images, {
    aliases: ["image ls"],
  }),
  listed("inspect", "volumes", "List volumes", async () => (await import("./volumes.ts")).volumes),
  listed("inspect", "ls", "List projects that have containers", async () => (await import("./ls.ts")).ls),
  listed("inspect", "wait", "Wait until containers of services stop", async () => (await import("./wait.ts")).wait),
  listed(
    "inspect",
    "config",
    "Parse, resolve and print the Compose file in canonical form",
    async () => (await import("./config.ts")).config,
  ),
  listed(
    "inspect",
    "validate",
    "Check the Compose file and the files it uses, without an engine",
    async () => (await import("./validate.ts")).validate,
  ),
  listed(
    "build",
    "save",
    "Save the project's images and its resolved file as one archive",
    async () => (await import("./save.ts")).save,
    { aliases: ["image save"] },
  ),
  listed(
    "build",
    "load",
    "Load the images of an archive that save or docker wrote",
    async () => (await import("./load.ts")).load,
    { aliases: ["image load"] },
  ),
  listed(
    "build",
    "image history",
    "Show the steps that an image was built by",
    async () => (await import("./image.ts")).imageHistory,
  ),
  listed(
    "build",
    "image inspect",
    "Show all that the engine says of images",
    async () => (await import("./image.ts")).imageInspect,
  ),
  listed("build", "image tag", "Give an image a further name", async () => (await import("./image.ts")).imageTag),
  listed(
    "build",
    "image rm",
    "Remove names of images, and images with their last name",
    async () => (await import("./image-remove.ts")).imageRemove,
    { aliases: ["image rmi", "image remove"] },
  ),
  listed(
    "build",
    "image prune",
    "Remove unused images that were built for the project",
    async () => (await import("./image-remove.ts")).imagePrune,
  ),
  listed(
    "build",
    "image import",
    "Make an image of a file system in a tar archive",
    async () => (await import("./image-import.ts")).imageImport,
  ),
  listed("build", "image search", "Search Docker Hub for images", async () => (await import("./image.ts")).imageSearch),
  listed(
    "build",
    "lock",
    "Write the digests of all images to compose.lock.yaml",
    async () => (await import("./lock.ts")).lock,
  ),
  listed(
    "build",
    "update",
    "Move the digests in compose.lock.yaml to what the tags stand for now",
    async () => (await import("./update.ts")).update,
  ),
  listed(
    "build",
    "bridge convert",
    "Convert the project to Kubernetes manifests, Helm charts or another model",
    async () => (await import("./bridge.ts")).bridgeConvert,
  ),
  listed(
    "build",
    "bridge transformations list",
    "List the images that can convert a project",
    async () => (await import("./bridge.ts")).bridgeList,
    { aliases: ["bridge transformations ls"] },
  ),
  listed(
    "build",
    "bridge transformations create",
    "Make the sources of a transformation from the templates of another",
    async () => (await import("./bridge.ts")).bridgeCreate,
  ),
  listed(
    "build",
    "publish",
    "Publish the project to a registry",
    async () => (await import("./publish.ts")).publishCommand,
  ),
  listed(
    "build",
    "alpha publish",
    "Publish the project to a registry",
    async () => (await import("./publish.ts")).alphaPublish,
    { hidden: true },
  ),
  listed(
    "change",
    "install-plugin",
    "Make windlass a command of docker",
    async () => (await import("./install-plugin.ts")).installPlugin,
  ),
  listed(
    "change",
    "uninstall-plugin",
    "Remove what install-plugin made",
    async () => (await import("./install-plugin.ts")).uninstallPlugin,
  ),
  listed(
    "inspect",
    "completion",
    "Print the script that completes commands in a shell",
    async () => (await import("./completion.ts")).completion,
  ),
  listed("inspect", "version", "Show the version", async () => (await import("./version.ts")).version),
  listed(
    "inspect",
    "alpha viz",
    "Print the services and what they depend on as a graph for Graphviz",
    async () => (await import("./viz.ts")).viz,
    { hidden: true },
  ),
  listed(
    "inspect",
    "alpha generate",
    "Print a Compose file that asks for containers like existing ones",
    async () => (await import("./generate.ts")).generateCommand,
    { hidden: true },
  ),
];

export const allCommands = (): Promise<readonly Command[]> => Promise.all(listings.map(loaded));

/** Those that the words may name whole, and of the others what the list says. */
export const commandsIn = (words: readonly string[]): Promise<readonly (Listing | Command)[]> =>
  Promise.all(listings.map((one) => (isAmong(words, one) ? loaded(one) : one)));

const isAmong = (words: readonly string[], { name, aliases = [] }: Listing): boolean =>
  [name, ...aliases].some((each) => each.split(" ").every((word) => words.includes(word)));
