/** The README's pictures, recorded again: they show what the command prints. `npm run pictures` draws them again. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drawn, type Theme } from "../../scripts/pictures/draw.ts";
import { columns, recorded, settled } from "../../scripts/pictures/record.ts";
import { engineAddresses } from "../support/engines.ts";
import { startLine } from "../support/program.ts";
import { hasTerminals } from "../support/pty.ts";

const [address = ""] = engineAddresses;
const themes: readonly Theme[] = ["light", "dark"];

const kept = (name: string, theme: Theme): string =>
  readFileSync(join(import.meta.dirname, `../../docs/pictures/${name}-${theme}.svg`), "utf8");

/** The words of the last screen, which is where a run ends, however long its parts take. */
const lastScreen = (svg: string): string =>
  settled(
    svg
      .slice(svg.lastIndexOf("<g "))
      .replaceAll("</tspan>", " ")
      .replace(/<[^>]*>/g, ""),
  );

test.skipIf(!hasTerminals)("the pictures show what the command prints", async () => {
  const { plan, up } = await recorded({ windlass: startLine, address });
  for (const theme of themes) {
    expect(kept("plan", theme)).toBe(drawn(plan, columns, theme));
    expect(lastScreen(kept("up", theme))).toBe(lastScreen(drawn(up, columns, theme)));
    expect(lastScreen(kept("up", theme))).toContain("bookshop-web-1 recreated, started");
  }
});
