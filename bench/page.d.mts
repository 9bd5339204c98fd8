/** @param results as bench/results/latest.json has them */
export function performancePage(results: object): string;
