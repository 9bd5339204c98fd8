/** Where this user's programs keep what can be made again, by the environment; `undefined` where it does not say. */
export function cacheFolder(
  { XDG_CACHE_HOME, HOME }: Readonly<Record<string, string | undefined>>,
  home: string | undefined = HOME,
): string | undefined {
  return XDG_CACHE_HOME || (home ? `${home}/.cache` : undefined);
}
