/** Rules about networks, volumes, configs and secrets of the project, which no service has a part in. */

import { text } from "../canonical/node-values.ts";
import { entriesOf, get } from "../tree/edit.ts";
import { fail, listed, warn } from "../tree/report.ts";
import { pathText } from "../tree/tree.ts";
import type { Check, CheckedService } from "./check-input.ts";

type Rule = (services: readonly CheckedService[], check: Check) => void;

const ownNames: ReadonlySet<string> = new Set(["external", "name"]);

/** Someone else's volume or network has nothing to be set here. docker compose passes over it for networks. */
const external: Rule = (_services, { tree, report }) => {
  for (const [section, noun] of [
    ["volumes", "volume"],
    ["networks", "network"],
  ] as const)
    for (const [key, { value }] of entriesOf(get(tree, section))) {
      if (text(value, "external") !== "true") continue;
      for (const [attribute, { keyPlace }] of entriesOf(value)) {
        if (ownNames.has(attribute) || attribute.startsWith("x-")) continue;
        const where = { path: [section, key, attribute], place: keyPlace, hint: "remove it, or remove `external`" };
        if (section === "volumes")
          fail(report, "conflicting-attributes", `external ${noun}s cannot have \`${attribute}\``, where);
        else
          warn(
            report,
            "ignored-attribute",
            `\`${attribute}\` has no effect on an external ${noun}; it is ignored`,
            where,
          );
      }
    }
};

interface Kind {
  readonly section: string;
  readonly noun: string;
  /** One of these says what is in it. */
  readonly origins: readonly string[];
}

const kinds: readonly Kind[] = [
  { section: "configs", noun: "config", origins: ["file", "environment", "content"] },
  { section: "secrets", noun: "secret", origins: ["file", "environment"] },
];

/** Configs and secrets come from one place. */
const fileSources: Rule = (_services, { tree, report, isBroken }) => {
  for (const { section, noun, origins } of kinds)
    for (const [key, { value, keyPlace }] of entriesOf(get(tree, section))) {
      const path = [section, key];
      const written = origins.filter((origin) => get(value, origin) !== undefined);
      const second = entriesOf(value).get(written[1] ?? "");
      if (second !== undefined)
        fail(
          report,
          "conflicting-attributes",
          `${noun} "${key}" has ${listed(written)}, which cannot be used together`,
          {
            path: [...path, written[1] ?? ""],
            place: second.keyPlace,
            hint: "keep one of them",
          },
        );
      if (isBroken(pathText(path)) || text(value, "external") === "true") continue;
      if (text(value, "environment") !== undefined) continue;
      if (get(value, "file") !== undefined || get(value, "content") !== undefined) continue;
      fail(report, "invalid-value", `${noun} "${key}" has no source`, {
        path,
        place: keyPlace,
        hint: "add `file:` with a path",
      });
    }
};

export const resourceRules: readonly Rule[] = [external, fileSources];
