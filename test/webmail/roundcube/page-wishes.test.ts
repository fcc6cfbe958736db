import { describe, expect, it } from "vitest";
import { readAnswerMessage, readWish } from "../../../src/webmail/roundcube/page-wishes.ts";

describe("what is said between the worlds", () => {
  it("is a wish only in its own words", () => {
    expect(readWish('{"nonce":"n","wish":"silence","more":1}')).toEqual({ nonce: "n", wish: "silence" });
    expect(readWish('{"nonce":"n","wish":"reply-all"}')).toEqual({ nonce: "n", wish: "reply-all" });
    for (const detail of [
      '{"nonce":"n","wish":"send"}',
      '{"wish":"silence"}',
      "[]",
      "null",
      "{",
      "",
      5,
      { nonce: "n", wish: "silence" },
    ])
      expect(readWish(detail)).toBeNull();
  });

  it("is an answer only to the question that was asked", () => {
    expect(readAnswerMessage('{"nonce":"n","done":true,"saved":true}', "n")).toEqual({
      nonce: "n",
      done: true,
      saved: true,
    });
    expect(readAnswerMessage('{"nonce":"n","done":"yes","saved":1}', "n")).toEqual({
      nonce: "n",
      done: false,
      saved: false,
    });
    expect(readAnswerMessage('{"nonce":"m","done":true,"saved":true}', "n")).toBeNull();
    expect(readAnswerMessage(`{"nonce":"n","done":true,"pad":"${"x".repeat(2_000)}"}`, "n")).toBeNull();
  });
});
