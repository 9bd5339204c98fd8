/** What a .dockerignore leaves out of a build's context. The patterns themselves are @balena/dockerignore's work. */
import dockerignore from "@balena/dockerignore";

export interface IgnoreFile {
  ignores(path: string): boolean;
  /** Whether something below an ignored folder may be kept, so that it has to be walked. */
  mayKeepBeneath(folder: string): boolean;
}

/** @param always paths that are sent whatever the file says: the engine needs them */
export function parseIgnoreFile(text: string, always: readonly string[]): IgnoreFile {
  const kept = new Set([...always, ".dockerignore"]);
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map(literalSigns);
  const matcher = dockerignore.default({ ignorecase: false }).add(lines);
  const exceptions = [...lines.filter((line) => line.trim().startsWith("!")).map(exceptionRoot), ...kept];
  return {
    ignores: (path) => !kept.has(path) && matcher.ignores(path),
    mayKeepBeneath: (folder) =>
      exceptions.some((kept) => `${kept}/`.startsWith(`${folder}/`) || kept === "" || folder.startsWith(`${kept}/`)),
  };
}

/** Signs that mean themselves in this file and something else to the library's regular expressions. */
const literalSigns = (line: string): string =>
  line.startsWith("#") ? line : line.replace(/\\.|[+(){}|]/g, (sign) => (sign.length > 1 ? sign : `\\${sign}`));

/** `!a/b/*.txt` → `a/b`: the folder that must be walked for it; empty: everywhere. */
function exceptionRoot(line: string): string {
  const segments = line
    .trim()
    .slice(1)
    .trim()
    .replace(/^\.?\//, "")
    .split("/");
  const wild = segments.findIndex((segment) => /[*?[\\]/.test(segment));
  return segments.slice(0, wild < 0 ? segments.length : wild).join("/");
}
