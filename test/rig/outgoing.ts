/** The SMTP server the webmail sends through: keeps each message as it came over the wire, then delivers it. */
import { SMTPServer, type SMTPServerDataStream } from "smtp-server";
import { deliver } from "./delivery.ts";
import type { Lifetime } from "./lifetime.ts";
import { portOf } from "./loopback.ts";

export interface SentMessage {
  /** The envelope (RFC 5321), not the header. */
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
}

export interface Outgoing {
  readonly port: number;
  /** In order of arrival. */
  readonly sent: readonly SentMessage[];
  /** Refuses every message with these words until it is called with null. */
  refuse(words: string | null): void;
}

async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Delivers to `addresses` over LMTP at `lmtpPort`; other recipients are refused as unknown. */
export async function startOutgoing(life: Lifetime, lmtpPort: number, addresses: readonly string[]): Promise<Outgoing> {
  const sent: SentMessage[] = [];
  let refusal: string | null = null;
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    authOptional: true,
    disableReverseLookup: true,
    size: 64 * 2 ** 20,
    onRcptTo: ({ address }, _session, done) =>
      done(addresses.includes(address.toLowerCase()) ? null : new Error(`No mailbox ${address} here`)),
    onData: (stream, session, done) => {
      const { mailFrom, rcptTo } = session.envelope;
      const from = mailFrom === false ? "" : mailFrom.address;
      const to = rcptTo.map(({ address }) => address);
      readAll(stream)
        .then(async (raw) => {
          if (refusal !== null) throw new Error(refusal);
          sent.push({ from, to, raw });
          await deliver(lmtpPort, from, to, raw);
        })
        .then(() => done(), done);
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.on("error", reject);
    const socket = server.listen(0, "127.0.0.1", () => resolve(portOf(socket)));
  });
  life.defer(() => new Promise((resolve) => server.close(() => resolve(null))));
  return { port, sent, refuse: (words) => (refusal = words) };
}
