/** The tree of a Go template: what parse.ts makes and evaluate.ts walks. */

/** Where in the template's text a part begins: letters from 0. */
export type At = number;

export type Expression =
  | { readonly kind: "literal"; readonly at: At; readonly value: string | number | boolean | null }
  | { readonly kind: "dot"; readonly at: At }
  | { readonly kind: "variable"; readonly at: At; readonly name: string }
  /** `.A.B`, `$x.A`, `(…).A` */
  | { readonly kind: "field"; readonly at: At; readonly of: Expression; readonly name: string }
  | { readonly kind: "function"; readonly at: At; readonly name: string }
  /** An operand with what it is given: `printf "%s" .Name`. */
  | { readonly kind: "call"; readonly at: At; readonly of: Expression; readonly given: readonly Expression[] }
  /** `a | b | c`: each gets the one before as its last argument. */
  | { readonly kind: "pipeline"; readonly at: At; readonly stages: readonly Expression[] };

/** What a pipeline's value is kept as. */
export interface Binding {
  readonly names: readonly string[];
  /** `:=` makes new ones, `=` changes those that there are. */
  readonly isNew: boolean;
}

export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "print"; readonly at: At; readonly value: Expression; readonly binding?: Binding }
  | {
      readonly kind: "if" | "with" | "range";
      readonly at: At;
      readonly value: Expression;
      readonly binding?: Binding;
      readonly body: readonly Part[];
      readonly otherwise: readonly Part[];
    }
  | { readonly kind: "break" | "continue"; readonly at: At };

export type Template = readonly Part[];
