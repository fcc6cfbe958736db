import { afterEach, describe, expect, it, vi } from "vitest";
import { SmimeError } from "../../../src/smime/errors.ts";
import { ANSWER, readWish, WISH } from "../../../src/webmail/roundcube/page-wishes.ts";
import { askPage, openNativeAnswer, silencePage } from "../../../src/webmail/roundcube/page-world.ts";

/** A page whose script answers wishes with these words beside the nonce. */
function pageAnswering(words: object): Document {
  const page = new EventTarget();
  page.addEventListener(WISH, (event) => {
    const wish = event instanceof CustomEvent ? readWish(event.detail) : null;
    const detail = JSON.stringify({ nonce: wish?.nonce, ...words });
    page.dispatchEvent(new CustomEvent(ANSWER, { detail }));
  });
  return page as Document;
}

afterEach(() => vi.unstubAllGlobals());

describe("asking the page's own world", () => {
  it("works on a site without TLS, where there is no randomUUID", () => {
    const real = globalThis.crypto;
    vi.stubGlobal("crypto", { getRandomValues: (octets: Uint32Array<ArrayBuffer>) => real.getRandomValues(octets) });
    expect(silencePage(pageAnswering({ done: true, saved: true })).wasSaved).toBe(true);
  });

  it("asks with another nonce every time", () => {
    const page = pageAnswering({ done: true });
    expect(askPage(page, "release")?.nonce).not.toBe(askPage(page, "release")?.nonce);
  });

  it("is refused where nobody answers, and where the client did not do it", () => {
    for (const page of [new EventTarget() as Document, pageAnswering({ done: false })])
      for (const ask of [() => silencePage(page), () => openNativeAnswer(page, "reply")])
        expect(ask).toThrow(SmimeError);
  });
});
