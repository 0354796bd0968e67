import { expect, test } from "vitest";
import { applySettings } from "../../src/cli/set.js";
import { BadInput } from "../../src/node/errors.js";

const document = () => ({
  epochs: 10,
  name: "a",
  network: { layers: [{ units: 3 }, { units: 2 }] },
});

test("a value is JSON if it reads as JSON, else a string", () => {
  const settings = ["epochs=5", "name=b-c", 'x={"a":[1]}', "y=true", "z=", "w=a=b", 'v="7"'];
  expect(applySettings(document(), settings)).toEqual({
    ...document(),
    ...{ epochs: 5, name: "b-c", x: { a: [1] }, y: true, z: "", w: "a=b", v: "7" },
  });
});

test("a path leads through objects and lists", () => {
  const changed = applySettings(document(), ["network.layers.1.units=7"]);
  expect(changed.network.layers).toEqual([{ units: 3 }, { units: 7 }]);
});

test("the document itself stays as it is", () => {
  const original = document();
  applySettings(original, ["network.layers.0.units=9", "epochs=1"]);
  expect(original).toEqual(document());
});

test("later settings win", () => {
  expect(applySettings(document(), ["epochs=1", "epochs=2"]).epochs).toBe(2);
});

test("what the document leaves out is taken from the defaults", () => {
  const complete = { ...document(), optimiser: { name: "adam", learningRate: 1, beta1: 2 } };
  expect(applySettings(document(), ["optimiser.learningRate=5"], complete)).toMatchObject({
    optimiser: { name: "adam", learningRate: 5, beta1: 2 },
  });
  expect(complete.optimiser.learningRate).toBe(1);
});

test("what nobody knows is made, for the schema to judge", () => {
  expect(applySettings(document(), ["a.b.c=1"])).toMatchObject({ a: { b: { c: 1 } } });
});

test("the prototype of objects cannot be reached", () => {
  const changed = applySettings(document(), ["__proto__.polluted=1", "constructor.polluted=1"]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(Object.getPrototypeOf(changed)).toBe(Object.prototype);
  expect((Object as unknown as Record<string, unknown>).polluted).toBeUndefined();
});

test.each([
  ["epochs", "expected key=value"],
  ["=5", "expected key=value"],
  ["a..b=5", "expected key=value"],
  ["epochs.x=5", "epochs is 10, which has no parts"],
  ["network.layers.2.units=5", "network.layers is a list with no element 2; use 0 to 1"],
  ["network.layers.first.units=5", "no element first"],
  ["network.layers.2=5", "no element 2"],
])("--set %s is refused", (setting, message) => {
  expect(() => applySettings(document(), [setting])).toThrow(BadInput);
  expect(() => applySettings(document(), [setting])).toThrow(message);
});
