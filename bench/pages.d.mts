/** Path → text. */
export function pages(): Readonly<Record<string, string>>;
