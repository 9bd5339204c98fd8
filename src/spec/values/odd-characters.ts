/** Characters that look like others and come from word processors and web pages: where something is wrong, they are the likely cause. */

const kinds: readonly (readonly [characters: string, name: string, remedy: string])[] = [
  ["\u00a0\u202f", "no-break space", "replace it with a plain space"],
  ["\u2007\u2008\u2009\u3000", "special space", "replace it with a plain space"],
  ["\u200b\u200c\u200d\u2060\ufeff\u00ad", "invisible character", "remove it"],
  ["“”„‟«»", "typographic quote", 'write a plain quote: "'],
  ["‘’‚‛´", "typographic quote", "write a plain quote: '"],
  ["\u2010\u2011\u2012\u2013\u2014\u2212", "typographic dash", "write a plain hyphen: -"],
  ["：", "full-width colon", "write a plain colon"],
];

/** A hint that names the first such character: `it contains a no-break space (U+00A0); …`. undefined: there is none. */
export function oddCharacterHint(text: string, what = "it"): string | undefined {
  for (const char of text) {
    const [, name, remedy] = kinds.find(([characters]) => characters.includes(char)) ?? [];
    if (name === undefined) continue;
    const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return `${what} contains ${/^[aeiou]/.test(name) ? "an" : "a"} ${name} (U+${code}); ${remedy}`;
  }
  return undefined;
}
