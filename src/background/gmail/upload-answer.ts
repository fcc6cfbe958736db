/** What Gmail's answers to an upload say. */
import { GMAIL_LIMIT } from "../../protocol/gmail.ts";
import { SmimeError } from "../../smime/errors.ts";

/** Gmail did not take the token. Nothing was sent. */
export class TokenRefused extends Error {}

/** The conversation that was named is not there. Nothing was sent. */
export class ConversationGone extends Error {}

export interface Refusal {
  readonly status: number;
  /** `error.errors[0].reason` or `error.status` of Google's answer, as a word; "" where there is none. */
  readonly reason: string;
}

export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

export function reasonIn(answer: unknown): string {
  const error = fieldOf(answer, "error");
  const listed = fieldOf(error, "errors");
  const [first] = Array.isArray(listed) ? listed : [];
  const reason = fieldOf(first, "reason") ?? fieldOf(error, "status");
  return typeof reason === "string" && /^\w{1,64}$/.test(reason) ? reason : "";
}

const LIMITS = /^(?:rateLimitExceeded|userRateLimitExceeded|dailyLimitExceeded|quotaExceeded|RESOURCE_EXHAUSTED)$/;
const SCOPES = /^(?:insufficientPermissions|PERMISSION_DENIED)$/;

/** What a refusal of a message of `size` octets means: in each case it was not sent. */
export function errorFor({ status, reason }: Refusal, size: number): Error {
  if (status === 401) return new TokenRefused("Gmail did not take the token");
  if (status === 404) return new ConversationGone("the conversation is gone");
  if (status === 413) return new SmimeError("gmail/too-large", { size, limit: GMAIL_LIMIT });
  if (status === 429 || (status === 403 && LIMITS.test(reason))) return new SmimeError("gmail/quota", { reason });
  if (status === 403 && SCOPES.test(reason)) return new SmimeError("gmail/scope-missing", {});
  if (status === 403) return new SmimeError("gmail/refused", { reason });
  return new SmimeError("gmail/send-refused", { status, reason });
}
