// Made of schemas/compose.schema.json by scripts/compile-schema.mjs; not for editing.
import type { Attribute } from "../schema/schema-attributes.ts";

export declare const attributes: Attribute;
