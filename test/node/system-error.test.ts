import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Failure } from "../../src/node/errors.js";
import { explainSystemError, systemCode } from "../../src/node/system-error.js";

const enoent = (() => {
  try {
    return readFileSync("/no/such/file");
  } catch (error) {
    return error;
  }
})();

test("a system error becomes a failure that names what was tried, where, and why not", () => {
  const explained = explainSystemError(enoent, "read", "a.txt");
  expect(explained).toBeInstanceOf(Failure);
  expect(explained).toMatchObject({
    message: "cannot read a.txt: no such file or folder (ENOENT)",
  });
  expect(explained).toMatchObject({ cause: enoent });
});

test("a code without words of its own is still named", () => {
  const error = Object.assign(new Error(), { code: "EXYZ" });
  expect(explainSystemError(error, "write", "b")).toMatchObject({
    message: "cannot write b: EXYZ (EXYZ)",
  });
});

test("other errors pass unchanged", () => {
  const failure = new Failure("a");
  const bug = new TypeError("b");
  expect(explainSystemError(failure, "read", "c")).toBe(failure);
  expect(explainSystemError(bug, "read", "c")).toBe(bug);
  expect(systemCode(bug)).toBeUndefined();
  expect(systemCode(undefined)).toBeUndefined();
});
