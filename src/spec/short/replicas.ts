/** How many containers one service may have. */

const mostReplicas = 10_000;

/** What is said of more than anyone can run: planning them would only use up the memory. */
export const tooManyReplicas = (replicas: number): { readonly message: string; readonly hint: string } | undefined =>
  replicas <= mostReplicas
    ? undefined
    : { message: `${replicas} replicas are too many`, hint: `a service can have up to ${mostReplicas} containers` };
