import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { twins } from "../twins/index.js";

test("every exported kernel has a scalar twin, and every twin a kernel", async () => {
  const { kernels } = await createEngine();
  const exported = Object.entries(kernels).filter(([, value]) => typeof value === "function");
  expect(exported.map(([name]) => name).sort()).toEqual(Object.keys(twins).sort());
});

test("every kernel takes as many arguments as its interface says", async () => {
  const { kernels } = await createEngine();
  for (const name of Object.keys(twins) as (keyof typeof twins)[]) {
    expect(kernels[name].length, name).toBe(twins[name].length - 1);
  }
});
