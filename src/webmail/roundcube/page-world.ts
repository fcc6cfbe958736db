/** Asks our script in the page's own world to still Roundcube's client. */
import { SmimeError } from "../../smime/errors.ts";
import type { AnswerKind } from "../adapter.ts";
import { ANSWER, type AnswerMessage, type PageWish, readAnswerMessage, WISH } from "./page-wishes.ts";

/** Not `randomUUID`, which a page without TLS does not have. */
function newNonce(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

/** Events cross between worlds at once, so the answer is there before the question returns. Null: nobody answered. */
export function askPage(page: Document, wish: PageWish): AnswerMessage | null {
  const nonce = newNonce();
  let answer: AnswerMessage | null = null;
  const hear = (event: Event): void => {
    if (event instanceof CustomEvent) answer ??= readAnswerMessage(event.detail, nonce);
  };
  page.addEventListener(ANSWER, hear);
  page.dispatchEvent(new CustomEvent(WISH, { detail: JSON.stringify({ nonce, wish }) }));
  page.removeEventListener(ANSWER, hear);
  return answer;
}

export interface Silence {
  readonly wasSaved: boolean;
  readonly end: () => void;
}

/** @throws SmimeError webmail/changed where Roundcube's client could not be stilled */
export function silencePage(page: Document): Silence {
  const answer = askPage(page, "silence");
  if (answer?.done !== true) throw new SmimeError("webmail/changed", { missing: "Roundcube's client" });
  return { wasSaved: answer.saved, end: () => void askPage(page, "restore") };
}

/** The page is left for another one. @throws SmimeError webmail/changed where Roundcube's client does not do it */
export function openNativeAnswer(page: Document, as: AnswerKind): void {
  if (askPage(page, as)?.done !== true) throw new SmimeError("webmail/changed", { missing: "Roundcube's client" });
}
