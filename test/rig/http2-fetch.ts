/** As much of `fetch` as a look-up needs, over HTTP/2 to one server: Node's own speaks HTTP/1.1, and BIND does not. */
import { connect } from "node:http2";

export function http2Fetch(port: number, host: string, ca: Buffer): typeof fetch {
  return (input, init) =>
    new Promise((resolve, reject) => {
      const session = connect(`https://127.0.0.1:${port}`, { ca, servername: host });
      const fail = (error: Error): void => {
        session.destroy();
        reject(error);
      };
      session.on("error", fail);
      const body = Buffer.from(init?.body instanceof Uint8Array ? init.body : []);
      // As browsers do; BIND takes no question without.
      const headers = { ...Object.fromEntries(new Headers(init?.headers)), "content-length": body.length };
      const path = new URL(String(input)).pathname;
      const stream = session.request({
        ":method": init?.method ?? "GET",
        ":path": path,
        ":authority": host,
        ...headers,
      });
      const pieces: Buffer[] = [];
      let [status, type] = [0, ""];
      stream.on("error", fail);
      stream.on("response", (answer) => {
        status = answer[":status"] ?? 0;
        type = answer["content-type"] ?? "";
      });
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        session.close();
        resolve(new Response(Buffer.concat(pieces), { status, headers: { "content-type": type } }));
      });
      stream.end(body);
    });
}
