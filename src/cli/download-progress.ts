import { basename } from "node:path";
import type { DownloadProgress } from "../node/download.js";

/** What a command writes to; `process.stdout` and `process.stderr` are two. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
}

/**
 * Shows how far downloads are: on a terminal a line that is rewritten, elsewhere one line when a
 * file begins to arrive and one when it is complete.
 */
export function downloadProgress(output: Output): (progress: DownloadProgress) => void {
  let current = "";
  return ({ destination, address, received, total }) => {
    const begins = current !== `${destination} ${address}`;
    const complete = received === total;
    current = `${destination} ${address}`;
    const size =
      total === undefined ? megabytes(received) : `${megabytes(received)} of ${megabytes(total)}`;
    const line = `${basename(destination)}: ${size} from ${new URL(address).host}`;
    if (output.isTTY) output.write(`\r\x1b[K${line}${complete ? "\n" : ""}`);
    else if (begins || complete) output.write(`${line}\n`);
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
