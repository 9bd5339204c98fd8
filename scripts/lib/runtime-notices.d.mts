export function runtimeNotices(versions: Readonly<Record<string, string>>, flags: readonly string[]): string;
