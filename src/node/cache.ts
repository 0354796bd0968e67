import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * The folder for what was downloaded and can be downloaded again; it may not exist yet.
 *
 * `INFOPLANE_CACHE` if set; else `infoplane` in `XDG_CACHE_HOME` (absolute paths only, as the XDG
 * Base Directory Specification demands) or in the platform's own place: `~/.cache`,
 * `~/Library/Caches` on macOS, `%LOCALAPPDATA%` on Windows.
 */
export function cacheDirectory(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (environment.INFOPLANE_CACHE) return environment.INFOPLANE_CACHE;
  const xdg = environment.XDG_CACHE_HOME;
  if (xdg && isAbsolute(xdg)) return join(xdg, "infoplane");
  if (platform === "darwin") return join(home, "Library", "Caches", "infoplane");
  if (platform === "win32") {
    return join(environment.LOCALAPPDATA || join(home, "AppData", "Local"), "infoplane", "Cache");
  }
  return join(home, ".cache", "infoplane");
}
