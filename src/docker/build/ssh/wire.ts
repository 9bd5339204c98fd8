/** ssh's way to write values: numbers in four bytes, texts and large numbers behind their length. Pure. */

export const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

export const text = (value: string | Uint8Array): Buffer => {
  const bytes = Buffer.from(value as string);
  return Buffer.concat([uint32(bytes.length), bytes]);
};

/** A positive number: its first bit would make it negative. */
export const mpint = (value: Uint8Array): Buffer => {
  const from = value.findIndex((byte) => byte !== 0);
  const digits = from < 0 ? Buffer.alloc(0) : Buffer.from(value.subarray(from));
  return text((digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), digits]) : digits);
};

/** Reads values one after the other. @throws RangeError where there are no more */
export class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes);
  }

  uint32(): number {
    const value = this.#bytes.readUInt32BE(this.#at);
    this.#at += 4;
    return value;
  }

  bytes(): Buffer {
    const length = this.uint32();
    if (this.#at + length > this.#bytes.length) throw new RangeError("the text is cut off");
    const value = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return value;
  }

  text(): string {
    return this.bytes().toString();
  }

  /** A large number without leading zeros. */
  mpint(): Buffer {
    const value = this.bytes();
    return value[0] === 0 ? value.subarray(1) : value;
  }
}
