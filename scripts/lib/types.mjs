/** The library's types: what `index.d.ts` leads to. Declarations of what is inside name packages that are bundled. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

/** Removes the declarations below `folder` that those of `entry` do not need. */
export function keepTypesOf(entry, folder) {
  const needed = new Set();
  const follow = (path) => {
    if (needed.has(path)) return;
    needed.add(path);
    const imports = readFileSync(path, "utf8").matchAll(/(?:from |import\()"(\.[^"]+)\.ts"/g);
    for (const [, name] of imports) follow(join(dirname(path), `${name}.d.ts`));
  };
  follow(join(folder, entry));
  const declarations = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".d.ts"));
  for (const name of declarations) if (!needed.has(join(folder, name))) rmSync(join(folder, name));
}
