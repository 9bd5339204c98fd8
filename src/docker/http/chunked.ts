/**
 * Takes HTTP's chunks apart. An engine sends a chunk for each line of a log: so what all chunks of one piece of the answer
 * hold is moved together in place, and read as one.
 */
import { CallError } from "./call-error.ts";

/** More digits than any size has. */
const tooManyDigits = 13;

const newline = 0x0a;
const carriageReturn = 0x0d;

export class ChunkedBody {
  #at: "size" | "extension" | "content" | "after content" | "trailer" | "end" = "size";
  #digits = 0;
  /** The size as far as it was read, then how many bytes of the chunk are to come. */
  #left = 0;
  #isEmptyLine = true;

  /** Its last byte was read. */
  get isOver(): boolean {
    return this.#at === "end";
  }

  /**
   * Overwrites the bytes with what the chunks among them hold.
   * @returns how many bytes that are, and how many were read: what comes behind is of the next answer
   * @throws CallError `broken`
   */
  take(bytes: Buffer): { readonly length: number; readonly read: number } {
    let length = 0;
    let read = 0;
    while (read < bytes.length && this.#at !== "end") {
      if (this.#at === "content") {
        const end = Math.min(bytes.length, read + this.#left);
        bytes.copyWithin(length, read, end);
        length += end - read;
        this.#left -= end - read;
        read = end;
        if (this.#left === 0) this.#at = "after content";
      } else this.#framing(bytes[read++] ?? 0);
    }
    return { length, read };
  }

  /** A byte of what stands around contents. */
  #framing(byte: number): void {
    switch (this.#at) {
      case "size":
        if (byte === newline) this.#begin();
        else this.#size(byte);
        return;
      case "extension":
        if (byte === newline) this.#begin();
        return;
      case "after content":
        if (byte === newline) this.#at = "size";
        else if (byte !== carriageReturn) throw notChunked();
        return;
      case "trailer":
        if (byte !== newline) this.#isEmptyLine &&= byte === carriageReturn;
        else if (this.#isEmptyLine) this.#at = "end";
        else this.#isEmptyLine = true;
    }
  }

  #size(byte: number): void {
    const digit = digitOf(byte);
    if (digit === undefined && this.#digits > 0 && endsSize.has(byte)) this.#at = "extension";
    else if (digit === undefined || ++this.#digits === tooManyDigits) throw notChunked();
    else this.#left = this.#left * 16 + digit;
  }

  /** The size is known: a chunk without content is the last. */
  #begin(): void {
    if (this.#digits === 0) throw notChunked();
    this.#digits = 0;
    this.#at = this.#left > 0 ? "content" : "trailer";
  }
}

const notChunked = (): CallError => new CallError({ kind: "broken", reason: "it is not HTTP" });

const endsSize: ReadonlySet<number> = new Set(Buffer.from("\r; \t"));

/** Of a hexadecimal digit's letter. */
function digitOf(byte: number): number | undefined {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}
