/** What a user may allow to be published with a project. */
export const findingKinds = ["bind-mounts", "env", "secrets", "configs"] as const;
export type FindingKind = (typeof findingKinds)[number];
