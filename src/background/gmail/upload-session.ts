/**
 * One resumable upload to Gmail (developers.google.com/workspace/gmail/api/guides/uploads). What it completes it
 * completes once, however often its requests are repeated, and it can be asked how far it came.
 */
import type { Bytes } from "../../smime/bytes.ts";
import { SmimeError } from "../../smime/errors.ts";
import { errorFor, fieldOf, reasonIn, type Refusal } from "./upload-answer.ts";

const ORIGIN = "https://gmail.googleapis.com";
const SEND = "/upload/gmail/v1/users/me/messages/send";
const SESSION = /^\/(?:resumable\/)?upload\/gmail\/v1\/users\/[^/]+\/messages\/send\?(?:.*&)?upload_id=/;

const EVERY = { credentials: "omit", cache: "no-store", redirect: "error" } as const;

export interface Opening {
  readonly token: string;
  /** Octets that will follow. */
  readonly size: number;
  /** The conversation the message belongs to; null for none. */
  readonly thread: string | null;
}

/** Path and query of the session, whatever host Google names: only Gmail's own is ever asked. Null: there is none. */
function sessionIn(response: Response): string | null {
  const location = response.headers.get("location") ?? "";
  if (!URL.canParse(location, ORIGIN)) return null;
  const { pathname, search } = new URL(location, ORIGIN);
  return SESSION.test(pathname + search) ? pathname + search : null;
}

/**
 * Opens a session; the message is not handed over yet, so whatever fails here, nothing was sent.
 * @throws SmimeError gmail/*; TokenRefused, ConversationGone
 */
export async function openSession(fetcher: typeof fetch, { token, size, thread }: Opening): Promise<string> {
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json; charset=UTF-8",
    "x-upload-content-type": "message/rfc822",
    "x-upload-content-length": String(size),
  };
  const body = JSON.stringify(thread === null ? {} : { threadId: thread });
  const init = { ...EVERY, method: "POST", headers, body } as const;
  const response = await fetcher(`${ORIGIN}${SEND}?uploadType=resumable`, init).catch((cause: unknown) => {
    throw new SmimeError("gmail/offline", {}, { cause });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.status >= 500) throw new SmimeError("gmail/offline", {});
  const { status } = response;
  if (!response.ok) throw errorFor({ status, reason: reasonIn(answer) }, size);
  const session = sessionIn(response);
  if (session === null) throw new SmimeError("gmail/send-refused", { status, reason: "noSession" });
  return session;
}

export type Progress =
  | { readonly kind: "sent" }
  /** Not sent; so many octets have arrived. */
  | { readonly kind: "partial"; readonly received: number }
  /** Not sent, and will not be. */
  | ({ readonly kind: "refused" } & Refusal)
  /** An answer that tells neither. */
  | { readonly kind: "unclear" }
  /** No answer. */
  | { readonly kind: "unheard" };

/** "bytes=0-42" or "0-42"; without a Range nothing has arrived. */
function receivedIn(response: Response): number {
  const last = /^(?:bytes=)?0-(\d{1,15})$/.exec(response.headers.get("range") ?? "")?.[1];
  return last === undefined ? 0 : Number(last) + 1;
}

async function progressIn(response: Response): Promise<Progress> {
  const incomplete = response.status === 308 || response.headers.get("x-http-status-code-override") === "308";
  if (incomplete) return { kind: "partial", received: receivedIn(response) };
  const answer: unknown = await response.json().catch(() => null);
  const { ok, status } = response;
  if (ok) return { kind: typeof fieldOf(answer, "id") === "string" ? "sent" : "unclear" };
  const reason = reasonIn(answer);
  // 404 in other words than the interface's is about the session: it may be gone because it was completed.
  const said = status >= 400 && status < 500 && (status !== 404 || reason === "notFound") && status !== 410;
  return said ? { kind: "refused", status, reason } : { kind: "unclear" };
}

export class UploadSession {
  readonly #fetcher: typeof fetch;
  readonly #token: string;
  readonly #path: string;

  constructor(fetcher: typeof fetch, token: string, path: string) {
    this.#fetcher = fetcher;
    this.#token = token;
    this.#path = path;
  }

  async #ask(range: string, body: Bytes | null): Promise<Progress> {
    const headers = {
      authorization: `Bearer ${this.#token}`,
      "content-range": range,
      // Google's 308 is not HTTP's (RFC 9110 section 15.4.9): browsers take it for a redirect.
      "x-guploader-no-308": "yes",
      ...(body === null ? {} : { "content-type": "message/rfc822" }),
    };
    const init = { ...EVERY, method: "PUT", headers, body } as const;
    const response = await this.#fetcher(`${ORIGIN}${this.#path}`, init).catch(() => null);
    return response === null ? { kind: "unheard" } : progressIn(response);
  }

  /** Hands over the octets from `from` on. */
  async put(raw: Bytes, from: number): Promise<Progress> {
    return this.#ask(`bytes ${from}-${raw.length - 1}/${raw.length}`, raw.subarray(from));
  }

  /** How far it came. Refusals are none of what may have been sent before. */
  async progress(size: number): Promise<Progress> {
    const progress = await this.#ask(`bytes */${size}`, null);
    return progress.kind === "refused" ? { kind: "unclear" } : progress;
  }
}
