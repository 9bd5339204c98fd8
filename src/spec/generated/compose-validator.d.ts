// Made of schemas/compose.schema.json by scripts/compile-schema.mjs; not for editing.
import type { ErrorObject } from "ajv";

export declare const validateCompose: {
  (data: unknown): boolean;
  errors?: readonly ErrorObject[] | null;
};
