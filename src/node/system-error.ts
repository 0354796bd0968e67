import { Failure } from "./errors.js";

const reasons: Record<string, string> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EACCES: "permission denied",
  EPERM: "the operation is not permitted",
  EROFS: "the file system is read-only",
  ENOTDIR: "a part of the path is a file, not a folder",
  ENOENT: "no such file or folder",
  EISDIR: "it is a folder",
  EEXIST: "a file of that name exists",
  EIO: "the disk reports an input/output error",
  EMFILE: "too many open files",
  ENAMETOOLONG: "the name is too long",
};

/** The code of a system error ("ENOENT"), or undefined for any other value. */
export function systemCode(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return error instanceof Error && typeof code === "string" ? code : undefined;
}

/**
 * Turns a system error into a Failure that names the path: "cannot write /a/b: the disk is full".
 * Other errors are returned as they are.
 */
export function explainSystemError(error: unknown, action: string, path: string): unknown {
  const code = systemCode(error);
  if (error instanceof Failure || code === undefined || !/^E[A-Z0-9]+$/.test(code)) return error;
  return new Failure(`cannot ${action} ${path}: ${reasons[code] ?? code} (${code})`, {
    cause: error,
  });
}
