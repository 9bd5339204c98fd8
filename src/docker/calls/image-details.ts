/** What else can be done with an image: each one call. */

import { defined } from "../../core/defined.ts";
import type { HistoryEntry, ImageDetailsPort } from "../../engine/port.ts";
import { registryOf } from "../client/registries.ts";
import { type Call, harmlessTwice } from "../http/transport.ts";
import { platformCall, platformJson } from "../image-call.ts";
import { unlessGone } from "../outcome.ts";
import { list, number, record, text, texts } from "../wire/json.ts";
import { type CallContext, change, explained } from "./change.ts";

export const imageDetailsCalls = ({ transport, logins }: CallContext): ImageDetailsPort => ({
  async imageHistory(reference, platform, signal) {
    return explained("read the image's history", async () => {
      const query = defined({ platform: platform && platformJson(platform) });
      const call: Call = { method: "GET", path: ["images", reference, "history"], query };
      return list((await transport.read(call, signal)).body).map(historyEntry);
    });
  },
  async imageDocument(reference, platform, signal) {
    return explained("look at the image", async () => {
      const usual: Call = { method: "GET", path: ["images", reference, "json"] };
      const call = platform === undefined ? usual : (platformCall(transport, reference, platform) ?? usual);
      const found = await unlessGone(transport.read(call, signal));
      return found && record(found.body);
    });
  },
  async tagImage(reference, { repository, tag }, signal) {
    const call: Call = { method: "POST", path: ["images", reference, "tag"], query: { repo: repository, tag } };
    await change(transport, "tag the image", call, signal, harmlessTwice);
  },
  async searchImages({ term, limit, filters }, signal) {
    return explained("search for images", async () => {
      const { registryHeaders } = await import("../client/auth-header.ts");
      const login = await logins(registryOf(term), signal);
      const query = { term, ...defined({ limit }), ...(Object.keys(filters).length > 0 && { filters }) };
      const call: Call = {
        method: "GET",
        path: ["images", "search"],
        query,
        ...(login && { headers: registryHeaders(login) }),
      };
      return list((await transport.once(call, signal)).body).map((item) => {
        const { name, description, star_count: stars, is_official: isOfficial } = record(item);
        return {
          name: text(name),
          description: text(description),
          stars: number(stars),
          isOfficial: isOfficial === true,
        };
      });
    });
  },
});

function historyEntry(item: unknown): HistoryEntry {
  const { Id, Created, CreatedBy, Size, Tags, Comment } = record(item);
  return {
    id: text(Id),
    created: number(Created),
    createdBy: text(CreatedBy),
    size: number(Size),
    tags: texts(Tags),
    comment: text(Comment),
  };
}
