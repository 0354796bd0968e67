import { type Stats, statSync } from "node:fs";
import { dirname, extname } from "node:path";
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

/** Whether an option's path is to be one page; else it is a folder. */
export const isPagePath = (path: string) => extname(path) === ".html";

/**
 * Checks what an option names as a page (FILE.html), whose folder need not be there yet, or else as a
 * folder; undefined is right. Throws BadInput when the page is a folder, or its folder a file.
 */
export function checkPageOption(option: string, path: string | undefined): void {
  if (path === undefined || !isPagePath(path)) {
    checkFolderOption(option, path);
    return;
  }
  if (statOf(path)?.isDirectory()) {
    throw new BadInput(`${option}: expected the name of a file; ${path} is a folder`);
  }
  if (!isFolderOrAbsent(dirname(path))) {
    throw new BadInput(
      `${option} ${path}: expected a file in a folder; ${dirname(path)} is a file`,
    );
  }
}

function isFolderOrAbsent(path: string): boolean {
  return statOf(path)?.isDirectory() ?? true;
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (systemCode(error) === "ENOTDIR") return undefined; // Making it will say which part is a file.
    throw explainSystemError(error, "look at", path);
  }
}
