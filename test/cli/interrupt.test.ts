import { afterEach, expect, test, vi } from "vitest";
import { listenForInterrupt } from "../../src/cli/interrupt.js";

afterEach(() => vi.restoreAllMocks());

test("the first Ctrl-C asks to stop, the second quits with the terminal in order", () => {
  const exit = vi.spyOn(process, "exit").mockImplementation((() => {}) as never);
  const [onFirst, onQuit] = [vi.fn(), vi.fn()];
  const interrupt = listenForInterrupt(onFirst, onQuit);
  expect(interrupt.signal.aborted).toBe(false);
  process.emit("SIGINT", "SIGINT");
  expect(interrupt.signal.aborted).toBe(true);
  expect(onFirst).toHaveBeenCalledOnce();
  expect(exit).not.toHaveBeenCalled();
  process.emit("SIGTERM", "SIGTERM");
  expect(onQuit).toHaveBeenCalledOnce();
  expect(exit).toHaveBeenCalledWith(130);
  interrupt.dispose();
});

test("Ctrl-C has its usual meaning again afterwards", () => {
  const before = process.listenerCount("SIGINT");
  const interrupt = listenForInterrupt(
    () => {},
    () => {},
  );
  expect(process.listenerCount("SIGINT")).toBe(before + 1);
  interrupt.dispose();
  expect(process.listenerCount("SIGINT")).toBe(before);
});
