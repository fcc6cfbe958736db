/** Hands a question to a resolver and brings its answer (RFC 8484). The only place here that speaks to a server. */
import type { Bytes } from "../../smime/bytes.ts";
import { concatAll } from "../../smime/bytes.ts";
import { isSmimeError, SmimeError } from "../../smime/errors.ts";
import { DNS_LIMITS } from "./dns-message.ts";

const MEDIA_TYPE = "application/dns-message";

/**
 * Milliseconds for each time it is asked, with the same question: as with every resolver, what got lost on the way is
 * asked for once more. Resolvers themselves give up sooner than the last.
 */
const PATIENCE = [4_000, 12_000] as const;

/** @throws SmimeError look-up/unreadable for a body beyond what a message may have */
async function bodyOf({ body }: Response): Promise<Bytes> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (;;) {
    const piece = await reader?.read();
    if (piece?.value === undefined) return concatAll(pieces);
    length += piece.value.length;
    if (length > DNS_LIMITS.message) {
      await reader?.cancel();
      throw new SmimeError("look-up/unreadable", { reason: "too-long" });
    }
    pieces.push(piece.value);
  }
}

interface Asking {
  readonly fetcher: typeof fetch;
  readonly resolver: string;
  readonly question: Bytes;
}

async function ask({ fetcher, resolver, question }: Asking, patience: number): Promise<Bytes> {
  // POST: a question in the address would stand in every log on the way.
  const response = await fetcher(resolver, {
    method: "POST",
    body: question,
    headers: { accept: MEDIA_TYPE, "content-type": MEDIA_TYPE },
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(patience),
  });
  if (!response.ok) throw new SmimeError("look-up/refused", { status: response.status, code: 0 });
  const [type = ""] = (response.headers.get("content-type") ?? "").split(";");
  if (type.trim().toLowerCase() !== MEDIA_TYPE) throw new SmimeError("look-up/unreadable", { reason: "media-type" });
  return bodyOf(response);
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === "TimeoutError";
}

/** @throws SmimeError look-up/offline, look-up/refused, look-up/unreadable */
export async function askResolver(fetcher: typeof fetch, resolver: string, question: Bytes): Promise<Bytes> {
  const asking = { fetcher, resolver, question };
  const [first, last] = PATIENCE;
  try {
    return await ask(asking, first).catch((cause: unknown) => {
      if (isTimeout(cause)) return ask(asking, last);
      throw cause;
    });
  } catch (cause) {
    if (isSmimeError(cause)) throw cause;
    throw new SmimeError("look-up/offline", { resolver: new URL(resolver).host }, { cause });
  }
}
