/**
 * The systems that executables are built for, and the Bun that goes into each: one version, by the integrity that npm's
 * registry has for it. A new version needs new integrities, and a run of all tests with the executable.
 */
import { Stop } from "./say.mjs";

export const bunVersion = "1.4.5";

/** `name` is Bun's own for the system; `package` is one of `@oven`; `loader` is the file that starts it. */
export const targets = [
  {
    name: "linux-x64",
    package: "bun-linux-x64",
    integrity: "sha512-IWX9BELoGHAUtMonkeSaNaZwXzRk+oDw6Mk+HBFXd3KHYIBNBsIGRupMZPcgNoDbJpLu6gAJjIoIVPZtt1aJ1g==",
    loader: "/lib64/ld-linux-x86-64.so.2",
  },
  {
    name: "linux-arm64",
    package: "bun-linux-aarch64",
    integrity: "sha512-4BXmsSKnjOrlGWqZV4x/oWa7AVoR+B6lCXddMzOAXBIm3t50eslg9wb66gmtW1AamEQ1l1CDvmmruysEhqOWMg==",
    loader: "/lib/ld-linux-aarch64.so.1",
  },
  {
    name: "linux-x64-musl",
    package: "bun-linux-x64-musl",
    integrity: "sha512-10QoW/YfTgnURaGEaHpJCiXjLI2e5iTtfVDaA5JKcyUzaa1cq6cVUY9/Uq5XkYzvtRjHLRe9Oj/lTDIQcxy8HQ==",
    loader: "/lib/ld-musl-x86_64.so.1",
  },
  {
    name: "linux-arm64-musl",
    package: "bun-linux-aarch64-musl",
    integrity: "sha512-XCNc+WvvMAdNNb+OWTogpy+N9wm62fkVeEVLb6how0RZhW5LPi6c7BlkeVCuWps7XjEl2saFpHFa20/1E+PAHg==",
    loader: "/lib/ld-musl-aarch64.so.1",
  },
  {
    name: "darwin-arm64",
    package: "bun-darwin-aarch64",
    integrity: "sha512-4MIFXHmctH2EhAxLXm2/qxNtv17dFtLJylvaOCsrgq6KSqHTs6eW5YSrJjRbJxYUJaR901fsN8JfZOa+CsWpWQ==",
    loader: "/usr/lib/dyld",
  },
  {
    name: "darwin-x64",
    package: "bun-darwin-x64",
    integrity: "sha512-qkLPMGHZM9NI6CeHTWwVezzmlo6cC4Ta7yUAjYIWXS366qQcOlcp75t2uZyiuVRBMPS0h9qE0tCcvCHGaFqjJg==",
    loader: "/usr/lib/dyld",
  },
  {
    name: "windows-x64",
    package: "bun-windows-x64",
    integrity: "sha512-FNvply651vcE/GHgNWz6mZvhmkwBuu8Hw54oNzA+CQog+HW+542rXQmZqNHRkFxazD9L3xi+iTtvO3engAgJfw==",
  },
];

const suffix = ({ name }) => (name.startsWith("windows") ? ".exe" : "");

/** The name of the executable. */
export const fileOf = (target) => `windlass-${target.name}${suffix(target)}`;
/** The name of Bun itself in its package. */
export const bunFile = (target) => `bun${suffix(target)}`;

/** This machine's. Throws Stop where there is none. */
export function thisTarget() {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const isMusl = process.platform === "linux" && process.report.getReport().header.glibcVersionRuntime === undefined;
  const name = `${system}-${process.arch}${isMusl ? "-musl" : ""}`;
  const found = targets.find((target) => target.name === name);
  if (found === undefined) throw new Stop(`no executable can be built for ${name}`);
  return found;
}
