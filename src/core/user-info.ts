/**
 * Addresses as messages may show them. What stands before the `@` of a URL may be a password or a token; only the bare name of
 * an ssh account is neither. Messages lose it here, whoever writes them: report.ts and errors.ts pass everything through.
 */

const userInfo = /(?<=(?<!\bssh):\/\/|\bssh:\/\/(?=[^\s/@]*:))[^\s/]*@/gi;

export const withoutUserInfo = (text: string): string => (text.includes("@") ? text.replace(userInfo, "") : text);

/** The text at its old length, for code frames. */
export const maskedUserInfo = (text: string): string =>
  text.replace(userInfo, (found) => `${"*".repeat(found.length - 1)}@`);
