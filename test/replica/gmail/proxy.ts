/** The way to the replica for a browser that has no rules for hosts: a proxy that knows Gmail's, and no other. */
import { createServer } from "node:http";
import { connect } from "node:net";
import type { Lifetime } from "../../rig/lifetime.ts";
import { portOf } from "../../rig/loopback.ts";
import { HOSTS, type Replica } from "./server.ts";

/** @returns its port on loopback */
export async function startProxy(life: Lifetime, replica: Replica): Promise<number> {
  const server = createServer((_, response) => void response.writeHead(502).end());
  server.on("connect", (request, client) => {
    client.on("error", () => {}); // a browser that closes does not wait for an answer
    const host = (request.url ?? "").replace(/:443$/, "");
    if (!HOSTS.includes(host)) return void client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    const inside = connect(replica.port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      inside.pipe(client).pipe(inside);
    });
    inside.on("error", () => client.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  life.defer(() => server.close());
  return portOf(server);
}
