/** A command written as one text → its words. Quotes and backslashes work as in a shell; nothing is expanded or run. */

export interface Words {
  readonly words: readonly string[];
  /** The operator that ended the command: what follows it is not part of it. */
  readonly endedBy?: string;
}

const blank = /[ \t\r\n]/;
const operator = /[;&|<>]/;

/** undefined: a quote or parenthesis is not closed, or a backslash stands at the end. */
export function splitCommand(text: string): Words | undefined {
  const words: string[] = [];
  let word: string | undefined;
  /** What ends the part that is read literally: a quote, a backtick, or the end of `$(…)`. */
  let quote = "";
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (char === "\\" && quote !== "'") {
      const escaped = text[++i];
      if (escaped === undefined) return undefined;
      word = (word ?? "") + escaped;
    } else if (quote !== "") {
      if (char !== quote || !isQuote(char)) word = (word ?? "") + char;
      if (char === quote) quote = "";
    } else if (isQuote(char)) {
      quote = char;
      word ??= "";
    } else if (char === "`") {
      quote = "`";
      word = `${word ?? ""}\``;
    } else if (char === "(" && word?.endsWith("$")) {
      quote = ")";
      word += "(";
    } else if (char === "(" || char === ")") {
      return undefined;
    } else if (blank.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (operator.test(char)) {
      const descriptor = char === ">" && word !== undefined && /^\d/.test(word);
      if (word !== undefined && !descriptor) words.push(word);
      return { words, endedBy: char };
    } else word = (word ?? "") + char;
  }
  if (quote !== "") return undefined;
  if (word !== undefined) words.push(word);
  return { words };
}

const isQuote = (char: string): boolean => char === '"' || char === "'";
