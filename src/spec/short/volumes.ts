/** `[source:]target[:options]` → what it means. A source that is a path is a bind mount, a name is a volume. */

export interface ShortVolume {
  readonly type: "bind" | "volume";
  readonly source?: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly noCopy: boolean;
  readonly selinux?: string;
  readonly propagation?: string;
  /** Options that nobody knows. */
  readonly unknown: readonly string[];
}

const propagations: ReadonlySet<string> = new Set(["rprivate", "private", "rshared", "shared", "rslave", "slave"]);
const selinuxLabels: ReadonlySet<string> = new Set(["z", "Z"]);
/** Known, and without effect on Linux. */
const harmless: ReadonlySet<string> = new Set(["rw", "copy", "cached", "delegated", "consistent"]);

/** The mount, or in words what is wrong with the text. */
export function parseVolume(text: string): ShortVolume | string {
  if (text === "") return "is empty";
  if (text.length < 3) return mount(undefined, text, []);
  const sections = letterVolume(text) ?? split(text);
  if (sections.some((section) => section === "")) return "has an empty part between colons";
  if (sections.length > 3) return "has too many colons";
  const [source = "", target, options = ""] = sections;
  return target === undefined ? mount(undefined, source, []) : mount(source, target, options.split(","));
}

/** `v:/data:ro`: a volume with a name of one letter, which split would take for a drive. */
function letterVolume(text: string): readonly string[] | undefined {
  const [, name, target, options] = /^([a-zA-Z]):(\/[^:]*)(?::([a-zA-Z,]+))?$/.exec(text) ?? [];
  if (name === undefined || target === undefined) return undefined;
  return [name, target, ...(options === undefined ? [] : [options])];
}

/** At colons, but not at the one behind a drive's letter. */
function split(text: string): readonly string[] {
  const sections: string[] = [];
  for (const section of text.split(":")) {
    const drive = /^\p{L}$/u.test(sections.at(-1) ?? "") ? sections.pop() : undefined;
    sections.push(drive === undefined ? section : `${drive}:${section}`);
  }
  return sections;
}

/** A path of the host: `./a`, `/a`, `~/a`, `C:\a`, `\\server\share`. */
const isPath = (source: string): boolean => /^([./~]|\\\\|\p{L}:)/u.test(source);

function mount(source: string | undefined, target: string, options: readonly string[]): ShortVolume {
  const propagation = options.findLast((option) => propagations.has(option));
  const selinux = options.findLast((option) => selinuxLabels.has(option));
  const known = (option: string): boolean =>
    option === "" || option === "ro" || option === "nocopy" || harmless.has(option);
  return {
    type: source !== undefined && isPath(source) ? "bind" : "volume",
    ...(source !== undefined && { source }),
    target,
    readOnly: options.findLast((option) => option === "ro" || option === "rw") === "ro",
    noCopy: options.includes("nocopy"),
    ...(selinux !== undefined && { selinux }),
    ...(propagation !== undefined && { propagation }),
    unknown: options.filter((option) => !known(option) && !propagations.has(option) && !selinuxLabels.has(option)),
  };
}
