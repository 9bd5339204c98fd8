/**
 * How a file that is no project file came to be read: extended, included, named as an env file. A complaint about its text
 * shows these steps back to a project file. Kept by file and line, so that the tree's nodes need to know nothing of it.
 */
import type { Diagnostic, OriginStep, Place } from "../../core/diagnostics.ts";

interface Route {
  /** What came by this route begins in this line of the file. */
  readonly line: number;
  readonly link: OriginStep;
}

export interface Origins {
  /** `what` (a file, or what begins at a line of it) was reached from `place`. `words`: `extended from`, say. */
  readonly add: (what: { readonly file: string; readonly line?: number }, words: string, place: Place) => void;
  /** The diagnostic with the steps that led to its place; as it is where the place is in a project file. */
  readonly explain: (diagnostic: Diagnostic) => Diagnostic;
  /** The steps that led to a place. */
  readonly chainTo: (place: Place | undefined) => readonly OriginStep[];
}

/** Nobody reads more steps than these. */
const mostLinks = 10;

export function newOrigins(projectFiles: readonly string[]): Origins {
  const routes = new Map<string, Route[]>();
  const chainTo = (place: Place | undefined): readonly OriginStep[] => {
    const chain: OriginStep[] = [];
    const seen = new Set<string>();
    for (let at = place; at !== undefined && chain.length < mostLinks && !seen.has(at.file); ) {
      seen.add(at.file);
      const link = nearest(routes.get(at.file) ?? [], at.line)?.link;
      if (link !== undefined) chain.push(link);
      at = link?.place;
    }
    return chain;
  };
  return {
    add: ({ file, line = 0 }, words, place) => {
      if (place.file === file || projectFiles.includes(file)) return;
      const known = routes.get(file) ?? [];
      routes.set(file, known);
      if (known.every((route) => route.line !== line)) known.push({ line, link: { words, place } });
    },
    chainTo,
    explain: (diagnostic) => {
      const chain = chainTo(diagnostic.place);
      return chain.length === 0 ? diagnostic : { ...diagnostic, chain };
    },
  };
}

/** The route to what begins last before the line. */
const nearest = (routes: readonly Route[], line: number): Route | undefined =>
  routes.reduce<Route | undefined>(
    (best, route) => (route.line <= line && (best === undefined || route.line > best.line) ? route : best),
    undefined,
  );
