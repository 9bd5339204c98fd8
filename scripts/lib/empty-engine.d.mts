export function withEmptyEngine<Result>(use: (address: string) => Promise<Result>): Promise<Result>;
