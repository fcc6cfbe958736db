/** A resolver for tests that answers by RFC 8484 out of a zone of its own, and remembers what it was asked. */
import { readDnsName } from "../../../src/background/look-up/dns-name.ts";
import type { Bytes } from "../../../src/smime/bytes.ts";
import { ANSWERED, answerOctets, AUTHENTICATED, NO_SUCH_NAME } from "./answer-writer.ts";

export class PracticeResolver {
  /** RDATA of SMIMEA records by owner name. */
  readonly zone = new Map<string, readonly Bytes[]>();
  readonly asked: { readonly url: string; readonly name: string }[] = [];
  authenticates = false;
  /** What it answers whatever it is asked; null for what the zone says. */
  code: number | null = null;

  readonly fetch: typeof fetch = async (input, init) => {
    const body = init?.body;
    if (!(body instanceof Uint8Array)) throw new TypeError("a question is octets");
    const name = readDnsName(body, 12).text;
    this.asked.push({ url: String(input), name });
    const records = this.zone.get(name);
    const found = records === undefined ? NO_SUCH_NAME : ANSWERED | (this.authenticates ? AUTHENTICATED : 0);
    const flags = this.code === null ? found : ANSWERED | this.code;
    const octets = answerOctets({ name, flags, records: (records ?? []).map((data) => ({ data })) });
    return new Response(octets, { headers: { "content-type": "application/dns-message" } });
  };
}
