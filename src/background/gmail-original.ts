/**
 * `gmail/original`: fetches the original of a message where the browser does not let Gmail's page read it. The worker asks for
 * nothing but one kind of address, made here from an account's path and a message's id, and hands out nothing that does
 * not look like a message.
 */
import type { Handlers } from "../protocol/server.ts";
import type { Bytes } from "../smime/bytes.ts";
import { SmimeError } from "../smime/errors.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<Handlers, "gmail/original">;

const GMAIL = "https://mail.google.com";
/** Gmail answers with a redirect to the second. */
const HOSTS = [GMAIL, "https://mail-attachment.googleusercontent.com"];
const SIGN_IN = "https://accounts.google.com";

/** A browser refuses messages between its own processes from 64 MiB on. */
const MAX_ORIGINAL = 60 * 1024 * 1024;

async function answerFor(address: string, { platform }: Surroundings): Promise<Response> {
  try {
    return await platform.fetch(address, { credentials: "include", cache: "no-store" });
  } catch (cause) {
    throw new SmimeError("webmail/offline", {}, { cause });
  }
}

/** @throws SmimeError webmail/signed-out, webmail/raw-message-unavailable */
function refuseOtherAnswers({ url, ok, status, headers }: Response): void {
  const { origin } = new URL(url);
  if (origin === SIGN_IN) throw new SmimeError("webmail/signed-out", {});
  const html = /html/i.test(headers.get("content-type") ?? "");
  if (!HOSTS.includes(origin) || !ok || html) throw new SmimeError("webmail/raw-message-unavailable", { status });
}

/** @throws SmimeError webmail/too-large, webmail/offline */
async function octetsOf(response: Response): Promise<Bytes> {
  const chunks: Bytes[] = [];
  let size = Number(response.headers.get("content-length") ?? 0);
  const refuse = (): void => {
    if (size > MAX_ORIGINAL) throw new SmimeError("webmail/too-large", { size, limit: MAX_ORIGINAL });
  };
  refuse();
  size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done || value === undefined) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    size += value.length;
    refuse();
    chunks.push(value);
  }
}

/** RFC 5322 section 2.2: a message begins with a field. A page does not, whatever it calls itself. */
function beginsWithField(octets: Bytes): boolean {
  return /^[!-9;-~]+[ \t]*:/.test(new TextDecoder("latin1").decode(octets.subarray(0, 1_000)));
}

export function gmailOriginal(surroundings: Surroundings): Requests {
  return {
    async "gmail/original"({ account, message }, sender) {
      if (sender.origin !== GMAIL) throw new SmimeError("protocol/forbidden", { request: "gmail/original" });
      const query = `view=att&th=${message}&attid=0&disp=comp&safe=1&zw&cacheCounter=${surroundings.clock()}`;
      const response = await answerFor(`${GMAIL}${account}?${query}`, surroundings);
      refuseOtherAnswers(response);
      const raw = await octetsOf(response);
      const { status } = response;
      if (!beginsWithField(raw)) throw new SmimeError("webmail/raw-message-unavailable", { status });
      return { raw };
    },
  };
}
