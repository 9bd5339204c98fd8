/** Bytes that are put together to be written at once. Memory is taken a page at a time, and no part of it is used twice. */

const pageSize = 65_536;

export class Pages {
  #page = Buffer.alloc(0);
  /** What was added since the last `take`, in the page. */
  #from = 0;
  #to = 0;

  add(source: Buffer, from = 0, to: number = source.length): void {
    this.#makeRoom(to - from);
    source.copy(this.#page, this.#to, from, to);
    this.#to += to - from;
  }

  /** Of letters that are a byte each. */
  addLatin1(text: string): void {
    this.#makeRoom(text.length);
    this.#to += this.#page.write(text, this.#to, "latin1");
  }

  addByte(byte: number): void {
    this.#makeRoom(1);
    this.#page[this.#to++] = byte;
  }

  /** All that was added since the last time. */
  take(): Buffer {
    const taken = this.#page.subarray(this.#from, this.#to);
    this.#from = this.#to;
    return taken;
  }

  #makeRoom(more: number): void {
    if (this.#to + more <= this.#page.length) return;
    const begun = this.#page.subarray(this.#from, this.#to);
    this.#page = Buffer.allocUnsafeSlow(Math.max(pageSize, 2 * (begun.length + more)));
    this.#from = 0;
    this.#to = begun.copy(this.#page);
  }
}
