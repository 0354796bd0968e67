import { expect, test } from "vitest";
import { createSteps } from "../../src/cli/steps.js";

function shown(isTTY: boolean, quiet = false) {
  let time = 0;
  let written = "";
  const output = { isTTY, columns: 30, write: (text: string) => (written += text) };
  const steps = createSteps(output, { quiet, environment: {}, now: () => time });
  return {
    steps,
    after(ms: number) {
      time += ms;
    },
    take() {
      const text = written;
      written = "";
      return text;
    },
  };
}

test("on a terminal a line is rewritten, no wider than it, and cleared at the end", () => {
  const { after, steps, take } = shown(true);
  steps.begin("T1: reading");
  expect(take()).toBe("\r\x1b[KT1: reading");
  steps.share(0.1);
  expect(take()).toBe("");
  after(100);
  steps.share(0.509);
  expect(take()).toBe("\r\x1b[KT1: reading, 50 %");
  steps.begin("T1: KDE upper bound, noise variance 0.1");
  expect(take()).toBe("\r\x1b[KT1: KDE upper bound, noise va");
  steps.stop();
  expect(take()).toBe("\r\x1b[K");
});

test("elsewhere quick work says nothing, long work a line every ten seconds", () => {
  const { after, steps, take } = shown(false);
  steps.begin("T1: reading");
  after(9_000);
  steps.share(0.5);
  expect(take()).toBe("");
  after(1_000);
  steps.begin("T2: reading");
  expect(take()).toBe("T2: reading\n");
  after(10_000);
  steps.share(0.25);
  steps.stop();
  expect(take()).toBe("T2: reading, 25 %\n");
});

test("quiet is quiet", () => {
  const { after, steps, take } = shown(true, true);
  steps.begin("T1");
  after(60_000);
  steps.share(1);
  steps.stop();
  expect(take()).toBe("");
});
