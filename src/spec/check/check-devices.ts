/** Rules about requests for devices. */

import { at, get, itemsOf } from "../tree/edit.ts";
import type { Path } from "../tree/tree.ts";
import { complain, type ServiceRule as Rule } from "./check-input.ts";

const requestLists: readonly Path[] = [["gpus"], ["deploy", "resources", "reservations", "devices"]];

const countOrNames: Rule = (service, check) => {
  for (const list of requestLists)
    for (const [index, request] of itemsOf(at(service.node, ...list.map(String))).entries()) {
      if (get(request, "count") === undefined || get(request, "device_ids") === undefined) continue;
      complain(
        check,
        service,
        "conflicting-attributes",
        [...list, index, "count"],
        "`count` and `device_ids` cannot be used together",
        "remove one of them",
      );
    }
};

export const deviceRules: readonly Rule[] = [countOrNames];
