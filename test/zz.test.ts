import { test } from "vitest";
import { stepsText } from "../src/cli/render/plan-steps.ts";
import { engineWith, planOf, projectOf, run, up } from "./support/scenario.ts";
test("x", async () => {
  const engine = engineWith("busybox");
  await up(await projectOf('services: {vpn: {image: busybox}, app: {image: busybox, pid: "service:vpn"}}'), engine);
  engine.become("shop-vpn-1", { state: "dead" });
  const p = await projectOf("services: {vpn: {image: busybox}, app: {image: busybox}}");
  const plan = await planOf(p, engine, { noRecreate: true });
  console.log(stepsText(plan));
  const { report } = await run(plan, engine);
  console.log(report.failures, engine.states());
});
