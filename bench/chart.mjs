/** docs/performance.svg: a bar for each kind of work, as long as the ratio to docker compose. */
import { judgedRows } from "./judge.mjs";

const width = 830;
const rowHeight = 24;
const top = 64;
/** Where bars begin, and how long one of ratio 1 is. */
const left = 250;
const unit = 350;
/** A bar that is longer ends here, with its ratio beside it. */
const longest = 1.15;

const style = `
  text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328 }
  .title { font-size: 16px; font-weight: 600 }
  .quiet { fill: #59636e; font-size: 12px }
  .ratio { font-weight: 600 }
  .faster { fill: #2da44e }
  .slower { fill: #d4762c }
  .one { stroke: #59636e; stroke-width: 1.5 }
  .goal { stroke: #1f2328; stroke-width: 2 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .quiet { fill: #9198a1 }
    .faster { fill: #3fb950 }
    .slower { fill: #e09b13 }
    .one { stroke: #9198a1 }
    .goal { stroke: #f0f6fc }
  }
`;

export function performanceChart(results) {
  const rows = judgedRows(results);
  const bottom = top + rows.length * rowHeight;
  const title = `Time compared with docker compose ${results.versions.compose}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom + 16}" role="img" aria-label="${title}">`,
    `<style>${style}</style>`,
    `<text class="title" x="16" y="26">${title}</text>`,
    `<text class="quiet" x="${left}" y="${top - 12}">shorter is faster; the marks are goals</text>`,
    `<text class="quiet" x="${left + unit}" y="${top - 12}" text-anchor="middle">docker compose</text>`,
    ...rows.flatMap((row, at) => bar(row, top + at * rowHeight)),
    `<line class="one" x1="${left + unit}" y1="${top - 4}" x2="${left + unit}" y2="${bottom + 4}"/>`,
    "</svg>",
    "",
  ].join("\n");
}

function bar({ name, time, tools }, y) {
  const { ratio, goal } = time;
  const middle = y + rowHeight / 2 + 4.5;
  const length = (Math.min(ratio, longest) * unit).toFixed(1);
  const mark = goal === undefined ? undefined : (left + goal * unit).toFixed(1);
  const right = left + longest * unit + 10;
  return [
    `<text x="${left - 12}" y="${middle}" text-anchor="end">${name}</text>`,
    `<rect class="${ratio <= 1 ? "faster" : "slower"}" x="${left}" y="${y + 4}" width="${length}" height="${rowHeight - 8}" rx="2"/>`,
    ...(mark === undefined
      ? []
      : [`<line class="goal" x1="${mark}" y1="${y + 2}" x2="${mark}" y2="${y + rowHeight - 2}"/>`]),
    `<text class="ratio" x="${right}" y="${middle}">${ratio.toFixed(2)}</text>`,
    `<text class="quiet" x="${right + 38}" y="${middle}">${[tools.executable, tools.compose].map(({ ms }) => short(ms[1])).join(" / ")}</text>`,
  ];
}

const short = (ms) => (ms < 999.5 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`);
