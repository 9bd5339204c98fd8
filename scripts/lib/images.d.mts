export function ensureImages(engine: { readonly address: string; readonly ours: boolean }): Promise<void>;
