/** The executables that `npm run build:bin -- --all` has made, by their headers: a file for another system can't be run here. */
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fileOf, targets } from "../../scripts/lib/executables.mjs";
import { signatureFaults } from "../../scripts/lib/mac-signature.mjs";

const bin = join(import.meta.dirname, "../../dist/bin");

interface Form {
  readonly system: "linux" | "darwin" | "windows";
  readonly cpu: string;
  /** What loads it, on Linux. */
  readonly loader?: string | undefined;
}

const cpus = {
  elf: { 62: "x64", 183: "arm64" },
  machO: { 16777223: "x64", 16777228: "arm64" },
  pe: { 34404: "x64", 43620: "arm64" },
} as const;
const cpuOf = (of: Readonly<Record<number, string>>, found: number): string => of[found] ?? found.toString(16);

function formOf(start: Buffer): Form | undefined {
  if (start.readUInt32BE(0) === 0x7f454c46) {
    const [, loader] = /(\/lib(?:64)?\/ld-(?:linux|musl)[\w.-]*)\0/.exec(start.toString("latin1")) ?? [];
    return { system: "linux", cpu: cpuOf(cpus.elf, start.readUInt16LE(18)), loader };
  }
  if (start.readUInt32LE(0) === 0xfeedfacf) return { system: "darwin", cpu: cpuOf(cpus.machO, start.readUInt32LE(4)) };
  const header = start.readUInt32LE(0x3c);
  if (start.toString("latin1", 0, 2) !== "MZ" || start.toString("latin1", header, header + 4) !== "PE\0\0")
    return undefined;
  return { system: "windows", cpu: cpuOf(cpus.pe, start.readUInt16LE(header + 4)) };
}

for (const target of targets) {
  const path = join(bin, fileOf(target));
  const skipped = existsSync(path) ? "" : " (skipped: it was not built)";
  test.skipIf(skipped !== "")(`${fileOf(target)} is for its system and processor, and whole${skipped}`, () => {
    const start = Buffer.alloc(65_536);
    const file = openSync(path, "r");
    readSync(file, start);
    closeSync(file);
    const [system, cpu] = target.name.split("-");
    const loader = system === "linux" ? target.loader : undefined;
    expect(formOf(start)).toEqual({ system, cpu, ...(loader !== undefined && { loader }) });
    expect(statSync(path).size).toBeGreaterThan(80_000_000);
    if (system === "darwin") expect(signatureFaults(readFileSync(path))).toEqual([]);
    expect(readFileSync(join(bin, "SHA256SUMS"), "utf8")).toMatch(
      new RegExp(`^[0-9a-f]{64} {2}${fileOf(target)}$`, "m"),
    );
  });
}
