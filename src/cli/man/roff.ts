/** Text as troff's macros of man pages take it. */

/** Characters that troff reads as its own, or prints as others than a shell can take back: dashes, quotes, carets. */
const special: Readonly<Record<string, string>> = {
  "\\": "\\e",
  "-": "\\-",
  "'": "\\(aq",
  "`": "\\(ga",
  "^": "\\(ha",
  "~": "\\(ti",
  '"': "\\(dq",
};

/** One line of text, printed as it is. A dot at its beginning is no request. */
export const escaped = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/[\\'`^~"-]/g, (found) => special[found] ?? found)
    .replace(/[^ -~]/gu, (found) => `\\[u${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`)
    .replace(/^\./, "\\&.");

/** As it is to be typed. */
export const bold = (text: string): string => `\\fB${escaped(text)}\\fR`;

/** To be replaced by what it names. */
export const italic = (text: string): string => `\\fI${escaped(text)}\\fR`;

/** @param term escaped already */
export const item = (term: string, text: string): string => `.TP\n${term}\n${escaped(text)}`;

/** @param parts escaped already; a section without any is left out */
export const section = (heading: string, parts: readonly string[]): string =>
  parts.length === 0 ? "" : [`.SH ${escaped(heading.toUpperCase())}`, ...parts].join("\n");

export const subsection = (heading: string, parts: readonly string[]): string =>
  [`.SS ${escaped(heading)}`, ...parts].join("\n");

export interface Page {
  /** `windlass-up` */
  readonly name: string;
  readonly summary: string;
  /** Which release it is of. No date: the same sources make the same page. */
  readonly version: string;
  readonly sections: readonly string[];
}

export const page = ({ name, summary, version, sections }: Page): string =>
  [
    '.\\" Made from the tables of commands and options; changes here get lost.',
    `.TH ${escaped(name.toUpperCase())} 1 "" "Windlass ${escaped(version)}" "Windlass"`,
    // No word is divided: names of commands and options are to be found and copied.
    ".nh",
    ".ad l",
    section("Name", [`${escaped(name)} \\- ${escaped(summary)}`]),
    ...sections.filter((text) => text !== ""),
    "",
  ].join("\n");
