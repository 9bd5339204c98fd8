/** The line below the output of an attached `up`: which keys do something. It lasts until the first Ctrl-C, or `close`. */
import { listenForKeys } from "../process/keyboard.ts";
import type { ProcessContext } from "../process/process-context.ts";
import type { Screen } from "../render/screen.ts";
import type { Paint } from "../terminal/paint.ts";

export interface Shortcut {
  /** A letter. */
  readonly key: string;
  /** `Detach` */
  readonly text: string;
  readonly press: () => void;
}

const gap = "   ";

/** `d Detach   Ctrl+C Stop` */
export const menuText = (shortcuts: readonly Pick<Shortcut, "key" | "text">[], paint: Paint): string =>
  [...shortcuts, { key: "Ctrl+C", text: "Stop" }]
    .map(({ key, text }) => `${paint("bold", key)} ${paint("dim", text)}`)
    .join(gap);

/** @returns how to close it; to close it twice does nothing */
export function openMenu(
  shortcuts: readonly Shortcut[],
  screen: Screen,
  { terminal, interrupts }: Pick<ProcessContext, "terminal" | "interrupts">,
  paint: Paint,
): () => void {
  const show = (): void => screen.showFooter(() => menuText(shortcuts, paint));
  const hide = (): void => screen.hideFooter();
  const deaf = listenForKeys(terminal, {
    press(key) {
      // Room between what was written before and what comes, as without a menu.
      if (key === "\r") screen.print("\n");
      else shortcuts.find((shortcut) => shortcut.key === key)?.press();
    },
    leave: hide,
    resume: show,
  });
  // Standard error learns its size just after standard output.
  const fixed = terminal.onResize(() => setImmediate(() => screen.redrawFooter()));
  const close = (): void => {
    interrupts.first.removeEventListener("abort", close);
    fixed();
    deaf();
    hide();
  };
  show();
  interrupts.first.addEventListener("abort", close);
  if (interrupts.first.aborted) close();
  return close;
}
