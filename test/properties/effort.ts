/** Multiplies the number of tries: WINDLASS_EFFORT=20 for a long search. */
export const effort: number = Number(process.env.WINDLASS_EFFORT ?? 1);
