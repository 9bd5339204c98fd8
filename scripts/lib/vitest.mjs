/** Runs the test runner with its usual report on this terminal, and tells afterwards in plain words what came of it. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inRepository, repository } from "./paths.mjs";
import { attached } from "./run.mjs";
import { Stop } from "./say.mjs";

/**
 * @param node the Node to run it with
 * @param args the runner's arguments
 * @param env further variables
 * @param within a command that the runner is to run in, as `["nsenter", "--net=…"]`
 * @returns its exit code, its counts, and what was skipped for want of something
 */
export async function runTests({ node, args, env = {}, within = [] }) {
  const folder = mkdtempSync(join(tmpdir(), "windlass-test-"));
  const report = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const runner = [node, inRepository("node_modules/vitest/vitest.mjs"), "run", ...reporters, ...args];
  const [program, ...rest] = [...within, ...runner];
  try {
    const code = await attached(program, rest, { cwd: repository, env: { ...process.env, ...env } });
    if (!existsSync(report)) throw new Stop(`the test runner ended before its report (exit code ${code})`);
    const result = JSON.parse(readFileSync(report, "utf8"));
    return { code, counts: counts(result), skipped: skipped(result) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As the runner reported them; a file that could not even be loaded counts as a failure. */
function counts({ success, numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
  const failed = success ? numFailedTests : Math.max(numFailedTests, 1);
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}

/** The counts of one run or of several together, in one line. */
export function countsText(all) {
  const sum = (key) => all.reduce((total, counts) => total + counts[key], 0);
  return `${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`;
}

/** Tests that lack something say so in their titles: `… (skipped: there is no sshd)`. Each title once. */
function skipped({ testResults }) {
  const titles = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status !== "passed" && status !== "failed").map(said),
  );
  return [...new Set(titles.filter((title) => title !== undefined))];
}

const said = ({ ancestorTitles, title }) => [...ancestorTitles, title].find((part) => part.includes("(skipped: "));
