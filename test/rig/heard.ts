/**
 * What a webmail's server is told: a proxy before it that keeps every request as it came, whoever in the browser sent
 * it (page, frame, content script, worker, beacon).
 */
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { Lifetime } from "./lifetime.ts";
import { portOf } from "./loopback.ts";

export interface HeardRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

export interface Listener {
  readonly port: number;
  /** In order of arrival. */
  readonly requests: readonly HeardRequest[];
  /** Answers instead of the server as long as it returns a status; null puts the server back. */
  interrupt(answer: ((request: HeardRequest) => number | null) | null): void;
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function passOn(heard: HeardRequest, port: number, response: ServerResponse): void {
  const { method, url: path, headers } = heard;
  const outgoing = forward({ host: "127.0.0.1", port, method, path, headers: { ...headers, connection: "close" } });
  outgoing.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on("error", () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  outgoing.end(heard.body);
}

/** Listens in front of the server on `port`. */
export async function listenBefore(life: Lifetime, port: number): Promise<Listener> {
  const requests: HeardRequest[] = [];
  let interruption: ((request: HeardRequest) => number | null) | null = null;
  const answer = async (message: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(message);
    const heard = { method: message.method ?? "GET", url: message.url ?? "/", headers: message.headers, body };
    requests.push(heard);
    const status = interruption?.(heard) ?? null;
    if (status === null) passOn(heard, port, response);
    else response.writeHead(status).end();
  };
  // A browser that leaves amid a request leaves nothing to answer.
  const server = createServer((message, response) => void answer(message, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  life.defer(() => server.closeAllConnections());
  life.defer(() => server.close());
  return { port: portOf(server), requests, interrupt: (instead) => (interruption = instead) };
}
