/** What a terminal shows of text above a footer, whatever the terminal's width. */
import { expect, test } from "vitest";
import { Screen } from "../../../src/cli/render/screen.ts";
import { TextOutput } from "../../support/process-context.ts";

/** The rows of a terminal of this width after these bytes; as real ones, it wraps when the next letter comes. */
function shown(bytes: string, columns: number): readonly string[] {
  const rows: string[] = [""];
  let [row, column] = [0, 0];
  const clear = (): void => {
    // With the last column filled the cursor still stands on it.
    rows[row] = (rows[row] ?? "").slice(0, Math.min(column, columns - 1));
  };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are what a terminal reads
  for (const [, count, order, text] of bytes.matchAll(/\u001b\[\??(\d*)([a-zA-Z])|([^\u001b]+)/g)) {
    if (order === "A") row = Math.max(0, row - Number(count));
    if (order === "K" || order === "J") clear();
    if (order === "J") rows.length = row + 1;
    for (const letter of text ?? "") {
      if (letter === "\r") column = 0;
      else if (letter === "\n") [row, column] = [row + 1, 0];
      else {
        if (column === columns) [row, column] = [row + 1, 0];
        while (rows.length <= row) rows.push("");
        const line = (rows[row] ?? "").padEnd(column);
        rows[row] = line.slice(0, column) + letter + line.slice(column + 1);
        column += 1;
      }
    }
    while (rows.length <= row) rows.push("");
  }
  return rows.map((line) => line.trimEnd());
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function made(columns = 20) {
  const terminal = new TextOutput(true);
  terminal.columns = columns;
  const screen = new Screen(terminal);
  return { terminal, screen, rows: () => shown(terminal.text, columns) };
}

test("what is printed stands above the footer, lines that fill or exceed the terminal's width among it", async () => {
  const { screen, rows } = made();
  screen.showFooter(() => "d Detach");
  const texts = ["short", "x".repeat(19), "x".repeat(20), `${"y".repeat(25)}z`];
  for (const text of texts) {
    screen.print(`${text}\n`);
    await turn();
  }
  expect(rows()).toEqual(["short", "x".repeat(19), "x".repeat(20), "y".repeat(20), "yyyyyz", "d Detach"]);
});

test("a drawing stands between what was printed and the footer, and stays when it has ended", async () => {
  const { screen, rows } = made();
  screen.showFooter(() => "d Detach");
  screen.draw(["shop 0/2", " db starting"]);
  screen.print("hello\n");
  screen.draw(["shop 1/2", " db started"]);
  expect(rows()).toEqual(["hello", "shop 1/2", " db started", "d Detach"]);
  screen.end(["shop 2/2", " db started"]);
  screen.print("later\n");
  await turn();
  expect(rows()).toEqual(["hello", "shop 2/2", " db started", "later", "d Detach"]);
});

test("a terminal that is as narrow as the footer shows none", async () => {
  const { terminal, screen, rows } = made();
  screen.showFooter(() => "d Detach");
  terminal.columns = "d Detach".length;
  screen.redrawFooter();
  expect(rows()).toEqual([""]);
  terminal.columns = 20;
  screen.redrawFooter();
  expect(rows()).toEqual(["d Detach"]);
});

test("a hidden footer leaves nothing behind but what was printed, and shows the cursor", () => {
  const { terminal, screen, rows } = made();
  screen.showFooter(() => "d Detach");
  screen.print("last word\n");
  screen.hideFooter();
  expect(rows()).toEqual(["last word", ""]);
  expect(terminal.text.endsWith("\u001b[?25h")).toBe(true);
  expect(screen.busy).toBe(false);
});
