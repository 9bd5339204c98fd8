export function ensureBuild(node: string): Promise<string>;
