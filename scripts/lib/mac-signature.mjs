/**
 * The code signature of a macOS executable (Mach-O, 64 bits): whether it is right, and an ad hoc one in its place. A signature
 * is a list of blobs at the end of the file. Its code directory holds a hash of each page before it, and of the other blobs.
 * All of it is big-endian, while the rest of the file is little-endian.
 */
import { createHash } from "node:crypto";

const machO = 0xfeedfacf;
const commands = { segment: 0x19, signature: 0x1d };
const magics = { signature: 0xfade0cc0, directory: 0xfade0c02, requirements: 0xfade0c01 };
const slots = { directory: 0, requirements: 2, entitlements: 5, binaryEntitlements: 7 };

/** The version of a code directory that has the place of the executable's code in it, with its header's length. */
const directoryVersion = 0x20400;
const directoryHeader = 88;
const adHoc = 0x2;
const sha256Type = 2;
const mainBinary = 1n;

const pageBits = 12;
const hashSize = 32;
/** Segments end at pages of the largest kind that Macs have. */
const segmentPage = 0x4000;

const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
const roundUp = (number, to) => Math.ceil(number / to) * to;

export const isMachO = (bytes) => bytes.length > 32 && bytes.readUInt32LE(0) === machO;

/**
 * What is wrong with the signature, as a Mac would find it before the program starts.
 * @returns one text for each fault; none: the program may start
 */
export function signatureFaults(bytes) {
  const { linkEdit, signature } = partsOf(bytes);
  if (signature === undefined) return ["it has no signature"];
  const blobs = blobsOf(bytes, signature);
  const directory = blobs.get(slots.directory);
  if (directory === undefined) return ["its signature has no code directory"];
  const codeEnd = directory.readUInt32BE(32);
  const pages = pagesOf(bytes.subarray(0, codeEnd), 1 << directory[39]);
  const hashes = directory.readUInt32BE(16);
  const hashAt = (slot) => directory.subarray(hashes + slot * hashSize, hashes + (slot + 1) * hashSize);

  const wrongPages = pages.filter((page, at) => !sha256(page).equals(hashAt(at)));
  const specialSlots = directory.readUInt32BE(24);
  const wrongBlobs = [...blobs].filter(
    ([slot, blob]) => slot !== slots.directory && slot <= specialSlots && !sha256(blob).equals(hashAt(-slot)),
  );
  return [
    ...(codeEnd === signature.start ? [] : [`it signs ${codeEnd} bytes of ${signature.start}`]),
    ...(linkEdit.start + linkEdit.size === bytes.length ? [] : ["its last segment does not end with the file"]),
    ...(signature.start + signature.size === bytes.length ? [] : ["its signature does not end with the file"]),
    ...(wrongPages.length === 0 ? [] : [`the hashes of ${wrongPages.length} pages are wrong`]),
    ...wrongBlobs.map(([slot]) => `the hash of slot ${slot} is wrong`),
  ];
}

/**
 * The executable with an ad hoc signature in place of its own, right or wrong, as `codesign --force --sign -` makes it.
 * Entitlements stay.
 * @param identifier the program's name in the signature
 */
export function signedAdHoc(bytes, identifier) {
  const { text, linkEdit, signature } = partsOf(bytes);
  const old = blobsOf(bytes, signature);
  const others = new Map([[slots.requirements, noRequirements]]);
  for (const slot of [slots.entitlements, slots.binaryEntitlements]) if (old.has(slot)) others.set(slot, old.get(slot));

  const code = Buffer.from(bytes.subarray(0, signature.start));
  const facts = { identifier, textEnd: BigInt(text.start + text.size), others };
  // The sizes are in the first page, which is signed itself: they come from a draft.
  const size = superblob(directoryOf(code, facts), others).length;
  code.writeUInt32LE(size, signature.command + 12);
  const linkEditSize = signature.start + size - linkEdit.start;
  code.writeBigUInt64LE(BigInt(roundUp(linkEditSize, segmentPage)), linkEdit.command + 32);
  code.writeBigUInt64LE(BigInt(linkEditSize), linkEdit.command + 48);
  return Buffer.concat([code, superblob(directoryOf(code, facts), others)]);
}

/** The parts of the file that a signature concerns, each with the place of its load command. */
function partsOf(bytes) {
  const parts = {};
  let command = 32;
  for (let left = bytes.readUInt32LE(16); left > 0; left--) {
    const kind = bytes.readUInt32LE(command);
    if (kind === commands.segment) {
      const name = bytes.toString("latin1", command + 8, command + 24).replace(/\0.*$/, "");
      const [start, size] = [40, 48].map((at) => Number(bytes.readBigUInt64LE(command + at)));
      if (name === "__TEXT") parts.text = { command, start, size };
      if (name === "__LINKEDIT") parts.linkEdit = { command, start, size };
    }
    if (kind === commands.signature) {
      const [start, size] = [8, 12].map((at) => bytes.readUInt32LE(command + at));
      parts.signature = { command, start, size };
    }
    command += bytes.readUInt32LE(command + 4);
  }
  return parts;
}

/** Slot → blob, with its header. */
function blobsOf(bytes, { start, size }) {
  const all = bytes.subarray(start, start + size);
  if (all.readUInt32BE(0) !== magics.signature) throw new Error("the signature is none that macOS knows");
  return new Map(
    Array.from({ length: all.readUInt32BE(8) }, (_, index) => {
      const [slot, at] = [12, 16].map((field) => all.readUInt32BE(field + 8 * index));
      return [slot, all.subarray(at, at + all.readUInt32BE(at + 4))];
    }),
  );
}

const pagesOf = (code, size) =>
  Array.from({ length: Math.ceil(code.length / size) }, (_, page) => code.subarray(page * size, (page + 1) * size));

const numbers = (...values) => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, at) => {
    bytes.writeUInt32BE(value, 4 * at);
  });
  return bytes;
};

const noRequirements = numbers(magics.requirements, 12, 0);

function directoryOf(code, { identifier, textEnd, others }) {
  const name = Buffer.from(`${identifier}\0`);
  const specialSlots = Math.max(...others.keys());
  const pages = pagesOf(code, 1 << pageBits);
  const hashes = directoryHeader + name.length + specialSlots * hashSize;
  const header = Buffer.alloc(directoryHeader);
  numbers(
    ...[magics.directory, hashes + pages.length * hashSize, directoryVersion, adHoc],
    ...[hashes, directoryHeader, specialSlots, pages.length, code.length],
  ).copy(header);
  header.set([hashSize, sha256Type, 0, pageBits], 36);
  header.writeBigUInt64BE(textEnd, 72);
  header.writeBigUInt64BE(mainBinary, 80);
  const special = Array.from({ length: specialSlots }, (_, at) => others.get(specialSlots - at));
  return Buffer.concat([
    header,
    name,
    ...special.map((blob) => (blob === undefined ? Buffer.alloc(hashSize) : sha256(blob))),
    ...pages.map(sha256),
  ]);
}

function superblob(directory, others) {
  const blobs = [[slots.directory, directory], ...others];
  let at = 12 + 8 * blobs.length;
  const places = blobs.flatMap(([slot, blob]) => {
    const place = [slot, at];
    at += blob.length;
    return place;
  });
  return Buffer.concat([numbers(magics.signature, at, blobs.length, ...places), ...blobs.map(([, blob]) => blob)]);
}
