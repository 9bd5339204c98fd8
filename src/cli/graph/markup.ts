/** Text in a language of tags: XML, or a label of Graphviz's. */
export const markup = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
