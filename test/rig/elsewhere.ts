/** Stands for the whole Internet: every host that is not this machine is asked for here, noted, and refused. */
import { createServer } from "node:http";
import type { Lifetime } from "./lifetime.ts";
import { portOf } from "./loopback.ts";

export interface Elsewhere {
  /** For `--proxy-server`. */
  readonly proxy: string;
  /** Hosts that something in the browser wanted to talk to. */
  readonly hosts: readonly string[];
}

/**
 * What Chromium asks for on its own account, whatever its flags say. It takes the way back from a sign-in
 * (chromiumapp.org) to the extension itself, but opens a line there first.
 */
const BROWSERS_OWN =
  /(^|\.)(google\.com|googleapis\.com|gstatic\.com|gvt1\.com|chromiumapp\.org|mozilla\.(com|org|net)|firefox\.com)$/;

export async function startElsewhere(life: Lifetime): Promise<Elsewhere> {
  const hosts: string[] = [];
  const note = (host: string) => {
    if (!BROWSERS_OWN.test(host)) hosts.push(host);
  };
  const server = createServer((request, response) => {
    note(new URL(request.url ?? "", "http://unknown.invalid").hostname);
    response.writeHead(502).end();
  });
  server.on("connect", (request, socket) => {
    note((request.url ?? "").replace(/:\d+$/, ""));
    socket.on("error", () => {}); // a browser that closes does not wait for an answer
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  life.defer(() => server.close());
  return { proxy: `http://127.0.0.1:${portOf(server)}`, hosts };
}
