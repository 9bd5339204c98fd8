/** Where a complaint about a service points to. */
import type { Diagnostic } from "../../core/diagnostics.ts";
import type { Project, Service } from "../../spec/project.ts";
import { type Path, pathText } from "../../spec/tree/tree.ts";

/** @param below the service: `["volumes", 0, "source"]` */
export function aboutService(project: Project, service: Service, below: Path): Pick<Diagnostic, "path" | "place"> {
  const path = ["services", service.name, ...below];
  const place = project.placeOf(path);
  return { path: pathText(path), ...(place && { place }) };
}
