import { existsSync } from "node:fs";
import { type ArrayFile, openArrayFile, type StoredArray } from "./array-file.js";
import { BadInput } from "./errors.js";

/**
 * The array that an option names: a .npy file; FILE:KEY, of a .npz file; or :KEY, of the file that the
 * command is about. A .npz file alone stands for its only array, or the one under `usual`.
 *
 * @throws BadInput when there is no such file or key.
 */
export async function locateArray(
  option: string,
  source: string,
  main: ArrayFile,
  usual: string,
): Promise<StoredArray> {
  const colon = source.lastIndexOf(":");
  if (source.trim() === "") {
    throw new BadInput(`${option}: expected a file, FILE:KEY or :KEY, not "${source}"`);
  }
  if (colon === 0) return keyed(option, main, source.slice(1));
  if (existsSync(source)) {
    const file = await openArrayFile(source);
    if (file.keys.length === 1) return file.array(file.keys[0]);
    if (file.keys.includes(usual)) return file.array(usual);
    throw new BadInput(
      `${option}: ${source} holds several arrays; name one by ${source}:KEY, of ${file.keys.join(", ")}`,
    );
  }
  const path = source.slice(0, colon);
  if (colon > 0 && existsSync(path)) {
    return keyed(option, await openArrayFile(path), source.slice(colon + 1));
  }
  const hint = main.keys.includes(source)
    ? `; the array of that name in ${main.path} is :${source}`
    : "";
  throw new BadInput(`${option}: there is no file ${colon > 1 ? path : source}${hint}`);
}

async function keyed(option: string, file: ArrayFile, key: string): Promise<StoredArray> {
  if (file.kind === "npy") {
    throw new BadInput(
      `${option}: ${file.path} is a .npy file, which has no keys; name the file alone`,
    );
  }
  try {
    return await file.array(key);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    throw new BadInput(`${option}: ${error.message}`, { cause: error });
  }
}
