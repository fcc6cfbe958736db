/** `users.messages.send` by upload, and `users.messages.get` with `format=raw`. */
import { type Account, headerOf, type PostOffice } from "../mailbox.ts";
import { type Answered, apiError, type Asked, CUT, json, textOf } from "./exchange.ts";
import { type Grant, READ_SCOPE, SEND_SCOPE } from "./oauth.ts";
import { faultOf } from "./submission.ts";
import { delivered, type Delivery, recipientsOf } from "./wire.ts";

/** Octets of one upload. */
const LIMIT = 35 * 1024 * 1024;

/** What goes wrong with the next message, and whether it leaves all the same. */
export type Trouble =
  | "expired"
  | "scope"
  | "domain-policy"
  | "rate"
  | "user-rate"
  | "too-large"
  | "unavailable"
  | "cut-before"
  | "cut-after";

const REFUSALS: Readonly<Partial<Record<Trouble, Answered>>> = {
  expired: apiError(401, "authError", "Invalid Credentials"),
  "domain-policy": apiError(403, "domainPolicy", "The domain administrators have disabled Gmail apps."),
  rate: apiError(429, "rateLimitExceeded", "Too many concurrent requests for user"),
  "user-rate": apiError(403, "userRateLimitExceeded", "User Rate Limit Exceeded"),
  "too-large": { status: 413, headers: { "content-type": "text/html" }, body: "<title>Error 413</title>" },
  unavailable: apiError(503, "backendError", "Backend Error"),
  scope: insufficient(),
};

function insufficient(): Answered {
  const details = [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT" }];
  const more = { status: "PERMISSION_DENIED", details };
  return apiError(403, "insufficientPermissions", "Request had insufficient authentication scopes.", more);
}

interface Upload {
  readonly raw: Buffer;
  readonly threadId: string | null;
}

/** The two parts of a multipart upload; null where it is not one (developers.google.com/gmail/api/guides/uploads). */
function multipartUpload(asked: Asked): Upload | null {
  const type = textOf(asked.headers, "content-type");
  const boundary = /^multipart\/related;.*\bboundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) return null;
  const text = `\r\n${asked.body.toString("latin1")}`;
  const pieces = text.split(`\r\n--${boundary}`);
  const [, first = "", second = ""] = pieces;
  if (pieces.length !== 4 || !pieces[3]?.startsWith("--")) return null;
  if (!/^\r\nContent-Type: application\/json\b/i.test(first)) return null;
  if (!/^\r\nContent-Type: message\/rfc822\r\n\r\n/i.test(second)) return null;
  const { threadId = null } = JSON.parse(first.slice(first.indexOf("\r\n\r\n") + 4)) as { threadId?: string };
  return { raw: Buffer.from(second.slice(second.indexOf("\r\n\r\n") + 4), "latin1"), threadId };
}

function uploadOf(asked: Asked): Upload | null {
  const kind = asked.url.searchParams.get("uploadType");
  if (kind === "multipart") return multipartUpload(asked);
  const plain = textOf(asked.headers, "content-type") === "message/rfc822";
  return kind === "media" && plain ? { raw: asked.body, threadId: null } : null;
}

function plainSubject(subject: string): string {
  return subject.replace(/^(?:\s*re\s*:)+/i, "").trim();
}

/** The conversation asked for, if the message answers one of its messages under the same subject. */
function fittingThread(account: Account, raw: Buffer, threadId: string): string | null {
  const thread = account.thread(threadId);
  const references = `${headerOf(raw, "references")} ${headerOf(raw, "in-reply-to")}`;
  const answers = thread.some((message) => references.includes(headerOf(message.raw, "message-id")));
  const subject = plainSubject(headerOf(raw, "subject"));
  const same = thread.some((message) => plainSubject(headerOf(message.raw, "subject")) === subject);
  return answers && same ? threadId : null;
}

export class Messages {
  readonly #office: PostOffice;
  /** What went over the wire, in order. */
  readonly wire: Delivery[] = [];
  /** What was submitted, in order, and by which way. */
  readonly submitted: { readonly raw: Buffer; readonly way: string }[] = [];
  readonly #troubles: Trouble[] = [];
  /** Multiparts are built anew on the wire. */
  repack = true;

  constructor(office: PostOffice) {
    this.#office = office;
  }

  /** The next messages meet these, in order. */
  expect(...troubles: readonly Trouble[]): void {
    this.#troubles.push(...troubles);
  }

  send(asked: Asked, grant: Grant): Answered | typeof CUT {
    const trouble = this.#troubles.shift() ?? null;
    const refusal = trouble === null ? undefined : REFUSALS[trouble];
    if (refusal !== undefined) return refusal;
    if (trouble === "cut-before") return CUT;
    if (!grant.scopes.includes(SEND_SCOPE)) return insufficient();
    if (asked.body.length > LIMIT) return REFUSALS["too-large"] ?? CUT;
    const answer = this.#accept(asked, grant);
    return trouble === "cut-after" ? CUT : answer;
  }

  #accept(asked: Asked, { account }: Grant): Answered {
    const upload = uploadOf(asked);
    if (upload === null) return apiError(400, "badRequest", "Media type is not supported.");
    const { raw, threadId } = upload;
    const fault = faultOf(raw);
    if (fault !== null) return apiError(400, "invalidArgument", `The replica found ${fault}`);
    if (threadId !== null && account.thread(threadId).length === 0)
      return apiError(404, "notFound", "Requested entity was not found.");
    this.submitted.push({ raw, way: asked.url.searchParams.get("uploadType") ?? "" });
    const thread = threadId === null ? null : fittingThread(account, raw, threadId);
    const filed = account.file(raw, ["SENT"], thread);
    for (const to of recipientsOf(raw)) this.#carry(raw, account, to, filed.labels);
    return json(200, { id: filed.id, threadId: filed.threadId, labelIds: [...filed.labels] });
  }

  /** Mail to oneself goes nowhere: the one message is in the inbox too. */
  #carry(raw: Buffer, from: Account, to: string, labels: Set<string>): void {
    if (this.#office.account(to) === from) return void labels.add("INBOX");
    const copy = delivered(raw, from.address, to, this.repack);
    this.wire.push(copy);
    this.#office.deliver(copy.raw, [to]);
  }

  get(id: string, asked: Asked, grant: Grant): Answered {
    if (!grant.scopes.includes(READ_SCOPE)) return insufficient();
    const message = grant.account.message(id);
    if (message === null) return apiError(404, "notFound", "Requested entity was not found.");
    if (asked.url.searchParams.get("format") !== "raw") return apiError(400, "badRequest", "Only raw is made here.");
    const { threadId, labels, receivedAt, raw } = message;
    return json(200, {
      id,
      threadId,
      labelIds: [...labels],
      internalDate: String(receivedAt),
      sizeEstimate: raw.length,
      raw: Buffer.from(raw).toString("base64url"),
    });
  }
}
