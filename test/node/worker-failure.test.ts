import { expect, test } from "vitest";
import { Arena } from "../../src/engine/arena.js";
import { Failure } from "../../src/node/errors.js";
import { describeFailure } from "../../src/node/worker-failure.js";

test("a memory that is full is no fault of infoplane", () => {
  const arena = new Arena(new WebAssembly.Memory({ initial: 0, maximum: 1 }));
  const fill = () => {
    try {
      return arena.take(Uint8Array, 1 << 20);
    } catch (error) {
      return describeFailure(error);
    }
  };
  expect(fill()).toMatchObject({
    kind: "failure",
    message: expect.stringContaining("no room for 1 MiB"),
  });
});

test("a Failure is one, and anything else is a bug", () => {
  expect(describeFailure(new Failure("m"))).toMatchObject({ kind: "failure", message: "m" });
  expect(describeFailure(new RangeError("m"))).toMatchObject({ kind: "bug", message: "m" });
  expect(describeFailure("m")).toEqual({ kind: "bug", message: "m" });
});
