/**
 * The live tree on a terminal. listr2 makes the tree (states, icons, spinner, order); it schedules nothing: each of its
 * tasks ends when the row's steps have ended. live-rows.ts says what a row tells, screen.ts where it is drawn.
 */
import {
  DefaultRenderer,
  ListrDefaultRendererLogLevels as Icon,
  Listr,
  type ListrTask,
  type ListrTaskWrapper,
  Spinner,
} from "listr2";
import type { Clock } from "../../core/clock.ts";
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { Event } from "../../core/events.ts";
import type { Output } from "../process/output.ts";
import { clip, clipMiddle, oneLine, type Paint, padEnd, padStart, width } from "../terminal/paint.ts";
import { LiveRows, type Phase, type Row } from "./live-rows.ts";
import type { Renderer } from "./renderer.ts";
import { Screen } from "./screen.ts";
import { elapsed } from "./words.ts";

const frameMs = 100;
/** Wider lines are hard to follow with the eye. */
const widest = 110;

export function liveRenderer(
  out: Output,
  err: Output,
  paint: Paint,
  clock: Clock,
  textOf: (warning: Diagnostic) => string,
  screen: Screen = new Screen(err),
): Renderer {
  let tree: Tree | undefined;
  /** Above what is drawn, where anything is. */
  const print: Renderer["print"] = (content, stream) => {
    const output = stream === "stdout" ? out : err;
    if ((tree === undefined && !screen.busy) || !output.isTTY) output.write(content);
    else screen.print(typeof content === "string" ? content : Buffer.from(content).toString());
  };
  return {
    emit(event) {
      if (event.type === "warning") print(textOf(event.diagnostic), "stderr");
      if (event.type === "plan" && event.steps.length + (event.skipped?.length ?? 0) > 0)
        tree ??= new Tree(event, screen, err, paint, clock);
      tree?.see(event);
    },
    print,
    async end() {
      await tree?.end();
      tree = undefined;
    },
  };
}

/** One row's task in listr2: it ends when the row has. */
interface Entry {
  readonly task: ListrTask;
  readonly over: PromiseWithResolvers<void>;
  handle?: Pick<ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof DefaultRenderer>, "title">;
  phase: Phase;
}

class Tree {
  readonly #rows: LiveRows;
  readonly #screen: Screen;
  readonly #err: Output;
  readonly #paint: Paint;
  readonly #clock: Clock;
  readonly #beganMs: number;
  readonly #entries: readonly Entry[];
  readonly #finished: Promise<unknown>;
  readonly #timer: NodeJS.Timeout;
  readonly #spinner = new Spinner();
  #lines: () => readonly string[] = () => [];

