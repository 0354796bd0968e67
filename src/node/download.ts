import { getSystemErrorMap } from "node:util";
import { DataError } from "../data/errors.js";
import { Failure } from "./errors.js";
import { PartFile } from "./part-file.js";

/** How far a download is. */
export interface DownloadProgress {
  /** Path of the file that will be there in the end. */
  destination: string;
  /** The address it comes from. */
  address: string;
  /** Bytes here, those of an earlier, interrupted download included. */
  received: number;
  /** Bytes there will be, if the server says so. */
  total?: number;
}

export interface DownloadOptions {
  /** Complete addresses of the same content, tried in this order. */
  addresses: readonly string[];
  destination: string;
  /** Throws a DataError when the finished content is not the right one. */
  verify: (content: Uint8Array) => void | Promise<void>;
  /** What the user can do when no mirror serves the file; ends the message. */
  advice?: string;
  onProgress?: (progress: DownloadProgress) => void;
  /** Stops the download; what is here stays for the next time. */
  signal?: AbortSignal;
  /** Milliseconds without a byte after which a mirror is given up. */
  patience?: number;
}

const ATTEMPTS = 5;

/**
 * Fetches one file from the first mirror that has it, going on where an earlier download stopped.
 *
 * `destination` appears at once, complete and verified, or not at all. Processes that fetch the
 * same file at the same time do not disturb one another.
 *
 * @throws Failure with the reason of every mirror when none serves it, or when the disk refuses.
 * @throws the reason of `signal` when stopped.
 */
export async function download(options: DownloadOptions): Promise<void> {
  const part = await PartFile.claim(options.destination);
  try {
    const reasons: string[] = [];
    for (const address of options.addresses) {
      const reason = await fromMirror(address, part, options);
      if (reason === undefined) {
        await part.finish();
        return;
      }
      reasons.push(`  ${address}: ${reason}`);
    }
    const headline = `cannot download ${options.destination}; no mirror serves it:`;
    throw new Failure([headline, ...reasons, options.advice ?? ""].join("\n").trimEnd());
  } finally {
    await part.release();
  }
}

/** Why the mirror did not serve the right content; undefined when it did. */
async function fromMirror(
  address: string,
  part: PartFile,
  options: DownloadOptions,
): Promise<string | undefined> {
  let reason: string | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = part.size;
    try {
      await transfer(address, part, options);
    } catch (error) {
      if (error instanceof Failure) throw error;
      options.signal?.throwIfAborted();
      reason = mirrorReason(error);
      if (part.size > before) continue;
      return reason;
    }
    try {
      await options.verify(await part.content());
      return undefined;
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      reason = error.message;
    }
    await part.restart();
    if (before === 0) return reason;
  }
  return reason;
}

async function transfer(address: string, part: PartFile, options: DownloadOptions): Promise<void> {
  const { destination, onProgress, signal, patience = 20_000 } = options;
  const stalled = new AbortController();
  const giveUp = () => stalled.abort(new Error(`no answer for ${patience / 1000} s`));
  let timer = setTimeout(giveUp, patience);
  try {
    const response = await fetch(address, {
      headers: {
        "accept-encoding": "identity",
        ...(part.size > 0 && { range: `bytes=${part.size}-` }),
      },
      signal: signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal,
    });
    const total = await expectedSize(response, part);
    if (response.status === 416) return;
    for await (const chunk of response.body ?? []) {
      clearTimeout(timer);
      await part.append(chunk);
      onProgress?.({ destination, address, received: part.size, total });
      timer = setTimeout(giveUp, patience);
    }
    if (total !== undefined && part.size < total) {
      throw new Error(`the answer ended after ${part.size} of ${total} bytes`);
    }
  } finally {
    clearTimeout(timer);
    stalled.abort();
  }
}

/** Checks the head of the answer, makes `part` ready for its body, and tells the final size. */
async function expectedSize(response: Response, part: PartFile): Promise<number | undefined> {
  const { status, statusText, headers } = response;
  if (status === 416 && part.size > 0) return part.size;
  if (status === 206) {
    const [, start, total] =
      /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "") ?? [];
    if (Number(start) === part.size) return total === "*" ? undefined : Number(total);
    await part.restart();
    throw new Error(`asked to go on at a byte, it sent "${headers.get("content-range")}"`);
  }
  if (status !== 200) throw new Error(`HTTP ${status} ${statusText}`.trimEnd());
  await part.restart();
  const length = headers.get("content-encoding") ? null : headers.get("content-length");
  return length === null ? undefined : Number(length);
}

/** fetch hides the reason ("connection refused") in the cause. */
function mirrorReason(error: unknown): string {
  const { errno, code, message } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
  const known = errno === undefined ? undefined : getSystemErrorMap().get(errno);
  return known ? `${known[1]} (${known[0]})` : message || code || String(error);
}
