/** Which renderer shows a run. The live one is loaded only where there is a terminal for it. */
import type { StepId } from "../../core/ids.ts";
import type { Settings } from "../args/settings.ts";
import type { Output } from "../process/output.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { jsonRenderer } from "./json.ts";
import { plainRenderer } from "./plain.ts";
import { diagnosticsText } from "./problem.ts";
import type { Renderer } from "./renderer.ts";
import type { Screen } from "./screen.ts";

/** @param screen where live progress is drawn, where more than that is drawn on it */
export async function chooseRenderer(settings: Settings, context: ProcessContext, screen?: Screen): Promise<Renderer> {
  const renderer = await renderOn(settings, context, screen);
  return settings.hushed === undefined ? renderer : hushed(renderer, settings.hushed);
}

async function renderOn(settings: Settings, context: ProcessContext, screen?: Screen): Promise<Renderer> {
  const { out, err, cwd, clock } = context;
  const warning: TextOf = (diagnostic) =>
    diagnosticsText([diagnostic], new Map(), { paint: settings.paintErr, cwd, columns: err.columns });
  switch (settings.progress) {
    case "live": {
      const { liveRenderer } = await import("./live.ts");
      return liveRenderer(out, err, settings.paintErr, clock, warning, screen);
    }
    case "plain":
      return plainRenderer(out, err, warning, settings.buildLog === "stdout" ? out : err);
    case "json":
      return jsonRenderer(out, err);
    case "quiet":
      return quietRenderer(out, err);
  }
}

/** `--quiet-pull`, `--quiet-build`: these steps' progress is left out. */
function hushed(renderer: Renderer, kinds: ReadonlySet<string>): Renderer {
  let silent: ReadonlySet<StepId> = new Set();
  return {
    ...renderer,
    emit(event) {
      if (event.type === "plan")
        silent = new Set(event.steps.filter(({ action }) => kinds.has(action)).map(({ id }) => id));
      if (event.type !== "step-progress" || !silent.has(event.step)) renderer.emit(event);
    },
  };
}

/** Shows nothing of the run; what containers print is still printed. */
const quietRenderer = (out: Output, err: Output): Renderer => ({
  emit: () => {},
  print: (content, stream) => (stream === "stdout" ? out : err).write(content),
  end: async () => {},
});

type TextOf = Parameters<typeof plainRenderer>[2];
