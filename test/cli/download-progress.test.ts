import { expect, test } from "vitest";
import { downloadProgress } from "../../src/cli/download-progress.js";

function shown(isTTY: boolean, ...received: number[]): string {
  let text = "";
  const show = downloadProgress({ isTTY, write: (part) => (text += part) });
  for (const bytes of received) {
    show({
      destination: "/a/file",
      address: "http://mirror.org/file",
      received: bytes,
      total: 4e6,
    });
  }
  return text;
}

test("a terminal sees one line that is rewritten and ends when the file is complete", () => {
  expect(shown(true, 1e6, 4e6)).toBe(
    "\r\x1b[Kfile: 1.0 MB of 4.0 MB from mirror.org\r\x1b[Kfile: 4.0 MB of 4.0 MB from mirror.org\n",
  );
});

test("elsewhere there is a line at the beginning and one at the end", () => {
  expect(shown(false, 1e6, 2e6, 3e6, 4e6)).toBe(
    "file: 1.0 MB of 4.0 MB from mirror.org\nfile: 4.0 MB of 4.0 MB from mirror.org\n",
  );
});
