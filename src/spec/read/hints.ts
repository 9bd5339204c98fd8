/** What is said about slips in a file's text, by its reader and by the stages behind it. */

export const emptyHint = "add `services:` with at least one service";

/** The key of a text such as `image:alpine`; undefined for other text, and for a URL. */
export const wordWithColon = (text: string): string | undefined => /^([\w.-]+):(?!\/\/)\S/.exec(text)?.[1];

export const missingSpaceHint = (key: string): string => `add a space after the colon: \`${key}: …\``;
