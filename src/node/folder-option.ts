import { statSync } from "node:fs";
import { BadInput } from "./errors.js";
import { explainSystemError, systemCode } from "./system-error.js";

/**
 * Checks what an option names as a folder, which need not be there yet; undefined is right. Throws
 * BadInput when it is blank (an unset variable of the shell) or a file.
 */
export function checkFolderOption(option: string, path: string | undefined): void {
  if (path === undefined) return;
  if (path.trim() === "") throw new BadInput(`${option}: expected a folder, not "${path}"`);
  if (!isFolderOrAbsent(path))
    throw new BadInput(`${option}: expected a folder; ${path} is a file`);
}

function isFolderOrAbsent(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true;
  } catch (error) {
    if (systemCode(error) === "ENOTDIR") return true; // Making it will say which part is a file.
    throw explainSystemError(error, "look at", path);
  }
}
