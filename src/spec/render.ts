/** The model as text, for `config`. Every `$` is doubled, so that the text is a project file that means the same. */
import { Document, visit } from "yaml";
import { jsonText } from "../core/ordered-json.ts";
import type { Project } from "./project.ts";
import { plainValue } from "./yaml-scalars.ts";

const escaped = (text: string): string => text.replaceAll("$", "$$$$");

/** As the reference prints it, to the letter: what it leaves out is left out here. */
export const renderJson = (project: Project): string => escaped(`${jsonText(project.model, 2)}\n`);

/** Nothing is left out: the text loads again as the same project. */
export function renderYaml(project: Project): string {
  // Version 1.1 quotes what older readers would take for a yes/no or a time. Its tag for mappings with an order is not for us.
  const document = new Document(project.document(), {
    version: "1.1",
    customTags: (tags) => tags.filter((tag) => typeof tag === "string" || tag.tag !== "tag:yaml.org,2002:omap"),
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar(key, node) {
      if (typeof node.value !== "string") return;
      // Variables are put into values only, so a key's dollar stands for itself.
      const text = key === "key" ? node.value : escaped(node.value);
      node.value = text;
      if (plainValue(text) !== text || text === "<<") node.type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({ lineWidth: 0 });
}
