export const formats: readonly string[];
export function filled(
  format: string,
  sums: ReadonlyMap<string, string>,
): { readonly text?: string; readonly missing?: readonly string[] };
