/** What of a folder is sent: what the patterns leave, and the folders that lead to it. Pure. */
import { decide, type Fitting, type Pattern, parsePatterns } from "./patterns.ts";

/** What was decided of a folder, for what is in it. */
export interface Decision {
  readonly isKept: boolean;
  /** Nothing below it can be kept. */
  readonly isPruned: boolean;
  readonly fitting: { readonly included?: Fitting; readonly excluded?: Fitting };
}

/** @param above the decision of the folder that the path is in; absent: it is in the root */
export type Filter = (path: string, above?: Decision) => Decision;

/**
 * @param excluded lines of an ignore file
 * @param included absent: everything
 * @throws WindlassError `build-failed` where a line is not a pattern
 */
export function filterOf(excluded: readonly string[], included?: readonly string[]): Filter {
  const out = parsePatterns(excluded);
  const only = included === undefined ? undefined : parsePatterns(included);
  const exceptions = out.filter(({ isException }) => isException);
  return (path, above) => {
    const asked = only && decide(only, path, above?.fitting.included);
    const ignored = decide(out, path, above?.fitting.excluded);
    const isWanted = asked?.isMatched ?? true;
    return {
      isKept: isWanted && !ignored.isMatched,
      isPruned: (!isWanted && !mayFitBelow(only ?? [], path)) || (ignored.isMatched && !mayFitBelow(exceptions, path)),
      fitting: { ...(asked && { included: asked.fitting }), excluded: ignored.fitting },
    };
  };
}

const signs = /[*?[\]^\\]/;

/** Whether something below the folder may fit one of them. Where one has a sign in it, everything may. */
const mayFitBelow = (patterns: readonly Pattern[], folder: string): boolean => {
  const plain = patterns.map(({ text }) => text.replace(/\/\*\*$/, "").replace(/\/\*$/, ""));
  return plain.some((text) => signs.test(text) || `${text}/`.startsWith(`${folder}/`));
};
