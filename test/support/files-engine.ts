/** An engine in memory whose containers have files: each a small tree, which tars bring and take. */
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { extract, type Headers, pack } from "tar-stream";
import type { CommitSpec } from "../../src/engine/port/containers.ts";
import type { Engine } from "../../src/engine/port.ts";
import { MemoryEngine } from "./memory-engine.ts";

/** What stands at a path. */
export interface Entry {
  readonly type: "file" | "directory" | "symlink" | "fifo";
  readonly text?: string;
  readonly target?: string;
  readonly mode?: number;
  readonly owner?: number;
}

const folder: Entry = { type: "directory", mode: 0o755 };
const kinds = { file: "file", directory: "folder", symlink: "link", fifo: "other" } as const;

export class FilesEngine extends MemoryEngine {
  /** Container's name → path → what is there. */
  readonly trees: Map<string, Map<string, Entry>> = new Map();
  readonly commits: (CommitSpec & { readonly container: string })[] = [];
  /** How many pieces of tars have come in. */
  pieces = 0;

  treeOf(name: string): Map<string, Entry> {
    const tree =
      this.trees.get(name) ??
      new Map([
        ["/", folder],
        ["/tmp", folder],
      ]);
    this.trees.set(name, tree);
    return tree;
  }

  override readonly statPath: Engine["statPath"] = async (id, path) => {
    const bare = path.replace(/(?<=.)\/\.?$/, "");
    const found = this.#tree(id).get(bare);
    return found && { name: bare.split("/").at(-1) ?? "", kind: kinds[found.type], target: found.target ?? "" };
  };

  override readonly readArchive: Engine["readArchive"] = async (id, path) => {
    const bare = path.replace(/(?<=.)\/\.?$/, "");
    return this.#tar(this.#tree(id), bare, path.endsWith("/.") ? "." : (bare.split("/").at(-1) ?? ""));
  };

  override readonly exportContainer: Engine["exportContainer"] = async (id) => this.#tar(this.#tree(id), "", ".");

  override readonly writeArchive: Engine["writeArchive"] = async (id, into, tar, { keepsOwner }) => {
    const tree = this.#tree(id);
    const entries = extract();
    entries.on("entry", (header: Headers, content: Readable, next: (error?: unknown) => void) => {
      buffer(content).then((bytes) => {
        const path = `${into.replace(/\/$/, "")}/${header.name.replace(/\/$/, "")}`;
        const { type, mode = 0, linkname } = header;
        tree.set(path, {
          type: type as Entry["type"],
          mode,
          owner: keepsOwner ? (header.uid ?? 0) : 0,
          ...(type === "file" && { text: bytes.toString() }),
          ...(linkname && { target: linkname }),
        });
        next();
      }, next);
    });
    for await (const chunk of tar) {
      this.pieces++;
      if (!entries.write(chunk)) await new Promise((resolve) => entries.once("drain", resolve));
    }
    await new Promise<void>((resolve, reject) => entries.once("finish", resolve).once("error", reject).end());
  };

  override readonly commit: Engine["commit"] = async (id, spec) => {
    this.commits.push({ ...spec, container: this.#name(id) });
    return `sha256:${"c".repeat(64)}`;
  };

  #name = (id: string): string => this.containers.get(id)?.name ?? id;
  #tree = (id: string): Map<string, Entry> => this.treeOf(this.#name(id));

  /** What is at a path and below it, by names that begin with `name`. */
  async *#tar(tree: Map<string, Entry>, path: string, name: string): AsyncGenerator<Uint8Array, void, undefined> {
    const tar = pack();
    for (const [at, { type, text = "", target, mode = 0o644, owner = 0 }] of [...tree].sort(([a], [b]) =>
      a < b ? -1 : 1,
    )) {
      if (at !== path && !at.startsWith(`${path}/`)) continue;
      const header = {
        name: `${name}${at.slice(path.length)}`,
        type,
        mode,
        uid: owner,
        gid: owner,
        ...(target && { linkname: target }),
      };
      if (type === "file") tar.entry(header, text);
      else tar.entry(header);
    }
    tar.finalize();
    yield* tar;
  }
}

/** A project of two containers and a service without any, as `up -d` makes it. */
export const twoOfWeb: Readonly<Record<string, string>> = {
  "/app/compose.yaml": "name: shop\nservices: {web: {image: busybox, scale: 2}, none: {image: busybox, scale: 0}}\n",
};
