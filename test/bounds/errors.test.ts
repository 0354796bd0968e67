import { expect, test } from "vitest";
import { BoundsError, SingularError, unlessSingular } from "../../src/bounds/errors.js";

const throwing = (error: Error) => () => {
  throw error;
};

test("singular matrices are forgiven, and nothing else", () => {
  expect(unlessSingular(() => 3)).toBe(3);
  expect(unlessSingular(throwing(new SingularError("singular")))).toBeUndefined();
  expect(() => unlessSingular(throwing(new BoundsError("labels")))).toThrow("labels");
  expect(() => unlessSingular(throwing(new RangeError("other")))).toThrow("other");
});
