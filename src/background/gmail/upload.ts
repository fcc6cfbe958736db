/**
 * Hands one sealed message to Gmail (users.messages.send by upload) and says what became of it. Of an answer that
 * leaves open whether the message left it must never make one that says it did not.
 */
import { GMAIL_LIMIT } from "../../protocol/gmail.ts";
import { type Bytes, concat, toHex, utf8 } from "../../smime/bytes.ts";
import { SmimeError } from "../../smime/errors.ts";

const SEND = "https://gmail.googleapis.com/upload/gmail/v1/users/me/messages/send";

export interface Upload {
  readonly raw: Bytes;
  readonly token: string;
  /** The conversation it belongs to; null for none. */
  readonly thread: string | null;
}

/** Gmail did not take the token. Nothing was sent. */
export class TokenRefused extends Error {}

interface Packed {
  readonly way: "media" | "multipart";
  readonly type: string;
  readonly body: Bytes;
}

/** Only the multipart form names a conversation. */
function pack({ raw, thread }: Upload): Packed {
  if (thread === null) return { way: "media", type: "message/rfc822", body: raw };
  const boundary = toHex(crypto.getRandomValues(new Uint8Array(16)));
  const about = `--${boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify({ threadId: thread })}\r\n`;
  const head = `--${boundary}\r\nContent-Type: message/rfc822\r\n\r\n`;
  const body = concat(utf8(about), utf8(head), raw, utf8(`\r\n--${boundary}--\r\n`));
  return { way: "multipart", type: `multipart/related; boundary=${boundary}`, body };
}

/** `error.errors[0].reason` or `error.status` of Google's answer, as a word; "" where there is none. */
function reasonIn(answer: unknown): string {
  const error = fieldOf(answer, "error");
  const listed = fieldOf(error, "errors");
  const [first] = Array.isArray(listed) ? listed : [];
  const reason = fieldOf(first, "reason") ?? fieldOf(error, "status");
  return typeof reason === "string" && /^\w{1,64}$/.test(reason) ? reason : "";
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

const LIMITS = /^(?:rateLimitExceeded|userRateLimitExceeded|dailyLimitExceeded|quotaExceeded|RESOURCE_EXHAUSTED)$/;
const SCOPES = /^(?:insufficientPermissions|PERMISSION_DENIED)$/;

function unknownOutcome(cause?: unknown): SmimeError {
  return new SmimeError("webmail/outcome-unknown", {}, { cause });
}

/** What a refusal means. A server's own fault is none: it may have happened after the message left. */
function failureOf(status: number, reason: string, size: number): Error {
  if (status === 401) return new TokenRefused("Gmail did not take the token");
  if (status === 413) return new SmimeError("gmail/too-large", { size, limit: GMAIL_LIMIT });
  if (status === 429 || (status === 403 && LIMITS.test(reason))) return new SmimeError("gmail/quota", { reason });
  if (status === 403 && SCOPES.test(reason)) return new SmimeError("gmail/scope-missing", {});
  if (status === 403) return new SmimeError("gmail/refused", { reason });
  if (status >= 400 && status < 500) return new SmimeError("gmail/send-refused", { status, reason });
  return unknownOutcome();
}

async function post(fetcher: typeof fetch, upload: Upload): Promise<Response> {
  const { way, type, body } = pack(upload);
  const headers = { authorization: `Bearer ${upload.token}`, "content-type": type };
  try {
    const init = { method: "POST", headers, body, credentials: "omit", cache: "no-store", redirect: "error" } as const;
    return await fetcher(`${SEND}?uploadType=${way}`, init);
  } catch (cause) {
    throw unknownOutcome(cause);
  }
}

/**
 * Sends the message once. A conversation that is gone is left out, for then nothing was sent.
 * @throws SmimeError gmail/*, webmail/outcome-unknown; TokenRefused
 */
export async function send(fetcher: typeof fetch, upload: Upload): Promise<void> {
  const { raw, thread } = upload;
  if (raw.length > GMAIL_LIMIT) throw new SmimeError("gmail/too-large", { size: raw.length, limit: GMAIL_LIMIT });
  const response = await post(fetcher, upload);
  const answer: unknown = await response.json().catch(() => null);
  if (response.status === 404 && thread !== null) return send(fetcher, { ...upload, thread: null });
  if (!response.ok) throw failureOf(response.status, reasonIn(answer), raw.length);
  if (typeof fieldOf(answer, "id") !== "string") throw unknownOutcome();
}
