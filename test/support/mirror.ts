import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A local web server; every request is answered by `answer` and listed in `requests`. */
export interface Mirror extends AsyncDisposable {
  address: string;
  /** "path range" of each request. */
  requests: string[];
  answer: Answer;
}

export async function startMirror(answer: Answer): Promise<Mirror> {
  const server = createServer((request, response) => {
    mirror.requests.push(`${request.url} ${request.headers.range ?? "whole"}`);
    mirror.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const mirror: Mirror = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests: [],
    answer,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return mirror;
}

/** Serves the content, from any byte on when asked to. */
export function ranged(content: Uint8Array): Answer {
  return (request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    if (start > 0 && start >= content.length) {
      response.writeHead(416, { "content-range": `bytes */${content.length}` }).end();
      return;
    }
    response.writeHead(request.headers.range ? 206 : 200, {
      "content-length": content.length - start,
      ...(request.headers.range && {
        "content-range": `bytes ${start}-${content.length - 1}/${content.length}`,
      }),
    });
    response.end(content.subarray(start));
  };
}

/** Serves the content from the first byte on, whatever was asked for. */
export function whole(content: Uint8Array): Answer {
  return (_, response) => {
    response.writeHead(200, { "content-length": content.length }).end(content);
  };
}

/** Announces what `ranged` would, sends so many bytes of it, and breaks the connection. */
export function broken(content: Uint8Array, bytes: number): Answer {
  return (request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    response.writeHead(start > 0 ? 206 : 200, {
      "content-length": content.length - start,
      ...(start > 0 && {
        "content-range": `bytes ${start}-${content.length - 1}/${content.length}`,
      }),
    });
    response.write(content.subarray(start, start + bytes), () => {
      setTimeout(() => response.destroy(), 30);
    });
  };
}

export const notFound: Answer = (_, response) => {
  response.writeHead(404).end();
};
