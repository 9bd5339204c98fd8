/** What `save` and `load` tell of a project that is carried to another machine. */
import type { HostNeed, LoadedImage } from "../../index.ts";
import { oneLine } from "../terminal/paint.ts";
import { shortId } from "./images.ts";

const kinds: Readonly<Record<HostNeed["kind"], string>> = {
  bind: "file or folder",
  config: "config file",
  secret: "secret file",
  variable: "environment variable",
  volume: "external volume",
  network: "external network",
  device: "device",
  provider: "provider program",
  model: "AI model",
};

/** Empty where the project needs nothing. What is in an archive may have been written by anybody. */
export function needsText(needs: readonly HostNeed[]): string {
  if (needs.length === 0) return "";
  const lines = needs.map(({ kind, name, services }) => {
    const what = Object.hasOwn(kinds, kind) ? kinds[kind] : kind;
    return `    ${oneLine(`${what} ${name} (${services.join(", ")})`)}\n`;
  });
  return `The archive does not contain what the project needs of its machine:\n${lines.join("")}`;
}

export const loadedText = (images: readonly LoadedImage[]): string =>
  images
    .map(({ name, ...image }) => ` Image ${oneLine(name)} ${Object.values(loadedWords(image)).join(" ")}\n`)
    .join("");

/** As steps are told in JSON, a line each. */
export const loadedJson = (images: readonly LoadedImage[]): string =>
  images
    .map(({ name, ...image }) => `${JSON.stringify({ id: `Image ${name}`, status: "Done", ...loadedWords(image) })}\n`)
    .join("");

function loadedWords({ before, id }: Omit<LoadedImage, "name">): { readonly text: string; readonly details: string } {
  if (before.kind === "same") return { text: "Already there", details: shortId(id) };
  const replaced = before.kind === "other" ? `, replaces ${shortId(before.id)}` : "";
  return { text: "Loaded", details: `${shortId(id)}${replaced}` };
}

/** What comes next. @param folder where the project's file is; absent: still in the archive */
export function nextText(input: string | undefined, folder: string | undefined): string {
  if (folder === undefined)
    return `To get the project's file, too:\n    windlass load -i ${quoted(input ?? "FILE")} -o FOLDER\n`;
  return `To start the project:\n    windlass -f ${quoted(`${folder.replace(/\/+$/, "")}/compose.yaml`)} up -d --pull never\n`;
}

/** As a shell takes it for one word. */
const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${oneLine(text).replaceAll("'", "'\\''")}'`;
