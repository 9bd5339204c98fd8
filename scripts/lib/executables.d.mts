export interface Target {
  readonly name: string;
  readonly package: string;
  readonly integrity: string;
  readonly loader?: string;
}
export const bunVersion: string;
export const targets: readonly Target[];
export function fileOf(target: Target): string;
export function bunFile(target: Target): string;
export function thisTarget(): Target;
