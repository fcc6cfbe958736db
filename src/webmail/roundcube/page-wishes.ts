/**
 * What the content script asks of its script in the page's own world, and what that answers. The page can read and
 * forge all of this: it carries no ticket, no octets, nothing typed, and no safety rests on the answer.
 */

const WISHES = ["silence", "restore", "release", "reply", "reply-all", "forward"] as const;

/**
 * `silence`: no native sending, saving, copying. `restore`: as before. `release`: let the page be left unasked. The others
 * open Roundcube's own form for the displayed message.
 */
export type PageWish = (typeof WISHES)[number];

export const WISH = "waxwing-roundcube-wish";
export const ANSWER = "waxwing-roundcube-answer";

export interface WishMessage {
  readonly nonce: string;
  readonly wish: PageWish;
}

export interface AnswerMessage {
  readonly nonce: string;
  readonly done: boolean;
  /** Roundcube saved the text on the server or in the browser before, or is doing so now. */
  readonly saved: boolean;
}

/** Null for whatever is no wish. Details are strings, because objects do not cross between worlds everywhere. */
export function readWish(detail: unknown): WishMessage | null {
  const { nonce, wish } = fieldsOf(detail);
  const known = WISHES.find((one) => one === wish);
  return typeof nonce === "string" && known !== undefined ? { nonce, wish: known } : null;
}

export function readAnswerMessage(detail: unknown, nonce: string): AnswerMessage | null {
  const fields = fieldsOf(detail);
  return fields["nonce"] === nonce ? { nonce, done: fields["done"] === true, saved: fields["saved"] === true } : null;
}

function fieldsOf(detail: unknown): Readonly<Record<string, unknown>> {
  if (typeof detail !== "string" || detail.length > 1_000) return {};
  try {
    const value: unknown = JSON.parse(detail);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
