/** `80`, `80/udp`, `8000-8010`: ports that only other containers reach → `80/tcp`, one for each. */

const pattern = /^(\d+)(?:-(\d+))?(?:\/(tcp|udp|sctp))?$/i;

/** undefined: no port. */
export function spreadExposed(text: string): readonly string[] | undefined {
  const [, first, last = first, protocol = "tcp"] = pattern.exec(text) ?? [];
  const from = Number(first);
  const to = Number(last);
  if (first === undefined || from > to || to > 65_535) return undefined;
  return Array.from({ length: to - from + 1 }, (_, i) => `${from + i}/${protocol.toLowerCase()}`);
}
