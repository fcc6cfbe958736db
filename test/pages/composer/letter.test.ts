import { describe, expect, it } from "vitest";
import {
  draftOf,
  keptOf,
  type Letter,
  letterFrom,
  partsOf,
  subjectHiddenBy,
  withEncryption,
} from "../../../src/pages/composer/letter.ts";
import { context } from "../stage/frame-script.ts";

const hidden = { words: "The eagle", complete: "Re: The eagle", obscured: "Re: [...]" };
const answering = { ...context, subject: "Re: [...]", hiddenSubject: hidden };
const letter = letterFrom(answering);

describe("the subject of a letter", () => {
  it("is hidden unless the writer leaves it readable, and never without encryption", () => {
    const own = letterFrom(context);
    expect(draftOf(own).hideSubject).toBe(true);
    expect(subjectHiddenBy(own, null)).toBe("writer");
    expect(subjectHiddenBy({ ...own, hideSubject: false }, null)).toBeNull();
    expect(subjectHiddenBy({ ...own, encrypt: false }, null)).toBeNull();
  });

  it("is the real one of the answered message where the answer is encrypted, and only there", () => {
    expect(letter.subject).toBe("Re: The eagle");
    expect(letterFrom({ ...answering, intent: "sign" }).subject).toBe("Re: The eagle");
    expect(letterFrom({ ...answering, intent: "sign", answersEncrypted: false }).subject).toBe("Re: [...]");
  });

  it("goes and comes with encryption", () => {
    const open = withEncryption(letter, false, hidden);
    expect(open).toMatchObject({ encrypt: false, subject: "Re: [...]" });
    expect(withEncryption(open, true, hidden)).toMatchObject({ encrypt: true, subject: "Re: The eagle" });
  });

  it("goes with it however the writer wrote around it, and stays where it is the writer's own", () => {
    for (const subject of ["Re: the EAGLE (was: lunch)", "The eagle"])
      expect(withEncryption({ ...letter, subject }, false, hidden).subject).toBe("Re: [...]");
    expect(withEncryption({ ...letter, subject: "Lunch" }, false, hidden).subject).toBe("Lunch");
    expect(withEncryption({ ...letter, encrypt: false, subject: "Lunch" }, true, hidden).subject).toBe("Lunch");
  });

  it("stays hidden in an answer, whatever the writer chose", () => {
    const readable = { ...letter, hideSubject: false };
    expect(subjectHiddenBy(readable, hidden)).toBe("answered");
    expect(subjectHiddenBy({ ...readable, subject: "Lunch" }, hidden)).toBeNull();
  });
});

describe("a letter that answers an encrypted one", () => {
  it("is encrypted, whichever button opened it", () => {
    expect(letterFrom({ ...context, intent: "sign" })).toMatchObject({ sign: true, encrypt: true });
    expect(letterFrom({ ...context, intent: "sign", answersEncrypted: false })).toMatchObject({ encrypt: false });
  });
});

describe("a letter as the person set it", () => {
  it("is signed where every letter is, in plain text where that was chosen", () => {
    const settings = { ...context.writing, alwaysSign: true, formatted: false };
    const set = letterFrom({ ...context, intent: "encrypt", writing: settings });
    expect(set).toMatchObject({ sign: true, encrypt: true, rich: null, text: context.text });
    expect(letterFrom({ ...context, intent: "encrypt" })).toMatchObject({ sign: false });
  });
});

describe("a formatted letter that is found again", () => {
  const contentId = `${"c".repeat(32)}@inline.invalid`;
  const image = { contentId, filename: "plan.png", contentType: "image/png", content: Uint8Array.of(137, 80) };
  const html = `<p>Look: <img src="cid:${contentId}" alt="plan"></p>`;
  const written: Letter = { ...letterFrom(context), text: "Look: plan", rich: { html, images: [image] } };
  const contents = partsOf(written).map(({ id, content }) => ({ id, content }));

  it("has its formatting and its pictures", () => {
    const again = letterFrom({ ...context, found: { letter: keptOf(written), contents } });
    expect(again.rich).toEqual(written.rich);
    expect(again.text).toBe(written.text);
  });

  it("stays in plain text where it was", () => {
    const plain = { ...written, rich: null };
    expect(letterFrom({ ...context, found: { letter: keptOf(plain), contents: [] } }).rich).toBeNull();
  });
});
