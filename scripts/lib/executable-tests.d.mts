/** All files of tests that run the command, or folders of them. */
export const commandTests: readonly string[];
