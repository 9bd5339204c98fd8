export const repository: string;
export function inRepository(...parts: readonly string[]): string;
