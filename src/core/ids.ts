/** Names that must not be swapped. Each is a string with a brand, made by its one constructor. */

declare const brand: unique symbol;
type Brand<Name extends string> = string & { readonly [brand]: Name };

/** A project's name: it prefixes every resource and stands in the label `com.docker.compose.project`. */
export type ProjectName = Brand<"ProjectName">;
/** A service's key in the project file. */
export type ServiceName = Brand<"ServiceName">;
/** A step's id inside one plan; also what `plan` prints, so it reads as a sentence: `start web-1`. */
export type StepId = Brand<"StepId">;

export const projectName = (text: string): ProjectName => text as ProjectName;
export const serviceName = (text: string): ServiceName => text as ServiceName;
export const stepId = (text: string): StepId => text as StepId;
