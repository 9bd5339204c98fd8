/** Rows of `image history` and `image search`, with the fields that docker's templates know. */
import type { FoundImage, HistoryEntry } from "../../index.ts";
import { shortId } from "../render/images.ts";
import { decimalSize } from "../render/sizes.ts";
import { ago } from "../render/time.ts";
import { clip } from "../terminal/paint.ts";
import type { Fields, Listing } from "./rows.ts";

/** Columns that long texts keep. */
const longest = 45;

interface Shown {
  readonly noTrunc: boolean;
  readonly human: boolean;
  readonly nowMs: number;
}

export const historyListing = (entries: readonly HistoryEntry[], { noTrunc, human, nowMs }: Shown): Listing => ({
  rows: entries.map(({ id, created, createdBy, size, comment }): Fields => {
    const at = new Date(created * 1_000).toISOString().replace(/\.\d+Z$/, "Z");
    const by = createdBy.replaceAll("\t", " ");
    return {
      Comment: comment,
      CreatedAt: at,
      CreatedBy: noTrunc ? by : clip(by, longest),
      CreatedSince: human ? ago(at, nowMs) : at,
      ID: noTrunc || !id.startsWith("sha256:") ? id : shortId(id),
      Size: human ? decimalSize(size) : String(size),
    };
  }),
  headings: {
    Comment: "COMMENT",
    CreatedAt: "CREATED AT",
    CreatedBy: "CREATED BY",
    CreatedSince: human ? "CREATED" : "CREATED AT",
    ID: "IMAGE",
    Size: "SIZE",
  },
  columns: "{{.ID}}\t{{.CreatedSince}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}",
});

/** Those with most stars first. */
export const searchListing = (found: readonly FoundImage[], { noTrunc }: Pick<Shown, "noTrunc">): Listing => ({
  rows: found
    .toSorted((one, other) => other.stars - one.stars)
    .map(({ name, description, stars, isOfficial }): Fields => {
      const text = description.replace(/[\r\n]+/g, " ");
      return {
        Description: noTrunc ? text : clip(text, longest),
        IsAutomated: "",
        IsOfficial: isOfficial ? "[OK]" : "",
        Name: name,
        StarCount: String(stars),
      };
    }),
  headings: {
    Description: "DESCRIPTION",
    IsAutomated: "AUTOMATED",
    IsOfficial: "OFFICIAL",
    Name: "NAME",
    StarCount: "STARS",
  },
  columns: "{{.Name}}\t{{.Description}}\t{{.StarCount}}\t{{.IsOfficial}}",
});
