/** The whole set-up on one screen: dependencies, the build, an engine, its images. */
import { ensureBuild, ensureDependencies } from "./dependencies.mjs";
import { ensureEngine } from "./engine.mjs";
import { ensureImages } from "./images.mjs";
import { alone } from "./notes.mjs";
import { say } from "./say.mjs";

/**
 * All that the demo and the tests need: `node` (the project's), `windlass` (the command's file), and either `address`
 * (of an engine that has the images) or `why` there is none.
 */
export const setUp = () =>
  alone(async () => {
    const node = await ensureDependencies();
    const windlass = await ensureBuild(node);
    const engine = await ensureEngine();
    if (engine.why !== undefined) return { node, windlass, why: engine.why };
    say(`engine ${engine.version} at ${engine.address}`);
    await ensureImages(engine);
    return { node, windlass, address: engine.address };
  });
