import { describe, expect, it } from "vitest";
import type { FromPage, SealedCopy } from "../../src/protocol/protocol.ts";
import { SmimeError } from "../../src/smime/errors.ts";
import { deliver } from "../../src/webmail/delivery.ts";

const copyTo = (address: string): SealedCopy => ({
  raw: new Uint8Array(1),
  recipients: [address],
  messageId: address,
  filed: true,
});
const never = new AbortController().signal;

async function said(fault: unknown): Promise<{ said: readonly FromPage[]; tried: readonly string[] }> {
  const messages: FromPage[] = [];
  const tried: string[] = [];
  const transport = async ({ messageId }: SealedCopy): Promise<void> => {
    tried.push(messageId);
    if (messageId === "bad") throw fault;
  };
  await deliver(
    transport,
    [copyTo("first"), copyTo("bad"), copyTo("last")],
    (message) => messages.push(message),
    never,
  );
  return { said: messages, tried };
}

describe("handing over sealed copies", () => {
  it("stops at the first that fails, with its code and detail", async () => {
    const failure = { code: "webmail/outcome-unknown", detail: {} } as const;
    expect(await said(new SmimeError(failure.code, failure.detail))).toEqual({
      said: [
        { kind: "sent", copy: 0 },
        { kind: "send-failed", copy: 1, failure },
      ],
      tried: ["first", "bad"],
    });
  });

  it("tells a fault of ours as one", async () => {
    const { said: messages } = await said(new TypeError("secret words"));
    expect(messages.at(-1)).toEqual({
      kind: "send-failed",
      copy: 1,
      failure: { code: "internal/fault", detail: { where: "webmail/delivery" } },
    });
  });
});
