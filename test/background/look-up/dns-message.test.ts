import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DNS_LIMITS, readAnswer, writeQuestion } from "../../../src/background/look-up/dns-message.ts";
import { type Bytes, concat } from "../../../src/smime/bytes.ts";
import { isSmimeError } from "../../../src/smime/errors.ts";
import {
  ANSWERED,
  answerOctets,
  AUTHENTICATED,
  CNAME,
  NO_SUCH_NAME,
  pointer,
  SMIMEA,
  wireName,
  word,
} from "./answer-writer.ts";

const NAME = "abc._smimecert.example.org";
const data = Uint8Array.of(3, 0, 0, 48);

const read = (message: Bytes) => readAnswer(message, NAME, SMIMEA);
const faultOf = (message: Bytes) => {
  try {
    return read(message);
  } catch (error) {
    return isSmimeError(error, "look-up/unreadable") ? error.detail.reason : error;
  }
};

function alias(from: string, to: string) {
  return { owner: wireName(from), type: CNAME, data: wireName(to) };
}

describe("a question", () => {
  it("is one of class IN, asks for recursion and authenticity, and is as long as many others", () => {
    const question = writeQuestion(NAME, SMIMEA);
    expect([...question.subarray(0, 12)]).toEqual([0, 0, 0x01, 0x20, 0, 1, 0, 0, 0, 0, 0, 1]);
    expect(question.subarray(12, 12 + NAME.length + 2)).toEqual(wireName(NAME));
    expect([...question.subarray(NAME.length + 14, NAME.length + 21)]).toEqual([0, SMIMEA, 0, 1, 0, 0, 41]);
    for (const name of [NAME, "a.org", "abcdefg.".repeat(26) + "org"])
      expect(writeQuestion(name, SMIMEA).length % 128, name).toBe(0);
  });
});

describe("an answer", () => {
  it("gives the records of the type and name that were asked for", () => {
    const records = [
      { data },
      { data: Uint8Array.of(1), type: 16 },
      { data: Uint8Array.of(2), kind: 3 },
      { data: Uint8Array.of(3), owner: wireName("else.example.org") },
      { data: Uint8Array.of(4), owner: wireName(NAME.toUpperCase()) },
    ];
    const answer = read(answerOctets({ name: NAME, records }));
    expect(answer).toEqual({ code: 0, authenticated: false, records: [data, Uint8Array.of(4)] });
  });

  it("tells what the resolver says of it", () => {
    expect(read(answerOctets({ name: NAME, flags: ANSWERED | AUTHENTICATED })).authenticated).toBe(true);
    expect(read(answerOctets({ name: NAME, flags: NO_SUCH_NAME }))).toEqual({
      code: 3,
      authenticated: false,
      records: [],
    });
  });

  it("follows aliases to where the records are, in whatever order they stand, and not for ever", () => {
    const records = [
      { owner: wireName("b.example.net"), data },
      alias("a.example.net", "b.example.net"),
      alias(NAME, "a.example.net"),
    ];
    expect(read(answerOctets({ name: NAME, records })).records).toEqual([data]);
    const circle = [alias(NAME, "a.example.net"), alias("a.example.net", NAME)];
    expect(faultOf(answerOctets({ name: NAME, records: circle }))).toBe("too-many-aliases");
  });

  it("is refused for another question", () => {
    expect(faultOf(answerOctets({ name: "abc._smimecert.example.com" }))).toBe("other-question");
    expect(faultOf(answerOctets({ name: NAME, type: 52 }))).toBe("other-question");
    expect(faultOf(writeQuestion(NAME, SMIMEA))).toBe("no-answer");
    const other = answerOctets({ name: NAME });
    other[1] = 7;
    expect(faultOf(other)).toBe("no-answer");
    const none = answerOctets({ name: NAME });
    none[5] = 0;
    expect(faultOf(none)).toBe("questions");
  });

  it("is refused where it was cut, or has more records than it holds or than are looked at", () => {
    expect(faultOf(answerOctets({ name: NAME, flags: ANSWERED | 0x0200 }))).toBe("truncated");
    expect(faultOf(answerOctets({ name: NAME, records: [{ data }], count: 2 }))).toBe("name-cut-short");
    const many = Array.from({ length: DNS_LIMITS.records + 1 }, () => ({ data }));
    expect(faultOf(answerOctets({ name: NAME, records: many }))).toBe("too-many-records");
    expect(read(answerOctets({ name: NAME, records: many.slice(1) })).records).toHaveLength(DNS_LIMITS.records);
    expect(faultOf(new Uint8Array(DNS_LIMITS.message + 1))).toBe("too-long");
    const whole = answerOctets({ name: NAME, records: [{ data }] });
    for (let length = 0; length < whole.length; length++)
      expect(["cut-short", "name-cut-short", "name-pointer"], String(length)).toContain(
        faultOf(whole.slice(0, length)),
      );
  });

  it("is refused where an alias leads out of its own record, or names chase each other", () => {
    const short = concat(Uint8Array.of(1), word(0x6100));
    const crooked = { type: CNAME, data: short.slice(0, 2) };
    expect(faultOf(answerOctets({ name: NAME, records: [crooked] }))).toBe("name-cut-short");
    expect(faultOf(answerOctets({ name: NAME, records: [crooked, { data }] }))).not.toHaveProperty("records");
    expect(faultOf(answerOctets({ name: NAME, records: [{ owner: pointer(400), data }] }))).toBe("name-pointer");
  });

  it("gives a typed fault for whatever octets come", () => {
    const start = answerOctets({ name: NAME, records: [{ data }, { type: CNAME, data: wireName("a.b") }] });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(start.length - 1), fc.nat(255)), { maxLength: 6 }), (changes) => {
        const message = start.slice();
        for (const [at, value] of changes) message[at] = value;
        try {
          return read(message).records.length <= 2;
        } catch (error) {
          return isSmimeError(error, "look-up/unreadable");
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
