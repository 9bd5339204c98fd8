/** What finding the engine reads of the disk: a few small files, by a reader that is handed in. */
import { readdirSync, readFileSync } from "node:fs";

/** What is not there or can't be read is `undefined`, or no names. */
export interface Files {
  read(path: string): string | undefined;
  /** Names in a folder. */
  names(folder: string): readonly string[];
}

export const diskFiles: Files = {
  read(path) {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return undefined;
    }
  },
  names(folder) {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
};
