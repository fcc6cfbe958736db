import { describe, expect, it } from "vitest";
import { Account, PostOffice } from "./mailbox.ts";

const letter = (id: string, more = "", subject = "x"): Buffer =>
  Buffer.from(`Message-ID: <${id}@example.org>\r\n${more}Subject: ${subject}\r\n\r\nbody \xe9\r\n`, "latin1");

function office(): { office: PostOffice; alice: Account; bob: Account } {
  const alice = new Account("alice@example.com", "Alice", ["alice@example.net"]);
  const bob = new Account("bob@example.com", "Bob");
  return { office: new PostOffice([alice, bob]), alice, bob };
}

describe("the replica's mailbox", () => {
  it("keeps octets as delivered, once for each account that is named", () => {
    const { office: post, alice, bob } = office();
    const delivered = post.deliver(letter("1"), ["ALICE@example.net", "alice@example.com", "carol@elsewhere.example"]);
    expect(delivered).toEqual(alice.labelled("INBOX"));
    expect(delivered.map(({ raw }) => Buffer.from(raw))).toEqual([letter("1")]);
    expect(bob.messages).toEqual([]);
  });

  it("spells ids in sixteen hexadecimal digits and never twice", () => {
    const { office: post, alice, bob } = office();
    for (const number of ["1", "2", "3"]) post.deliver(letter(number), [alice.address, bob.address]);
    const ids = [...alice.messages, ...bob.messages].map(({ id }) => id);
    expect(ids.filter((id) => !/^[0-9a-f]{16}$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(6);
  });

  it("threads by References under the same subject, by the thread that is named, and not by the subject alone", () => {
    const { office: post, alice } = office();
    const [first] = post.deliver(letter("1"), [alice.address]);
    const [second] = post.deliver(letter("2", "In-Reply-To: <1@example.org>\r\n", "Re: x"), [alice.address]);
    const [renamed] = post.deliver(letter("6", "In-Reply-To: <1@example.org>\r\n", "y"), [alice.address]);
    const third = alice.file(letter("3"), ["SENT"], first?.threadId ?? "");
    const [stranger] = post.deliver(letter("4"), [alice.address]);
    expect(alice.thread(first?.id ?? "")).toEqual([first, second, third]);
    for (const alone of [stranger, renamed]) expect(alone?.threadId).toBe(alone?.id);
    expect(alice.file(letter("5"), [], "ffffffffffffffff").threadId).not.toBe("ffffffffffffffff");
  });
});
