/** Hands a message to a mailbox, byte for byte, by LMTP (RFC 2033). */
import { connect, type Socket } from "node:net";

/** Lines of the server's next answer that ends one command (RFC 5321 section 4.2.1). */
async function* answers(socket: Socket): AsyncGenerator<string> {
  let pending = "";
  for await (const chunk of socket) {
    pending += String(chunk);
    for (let end = pending.indexOf("\r\n"); end >= 0; end = pending.indexOf("\r\n")) {
      const line = pending.slice(0, end);
      pending = pending.slice(end + 2);
      if (line[3] !== "-") yield line;
    }
  }
}

/** RFC 5321 section 4.5.2: a line that begins with a dot gets another. */
export function stuffDots(raw: Uint8Array): Buffer {
  const text = Buffer.from(raw)
    .toString("latin1")
    .replace(/(^|\r\n)\./g, "$1..");
  return Buffer.from(text.endsWith("\r\n") ? text : `${text}\r\n`, "latin1");
}

/** @throws Error with the server's own words where it refuses */
export async function deliver(port: number, from: string, to: readonly string[], raw: Uint8Array): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  const server = answers(socket);
  const expect = async (code: string) => {
    const { value } = await server.next();
    if (!value?.startsWith(code)) throw new Error(`LMTP server: ${value ?? "closed the connection"}`);
  };
  const say = async (command: string, code: string) => {
    socket.write(`${command}\r\n`);
    await expect(code);
  };
  try {
    await expect("220");
    await say("LHLO rig.example.org", "250");
    await say(`MAIL FROM:<${from}>`, "250");
    for (const address of to) await say(`RCPT TO:<${address}>`, "250");
    await say("DATA", "354");
    socket.write(stuffDots(raw));
    await say(".", "250");
    for (const _ of to.slice(1)) await expect("250");
  } finally {
    socket.destroy();
  }
}
