import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cases, hashOf } from "../golden/cases.js";

const golden = JSON.parse(readFileSync(new URL("../golden/golden.json", import.meta.url), "utf8"));

/** Where these runtimes may be; .ci/run installs both and refuses to skip. */
const NODE24 = process.env.INFOPLANE_NODE24 ?? "";
const CHROMIUM = process.env.INFOPLANE_CHROMIUM ?? "/usr/bin/chromium";
const required = process.env.INFOPLANE_REQUIRE_RUNTIMES === "1";

async function bundle(entry: string, platform: "node" | "browser"): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL(entry, import.meta.url).pathname],
    bundle: true,
    format: "esm",
    platform,
    write: false,
  });
  return outputFiles[0].text;
}

const node24 = existsSync(NODE24);
describe.skipIf(!node24 && !required)(
  node24 ? "Node 24" : "Node 24 (skipped: name its binary in INFOPLANE_NODE24)",
  () => {
    it("computes the golden hashes", async () => {
      const folder = mkdtempSync(join(tmpdir(), "infoplane-node24-"));
      const script = join(folder, "golden.mjs");
      const code = await bundle("golden-hashes.ts", "node");
      writeFileSync(script, `${code}\nconsole.log(JSON.stringify(await goldenHashes()));`);
      expect(execFileSync(NODE24, ["--version"], { encoding: "utf8" })).toMatch(/^v24\./);
      const printed = execFileSync(NODE24, [script], { encoding: "utf8" });
      rmSync(folder, { recursive: true });
      expect(JSON.parse(printed)).toEqual(golden);
    });
  },
);

const found = existsSync(CHROMIUM);
describe.skipIf(!found && !required)(
  found ? "Chromium" : "Chromium (skipped: name its binary in INFOPLANE_CHROMIUM)",
  () => {
    let server: Server;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      const files: Record<string, [type: string, content: string]> = {
        "/": ["text/html", '<!doctype html><script type="module" src="/page.js"></script>'],
        "/page.js": ["text/javascript", await bundle("browser-page.ts", "browser")],
        "/worker.js": ["text/javascript", await bundle("browser-worker.ts", "browser")],
      };
      server = createServer(({ url = "" }, response) => {
        const [type, content] = files[url] ?? ["text/plain", ""];
        response.setHeader("Content-Type", type);
        // Without these two a page may not share memory with its workers.
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
        response.end(content);
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      browser = await chromium.launch({
        executablePath: CHROMIUM,
        args: [
          ...["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"],
          ...["--disable-background-networking", "--disable-component-update", "--disable-quic"],
        ],
      });
      page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await page.waitForFunction("globalThis.goldenHashes");
    });
    afterAll(async () => {
      await browser?.close();
      server?.close();
    });

    it("computes the golden hashes", async () => {
      expect(await page.evaluate("goldenHashes()")).toEqual(golden);
    });

    it("computes them in two workers at once, on data that they share", async () => {
      const expected = await Promise.all([0, 1].map((index) => hashOf(cases[0], index)));
      expect(await page.evaluate("hashesOfTwoWorkers()")).toEqual(expected);
    });
  },
);