  constructor(
    plan: Extract<Event, { readonly type: "plan" }>,
    screen: Screen,
    err: Output,
    paint: Paint,
    clock: Clock,
  ) {
    this.#rows = new LiveRows(plan);
    this.#screen = screen;
    this.#err = err;
    this.#paint = paint;
    this.#clock = clock;
    this.#beganMs = clock.now();
    this.#entries = Array.from({ length: this.#rows.length }, newEntry);
    this.#finished = this.#list().run();
    this.#timer = setInterval(() => {
      this.#spinner.spin();
      this.#draw();
    }, frameMs);
  }

  see(event: Event): void {
    this.#rows.see(event);
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    // Where there was nothing to do, listr2 has begun none of its tasks yet.
    await new Promise(setImmediate);
    this.#update();
    for (const { over } of this.#entries) over.resolve();
    await this.#finished;
    this.#screen.end([this.#heading(), ...this.#lines()]);
  }

  #list(): Listr<unknown, typeof DefaultRenderer, typeof DefaultRenderer> {
    const paint = this.#paint;
    const byTask = new Map(this.#entries.map((entry) => [entry.task, entry]));
    const take = (drawing: DefaultRenderer): void => {
      this.#lines = () => drawing.create().split("\n");
    };
    /** listr2's own renderer without its hold on the terminal: it composes the lines, the screen draws them. */
    class Drawing extends DefaultRenderer {
      static override nonTTY = true;
      override async render(): Promise<void> {
        take(this);
      }
      override update(): void {}
      override end(): void {}
      protected override format(message: string, icon: string): string[] {
        return [` ${icon} ${message}`];
      }
      protected override style(task: Parameters<DefaultRenderer["style"]>[0]): string {
        const phase = byTask.get(task.task)?.phase;
        if (phase === "waiting") return paint("dim", "◦");
        if (phase === "done") return paint("green", "✔");
        if (phase === "failed") return paint("red", "✖");
        if (phase === "skipped" || task.isCompleted()) return paint("yellow", "◼");
        return super.style(task);
      }
    }
    return new Listr(
      this.#entries.map(({ task }) => task),
      {
        concurrent: true,
        exitOnError: false,
        registerSignalListeners: false,
        renderer: Drawing,
        rendererOptions: {
          spinner: this.#spinner,
          showErrorMessage: false,
          color: { [Icon.PENDING]: (text = "") => paint("cyan", text) },
        },
      },
    );
  }

  /** Brings listr2's tasks up to date: titles, and the end of those whose row has ended. */
  #update(): void {
    const rows = this.#rows.rows(this.#nowMs());
    const columns = Math.min(this.#err.columns - 1, widest);
    const longest = rows.reduce((most, row) => Math.max(most, width(row.name)), 0);
    const nameWidth = Math.min(longest, Math.floor(columns * 0.4));
    for (const [i, entry] of this.#entries.entries()) {
      const row = rows[i];
      if (row === undefined || entry.handle === undefined) continue;
      entry.handle.title = rowText(row, nameWidth, columns, this.#paint);
      entry.phase = row.phase;
      if (row.phase === "failed") entry.over.reject(new Error(row.state));
      if (row.phase === "done" || row.phase === "skipped") entry.over.resolve();
    }
  }

  #draw(): void {
    this.#update();
    this.#screen.draw([this.#heading(), ...this.#fitting(this.#lines())]);
  }

  /** As many lines as the terminal has; first what is over is left out, then what hasn't begun. */
  #fitting(lines: readonly string[]): readonly string[] {
    const tooMany = lines.length - Math.max(1, this.#err.rows - 3);
    if (tooMany <= 0 || lines.length !== this.#entries.length) return lines;
    const rank: Readonly<Record<Phase, number>> = { done: 0, skipped: 0, waiting: 1, failed: 2, working: 2 };
    const dropped = new Set(
      this.#entries
        .map(({ phase }, i) => ({ i, rank: rank[phase] }))
        .sort((a, b) => a.rank - b.rank)
        .slice(0, tooMany)
        .map(({ i }) => i),
    );
    return [...lines.filter((_, i) => !dropped.has(i)), this.#paint("dim", ` … ${dropped.size} more`)];
  }

  #heading(): string {
    const over = this.#entries.filter(({ phase }) => phase === "done").length;
    const { project } = this.#rows;
    return `${this.#paint("bold", oneLine(project))}  ${over}/${this.#entries.length}  ${this.#paint("dim", elapsed(this.#nowMs()))}`;
  }

  #nowMs(): number {
    return this.#clock.now() - this.#beganMs;
  }
}

function newEntry(): Entry {
  const over = Promise.withResolvers<void>();
  over.promise.catch(() => {});
  const entry: Entry = {
    over,
    phase: "waiting",
    task: {
      title: " ",
      task: (_context, handle) => {
        entry.handle = handle;
        return over.promise;
      },
    },
  };
  return entry;
}

const kindWidth = "Container ".length;
/** With fewer columns a name says enough of what it is. */
const withKind = 50;

function rowText(row: Row, nameWidth: number, columns: number, paint: Paint): string {
  const time = row.tookMs === undefined ? "" : elapsed(row.tookMs);
  const kind = columns < withKind ? "" : padEnd(row.kind, kindWidth);
  const room = Math.max(0, columns - width(kind) - nameWidth - 7 - Math.max(5, time.length));
  const state = padEnd(clip(oneLine(row.state), room), room);
  const name = padEnd(clipMiddle(oneLine(row.name), nameWidth), nameWidth);
  const colour =
    row.phase === "failed" ? "red" : row.phase === "done" ? "green" : row.phase === "working" ? "cyan" : "dim";
  return `${paint("dim", kind)}${name}  ${paint(colour, state)} ${paint("dim", padStart(time, 5))}`;
}
