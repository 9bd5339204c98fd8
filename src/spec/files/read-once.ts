/** A disk that is asked for each file once: a pipe, such as `--env-file <(…)`, has nothing to say a second time. */
import type { Disk } from "../load-request.ts";

/** For one run: what was read is kept, and a file that changes meanwhile stays as it was. */
export function readOnce(disk: Disk): Disk {
  const files = new Map<string, Promise<Uint8Array>>();
  return {
    ...disk,
    read(...asked) {
      const [path] = asked;
      const file = files.get(path) ?? disk.read(...asked);
      files.set(path, file);
      return file;
    },
  };
}
