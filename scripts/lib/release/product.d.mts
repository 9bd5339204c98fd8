import type { Target } from "../executables.mjs";
export const product: Readonly<Record<"name" | "version" | "summary" | "license" | "homepage" | "releases", string>>;
export const tag: string;
export function folderIn(target: Target): string;
export function archiveOf(target: Target): string;
