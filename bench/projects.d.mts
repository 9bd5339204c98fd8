/** The text of a project file. */
export function flat(count: number, more?: (number: number) => object): string;
export function chain(count: number): string;
export function talkative(count: number, lines: number): string;
export function large(count: number): string;
