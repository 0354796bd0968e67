import { join } from "node:path";
import { expect, test } from "vitest";
import { cacheDirectory } from "../../src/node/cache.js";

const home = "/home/ada";

test("INFOPLANE_CACHE is taken as it is, before everything else", () => {
  const environment = { INFOPLANE_CACHE: "/scratch/cache", XDG_CACHE_HOME: "/xdg" };
  expect(cacheDirectory(environment, "linux", home)).toBe("/scratch/cache");
});

test("XDG_CACHE_HOME is honoured on every platform", () => {
  for (const platform of ["linux", "darwin", "freebsd"] as const) {
    expect(cacheDirectory({ XDG_CACHE_HOME: "/xdg" }, platform, home)).toBe(
      join("/xdg", "infoplane"),
    );
  }
});

test("a relative or empty XDG_CACHE_HOME is ignored, as its specification demands", () => {
  for (const value of ["", "cache", "./cache"]) {
    const directory = cacheDirectory({ XDG_CACHE_HOME: value, INFOPLANE_CACHE: "" }, "linux", home);
    expect(directory).toBe(join(home, ".cache", "infoplane"));
  }
});

test("each platform has a place of its own", () => {
  expect(cacheDirectory({}, "linux", home)).toBe(join(home, ".cache", "infoplane"));
  expect(cacheDirectory({}, "darwin", home)).toBe(join(home, "Library", "Caches", "infoplane"));
  expect(cacheDirectory({ LOCALAPPDATA: "/local" }, "win32", home)).toBe(
    join("/local", "infoplane", "Cache"),
  );
  expect(cacheDirectory({}, "win32", home)).toBe(
    join(home, "AppData", "Local", "infoplane", "Cache"),
  );
});
