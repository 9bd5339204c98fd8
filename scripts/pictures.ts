/** `npm run pictures`: records the README's pictures with the built command on a real engine, and draws them for light and dark pages. */
import { writeFileSync } from "node:fs";
import { ensureBuild } from "./lib/dependencies.mjs";
import { inRepository } from "./lib/paths.mjs";
import { drawn } from "./pictures/draw.ts";
import { columns, recorded } from "./pictures/record.ts";

const address = process.env.DOCKER_HOST || "unix:///var/run/docker.sock";
const windlass = `"${process.execPath}" -- "${await ensureBuild(process.execPath)}"`;
for (const [name, picture] of Object.entries(await recorded({ windlass, address })))
  for (const theme of ["light", "dark"] as const)
    writeFileSync(inRepository(`docs/pictures/${name}-${theme}.svg`), drawn(picture, columns, theme));
