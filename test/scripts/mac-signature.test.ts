/** The signature that executables for macOS get: on a file with the parts that a signature concerns, and nothing else. */
import { expect, test } from "vitest";
import { isMachO, signatureFaults, signedAdHoc } from "../../scripts/lib/mac-signature.mjs";

const entitlements = Buffer.from("fade71710000000c3c612f3e", "hex");

/** Header, two segments, the command of the signature; then code and a signature that fits nothing. */
function unsigned(codeLength: number): Buffer {
  const signature = Buffer.from(
    "fade0cc0000000200000000100000005000000140000".padEnd(40, "0") + entitlements.toString("hex"),
    "hex",
  );
  const bytes = Buffer.alloc(codeLength + signature.length, "code");
  const segment = (at: number, name: string, start: number, size: number): void => {
    bytes.fill(0, at, at + 72);
    bytes.writeUInt32LE(0x19, at);
    bytes.writeUInt32LE(72, at + 4);
    bytes.write(name, at + 8, "latin1");
    bytes.writeBigUInt64LE(BigInt(start), at + 40);
    bytes.writeBigUInt64LE(BigInt(size), at + 48);
  };
  bytes.fill(0, 0, 32);
  bytes.writeUInt32LE(0xfeedfacf, 0);
  bytes.writeUInt32LE(3, 16);
  segment(32, "__TEXT", 0, 4096);
  segment(104, "__LINKEDIT", 4096, bytes.length - 4096);
  for (const [index, value] of [0x1d, 16, codeLength, signature.length].entries())
    bytes.writeUInt32LE(value, 176 + 4 * index);
  signature.copy(bytes, codeLength);
  return bytes;
}

test("an executable with an ad hoc signature has no faults, and keeps its code and entitlements", () => {
  const bytes = unsigned(10_000);
  expect(signatureFaults(bytes)).not.toEqual([]);
  const signed = signedAdHoc(bytes, "windlass");
  expect(isMachO(signed)).toBe(true);
  expect(signatureFaults(signed)).toEqual([]);
  expect(signed.subarray(192, 10_000)).toEqual(bytes.subarray(192, 10_000));
  expect(signed.includes(entitlements)).toBe(true);
  expect(signed.includes("windlass\0")).toBe(true);
});

test("signing again changes nothing", () => {
  const signed = signedAdHoc(unsigned(10_000), "windlass");
  expect(signedAdHoc(signed, "windlass")).toEqual(signed);
});

test.each([
  ["code", (bytes: Buffer) => bytes.writeUInt8(1, 5000), ["the hashes of 1 pages are wrong"]],
  [
    "entitlements",
    (bytes: Buffer) => bytes.writeUInt8(1, bytes.indexOf(entitlements) + 8),
    ["the hash of slot 5 is wrong"],
  ],
])("a change of the %s is found", (_name, change, faults) => {
  const signed = signedAdHoc(unsigned(10_000), "windlass");
  change(signed);
  expect(signatureFaults(signed)).toEqual(faults);
});

test("what stands behind the signature is found, and a file that was never signed", () => {
  const signed = signedAdHoc(unsigned(10_000), "windlass");
  expect(signatureFaults(Buffer.concat([signed, Buffer.from("more")]))).toEqual([
    "its last segment does not end with the file",
    "its signature does not end with the file",
  ]);
  const bytes = unsigned(10_000);
  bytes.writeUInt32LE(0x1e, 176);
  expect(signatureFaults(bytes)).toEqual(["it has no signature"]);
});
