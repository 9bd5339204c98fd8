/** AI models that docker's plugin for them fetches and runs, and the variables by which services learn of them. */

export interface AiModel {
  /** In the project's file. */
  readonly key: string;
  /** What it is called before people: the file's name for it, or its key. */
  readonly name: string;
  /** What the plugin fetches: `ai/smollm2`. */
  readonly model: string;
  /** In tokens; absent: the model's own. */
  readonly contextSize?: number;
  /** For the program that runs it. */
  readonly runtimeFlags: readonly string[];
}

/** Names of the variables that a service gets. */
export interface ModelVariables {
  /** Holds what the model is. */
  readonly model: string;
  /** Holds the address where it answers. */
  readonly endpoint: string;
}
