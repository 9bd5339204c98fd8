/** Which frontend reads a Dockerfile: the one in the engine's BuildKit, or one that the build names. Pure. */

/**
 * @param dockerfile its text: `# syntax=IMAGE` counts among the directives at its beginning
 * @param args the build's arguments, of which BUILDKIT_SYNTAX goes before the text
 */
export function namesFrontend(dockerfile: string, args: Readonly<Record<string, string>>): boolean {
  if (args.BUILDKIT_SYNTAX !== undefined) return true;
  const lines = dockerfile.split("\n");
  const end = lines.findIndex((line) => !directive.test(line));
  return lines.slice(0, end === -1 ? undefined : end).some((line) => /^#\s*syntax\s*=/i.test(line));
}

const directive = /^#\s*[a-z][a-z0-9]*\s*=\s*\S/i;
