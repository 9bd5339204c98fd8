/**
 * A command that changes something: it plans, shows its plan with --dry-run, and carries it out otherwise. `plan VERB` shows
 * the plan of the same words.
 */
import { contentsOf, type Engine, type Plan, type Project } from "../../index.ts";
import { type Call, type CommandDefinition, command, type Definition } from "../args/command.ts";
import type { FlagTable, Values } from "../args/flags.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { withEngineAhead } from "../session.ts";
import { carryOut, type PlanRun } from "./run-plan.ts";
import { showPlan } from "./show-plan.ts";

/** What the words and the files ask for. */
export interface Asked<Subject extends Project | string = Project | string> {
  /** The project, or its name where there is no file. */
  readonly project: Subject;
  /** @param looking the plan is only to be shown */
  readonly plan: (engine: Engine, looking: boolean) => Promise<Plan>;
}

export type Run = Omit<PlanRun, "renderer">;

export interface VerbDefinition<Table extends FlagTable, Subject extends Project | string>
  extends Omit<CommandDefinition<Table>, "run"> {
  /** @throws WindlassError what is wrong before the engine is looked at */
  readonly ask: (call: Call<Values<Table>>, context: ProcessContext) => Promise<Asked<Subject>>;
  /** Carries out what was asked; absent: the plan. @returns the exit code */
  readonly perform?: (plan: Plan, project: Subject, run: Run, call: Call<Values<Table>>) => Promise<number>;
}

export interface Verb extends Definition {
  readonly ask: (call: Call<Readonly<Record<string, unknown>>>, context: ProcessContext) => Promise<Asked>;
}

export function verb<Table extends FlagTable, Subject extends Project | string>(
  definition: VerbDefinition<Table, Subject>,
): Verb {
  const { ask, perform, ...rest } = definition;
  return {
    ...command<Table>({
      ...rest,
      async run(call, context) {
        const { settings, globals } = call;
        const read = (ahead: ProcessContext): Promise<Asked<Subject>> => ask(call, ahead);
        return withEngineAhead(call, context, read, async (engine, { project, plan: planned }) => {
          const plan = await planned(engine, globals.dryRun);
          if (globals.dryRun) {
            showPlan(plan, project, call, context);
            return 0;
          }
          const subject: Project | string = project;
          const file = typeof subject === "string" ? undefined : subject;
          const run: Run = {
            engine,
            context,
            settings,
            variables: file?.variables,
            project: file,
            ...(file && { contents: contentsOf(file, context) }),
          };
          if (perform) return perform(plan, project, run, call);
          await carryOut(plan, run);
          return 0;
        });
      },
    }),
    // The values come from the verb's own table, as in `command`.
    ask: (call, context) => ask(call as Call<Values<Table>>, context),
  };
}
