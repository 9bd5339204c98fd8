/** IP addresses and subnets as numbers, so that they can be compared. */

export interface IpAddress {
  readonly family: 4 | 6;
  readonly value: bigint;
}

export interface Subnet {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** `undefined` for what is no address. */
export function parseAddress(text: string): IpAddress | undefined {
  const plain = number4(text);
  if (plain !== undefined) return { family: 4, value: plain };
  const value = number6(text);
  return value === undefined ? undefined : { family: 6, value };
}

/** `10.0.0.0/8`; `undefined` for what is none. */
export function parseSubnet(text: string): Subnet | undefined {
  const [, start = "", length = ""] = /^(.*)\/(\d{1,3})$/.exec(text) ?? [];
  const address = parseAddress(start);
  if (address === undefined) return undefined;
  const free = (address.family === 4 ? 32 : 128) - Number(length);
  if (free < 0) return undefined;
  const first = (address.value >> BigInt(free)) << BigInt(free);
  return { family: address.family, first, last: first + (1n << BigInt(free)) - 1n };
}

export const contains = ({ family, first, last }: Subnet, address: IpAddress): boolean =>
  address.family === family && first <= address.value && address.value <= last;

export const overlap = (a: Subnet, b: Subnet): boolean =>
  a.family === b.family && a.first <= b.last && b.first <= a.last;

function number4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return joined(parts.map(BigInt), 8n);
}

function number6(text: string): bigint | undefined {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0 || !text.includes(":")) return undefined;
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  if (before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return joined([...before, ...Array<bigint>(missing).fill(0n), ...after], 16n);
}

/** The last group may be written as an IPv4 address, which stands for two. */
function groups(text: string): bigint[] | undefined {
  if (text === "") return [];
  const found: bigint[] = [];
  for (const part of text.split(":")) {
    const plain = number4(part);
    if (plain !== undefined) found.push(plain >> 16n, plain & 0xffffn);
    else if (/^[\da-f]{1,4}$/i.test(part)) found.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return found;
}

const joined = (parts: readonly bigint[], bits: bigint): bigint =>
  parts.reduce((value, part) => (value << bits) | part, 0n);
