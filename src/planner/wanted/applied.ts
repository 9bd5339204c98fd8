/**
 * The label `dev.windlass.applied`: a small memory, written at creation, of what the live container can't tell: which
 * fields that the engine would fill in the file had set. It never holds anything that may be a secret.
 */
import { canonicalJson } from "../../core/canonical-json.ts";
import type { ContainerConfig } from "../../engine/container-config.ts";
import { labels } from "../../engine/labels.ts";
import { engineDefaults } from "./defaults.ts";

export interface Applied {
  readonly set: readonly string[];
}

export function appliedLabel(wanted: ContainerConfig): string {
  const isSet = (field: keyof ContainerConfig): boolean => {
    const value = wanted[field];
    return value !== undefined && !(Array.isArray(value) && value.length === 0);
  };
  const applied: Applied = {
    set: [...engineDefaults.keys()].filter(isSet).sort(),
  };
  return canonicalJson(applied);
}

/** What the label says; `undefined` on a container that another tool made, or whose label is not readable. */
export function readApplied(containerLabels: Readonly<Record<string, string>>): Applied | undefined {
  const text = containerLabels[labels.applied];
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    const { set } = value as Partial<Applied>;
    return Array.isArray(set) ? { set } : undefined;
  } catch {
    return undefined;
  }
}
