import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Why the tests on the real files are skipped; to be put into their names. */
export const MNIST_MISSING =
  "skipped: no MNIST (name a folder with its four files in INFOPLANE_DATA)";

/** A folder with the real files of MNIST, for tests; undefined when there is none. */
export function findMnist(): string | undefined {
  const neighbour = fileURLToPath(new URL("../../../shared/data/mnist", import.meta.url));
  return [process.env.INFOPLANE_DATA, neighbour].find(
    (folder) =>
      folder && ["", ".gz"].some((end) => existsSync(`${folder}/train-images-idx3-ubyte${end}`)),
  );
}
