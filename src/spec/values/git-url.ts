/** Which texts name a file in a git repository, and what their parts are: `https://host/path.git#ref:folder` and the like. */

export interface GitUrl {
  /** What git calls the repository by. */
  readonly remote: string;
  /** Branch, tag or commit; undefined: the default branch. */
  readonly ref: string | undefined;
  /** A folder or file in it. */
  readonly inside: string | undefined;
}

const forms: readonly RegExp[] = [
  /^https?:\/\/[^\s#]+\.git$/,
  /^(git|ssh):\/\/[^\s#]+$/,
  /^[a-zA-Z0-9_][\w.-]*@[a-zA-Z0-9][\w.-]*:[^\s#-][^\s#]*$/,
];

/** undefined: it names no repository, but a path of the host. */
export function parseGitUrl(text: string): GitUrl | undefined {
  const [name = "", fragment = ""] = split(text, "#");
  const remote = /^github\.com\/[^\s#]+$/.test(name) ? `https://${name}` : name;
  if (!forms.some((form) => form.test(remote)) && remote === name) return undefined;
  const [ref, inside] = split(fragment, ":");
  return { remote, ref: ref || undefined, inside: inside || undefined };
}

/** What stands behind the address for the same file at one commit. */
export const fragment = ({ inside }: GitUrl, commit: string): string =>
  `#${commit}${inside === undefined ? "" : `:${inside}`}`;

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + 1)];
}
