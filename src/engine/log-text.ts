/** The text of what a container wrote. Bytes that are no UTF-8 become U+FFFD, so only what is read as text goes through here. */
import type { LogLine } from "./port.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export const logText = ({ bytes }: Pick<LogLine, "bytes">): string => decoder.decode(bytes);
