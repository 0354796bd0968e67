import { expect, test, vi } from "vitest";
import { guardListener } from "../../src/node/listener.js";

test("a callback that throws is told nothing more, and its error comes out when asked for", () => {
  const callback = vi.fn(() => {
    throw new RangeError("mine");
  });
  const listener = guardListener(callback, undefined);
  listener.rethrow();
  listener.tell(1);
  listener.tell(2);
  expect(callback.mock.calls).toEqual([[1]]);
  expect(listener.signal.aborted).toBe(true);
  expect(() => listener.rethrow()).toThrow(new RangeError("mine"));
});

test("the caller's signal is heard, with its reason", () => {
  const caller = new AbortController();
  const listener = guardListener(undefined, caller.signal);
  expect(listener.signal.aborted).toBe(false);
  caller.abort("enough");
  expect(listener.signal.reason).toBe("enough");
  listener.rethrow();
});
