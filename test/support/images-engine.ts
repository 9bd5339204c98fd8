/** An engine in memory whose images can be carried: archives as docker writes them, tags, history, and what a registry finds. */
import { buffer } from "node:stream/consumers";
import { extract, pack } from "tar-stream";
import { fullName } from "../../src/core/image-name.ts";
import type { Engine, FoundImage, ImageFact, ImportSpec, Search } from "../../src/engine/port.ts";
import { imageFact, MemoryEngine } from "./memory-engine.ts";

const isId = (reference: string): boolean => reference.startsWith("sha256:");

export class ImagesEngine extends MemoryEngine {
  readonly imports: (ImportSpec & { readonly content: string })[] = [];
  readonly searches: Search[] = [];
  found: readonly FoundImage[] = [];
  /** What an archive throws after its first bytes. */
  breaks: Error | undefined;

  override async findImage(reference: string): Promise<ImageFact | undefined> {
    const all = [...this.images];
    const found = all.find(([name, { id }]) =>
      isId(reference) ? id === reference : fullName(name) === fullName(reference),
    );
    return found?.[1];
  }

  override readonly saveImages: Engine["saveImages"] = async (references) => {
    const found = await Promise.all(references.map(async (name) => ({ name, fact: await this.findImage(name) })));
    return this.#archive(found.flatMap(({ name, fact }) => (fact ? [{ name, fact }] : [])));
  };

  async *#archive(
    images: readonly { readonly name: string; readonly fact: ImageFact }[],
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const tar = pack();
    for (const { fact } of images) tar.entry({ name: `blobs/sha256/${fact.id.slice(7)}` }, JSON.stringify(fact));
    const entries = images.map(({ name, fact }) => ({
      Config: `blobs/sha256/${fact.id.slice(7)}`,
      RepoTags: isId(name) ? null : [name],
      Layers: [],
    }));
    tar.entry({ name: "manifest.json" }, JSON.stringify(entries));
    tar.finalize();
    const whole = await buffer(tar);
    yield whole.subarray(0, 1_000);
    if (this.breaks !== undefined) throw this.breaks;
    yield whole.subarray(1_000);
  }

  override readonly loadImages: Engine["loadImages"] = async (archive) => {
    const files = new Map<string, string>();
    const entries = extract();
    entries.on("entry", ({ name }, content, next) => {
      buffer(content).then((bytes) => {
        files.set(name, bytes.toString());
        next();
      }, next);
    });
    for await (const chunk of archive) await new Promise<void>((done) => entries.write(chunk, () => done()));
    const references: string[] = [];
    const ids: string[] = [];
    const listed = JSON.parse(files.get("manifest.json") ?? "[]") as { Config: string; RepoTags: string[] | null }[];
    for (const { Config, RepoTags } of listed) {
      const fact = JSON.parse(files.get(Config) ?? "{}") as ImageFact;
      for (const name of RepoTags ?? []) this.images.set(name, { ...fact, references: [name] });
      references.push(...(RepoTags ?? []));
      if (RepoTags === null) this.images.set(fact.id, { ...fact, references: [] });
      if (RepoTags === null) ids.push(fact.id);
    }
    return { references, ids };
  };

  override readonly importImage: Engine["importImage"] = async (tar, spec) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of tar) chunks.push(chunk);
    this.imports.push({ ...spec, content: Buffer.concat(chunks).toString() });
    const name = [spec.repository, spec.tag].filter(Boolean).join(":");
    return this.addImage(name).id;
  };

  override readonly tagImage: Engine["tagImage"] = async (reference, { repository, tag }) => {
    const fact = (await this.findImage(reference)) ?? imageFact(reference, {});
    const name = `${repository}:${tag || "latest"}`;
    this.calls.push(`tag ${reference} ${name}`);
    this.images.set(name, { ...fact, references: [...fact.references, name] });
  };

  override readonly imageHistory: Engine["imageHistory"] = async (reference) => {
    const created = Date.parse("2026-01-01T00:00:00Z") / 1_000;
    const step = { created, size: 0, tags: [], comment: "buildkit" };
    return [
      { ...step, id: (await this.findImage(reference))?.id ?? "", createdBy: 'CMD ["sh"]' },
      { ...step, id: "<missing>", size: 2_450, createdBy: `RUN ${"long ".repeat(20)}`.trim() },
    ];
  };

  override readonly imageDocument: Engine["imageDocument"] = async (reference) => {
    const fact = await this.findImage(reference);
    return fact && { Id: fact.id, RepoTags: fact.references };
  };

  override readonly searchImages: Engine["searchImages"] = async (search) => {
    this.searches.push(search);
    return this.found;
  };
}
