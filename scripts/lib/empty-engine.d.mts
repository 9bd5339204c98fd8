export function withEmptyEngine<Result>(
  use: (address: string) => Promise<Result>,
  more?: readonly { readonly path: string; readonly body: unknown }[],
): Promise<Result>;
