import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  advance,
  copiesLeft,
  mayGoBack,
  type SendEvent,
  type SendState,
  WRITING,
} from "../../../src/pages/composer/send-flow.ts";
import { eventFrom } from "../../../src/pages/composer/delivery-report.ts";
import type { SealedCopy } from "../../../src/protocol/protocol.ts";

const copy = (index: number): SealedCopy => ({
  raw: new Uint8Array(),
  recipients: [`r${index}@example.org`],
  messageId: String(index),
  filed: index === 0,
});
const copies = [copy(0), copy(1), copy(2)];
const refused = { code: "webmail/send-refused", detail: { reason: "" } } as const;
const unknown = { code: "webmail/outcome-unknown", detail: {} } as const;

function run(events: readonly SendEvent[], from: SendState = WRITING): SendState {
  return events.reduce(advance, from);
}

const sealed: readonly SendEvent[] = [{ kind: "send" }, { kind: "sealed", copies }];

describe("the send flow", () => {
  it("waits for the keys and goes on by itself", () => {
    expect(run([{ kind: "send" }, { kind: "locked" }]).step).toBe("unlocking");
    expect(run([{ kind: "send" }, { kind: "locked" }, { kind: "unlocked" }]).step).toBe("sealing");
    expect(run([{ kind: "send" }, { kind: "locked" }, { kind: "back" }])).toEqual(WRITING);
  });

  it("goes back to the text when sealing was refused", () => {
    const failure = { code: "draft/no-recipient", detail: {} } as const;
    expect(run([{ kind: "send" }, { kind: "refused", failure }])).toEqual({ step: "writing", failure });
  });

  it("keeps what nobody carries away, hands nothing over, and lets the person write on", () => {
    const kept = run([{ kind: "send" }, { kind: "kept", copies }]);
    expect(kept).toEqual({ step: "kept", copies });
    expect(copiesLeft(kept)).toEqual([]);
    expect(run([{ kind: "copy-sent", copy: 0 }, { kind: "retry" }, { kind: "sealed", copies }], kept)).toEqual(kept);
    expect(run([{ kind: "back" }], kept)).toEqual(WRITING);
    expect(run([{ kind: "kept", copies }])).toEqual(WRITING);
  });

  it("risks a second copy only where the person said so, and for that copy alone", () => {
    const lost = run([...sealed, { kind: "copy-failed", failure: unknown }]);
    expect(run([{ kind: "retry" }], lost)).toMatchObject({ step: "sending", again: true, base: 0 });
    expect(run([{ kind: "arrived" }], lost)).toMatchObject({ step: "sending", again: false, base: 1 });
    expect(run([...sealed, { kind: "copy-failed", failure: refused }, { kind: "retry" }])).toMatchObject({
      again: false,
    });
  });

  it("goes on by itself once Gmail is connected, if the person went there for it", () => {
    const failure = { code: "gmail/not-connected", detail: { address: "alice@example.org" } } as const;
    const waiting = run([...sealed, { kind: "copy-sent", copy: 0 }, { kind: "copy-failed", failure }]);
    const connect: readonly SendEvent[] = [{ kind: "connecting" }, { kind: "connected" }];
    expect(run(connect, waiting)).toMatchObject({ step: "sending", sent: 1, base: 1, again: false });
    expect(run([{ kind: "connected" }], waiting)).toBe(waiting);
    for (const other of [refused, unknown]) {
      const stopped = run([...sealed, { kind: "copy-failed", failure: other }]);
      expect(run(connect, stopped)).toBe(stopped);
    }
    expect(run([{ kind: "connected" }])).toBe(WRITING);
  });

  it("is called off while it is sealed, and at no other time", () => {
    expect(run([{ kind: "send" }, { kind: "called-off" }])).toEqual(WRITING);
    expect(run([{ kind: "send" }, { kind: "called-off" }, { kind: "sealed", copies }])).toEqual(WRITING);
    expect(run([...sealed, { kind: "called-off" }])).toEqual(run(sealed));
  });

  it("continues at the copy that failed", () => {
    const state = run([
      ...sealed,
      { kind: "copy-sent", copy: 0 },
      { kind: "copy-failed", failure: refused },
      { kind: "retry" },
    ]);
    expect(copiesLeft(state).map(({ messageId }) => messageId)).toEqual(["1", "2"]);
    expect(
      run(
        [
          { kind: "copy-sent", copy: 0 },
          { kind: "copy-sent", copy: 1 },
        ],
        state,
      ),
    ).toEqual({ step: "sent" });
  });

  it("goes back to the text only while no copy left", () => {
    expect(mayGoBack(run([...sealed, { kind: "copy-failed", failure: refused }]))).toBe(true);
    expect(mayGoBack(run([...sealed, { kind: "copy-sent", copy: 0 }, { kind: "copy-failed", failure: refused }]))).toBe(
      false,
    );
    expect(mayGoBack(run([...sealed, { kind: "copy-failed", failure: unknown }]))).toBe(false);
  });

  it("takes the word of the person for a copy of unknown fate", () => {
    const state = run([...sealed, { kind: "copy-failed", failure: unknown }]);
    expect(state.step).toBe("unknown");
    expect(copiesLeft(run([{ kind: "arrived" }], state)).map(({ messageId }) => messageId)).toEqual(["1", "2"]);
  });

  it("never hands over again what left, whatever happens in whatever order", () => {
    const event: fc.Arbitrary<SendEvent> = fc.constantFrom<SendEvent>(
      { kind: "send" },
      { kind: "locked" },
      { kind: "unlocked" },
      { kind: "sealed", copies },
      { kind: "refused", failure: refused },
      { kind: "progress", transport: "sending" },
      { kind: "copy-sent", copy: 0 },
      { kind: "copy-sent", copy: 1 },
      { kind: "copy-failed", failure: refused },
      { kind: "copy-failed", failure: unknown },
      { kind: "retry" },
      { kind: "arrived" },
      { kind: "back" },
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let state: SendState = WRITING;
        let most = 0;
        for (const next of events) {
          state = advance(state, next);
          if (state.step === "sent") return;
          if (state.step === "writing") expect(most).toBe(0);
          if (!("sent" in state)) continue;
          expect(state.sent).toBeGreaterThanOrEqual(most);
          most = state.sent;
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("what the webmail's side says", () => {
  it("becomes an event", () => {
    expect(eventFrom({ kind: "progress", step: "filing" })).toEqual({ kind: "progress", transport: "filing" });
    expect(eventFrom({ kind: "sent", copy: 1 })).toEqual({ kind: "copy-sent", copy: 1 });
    expect(eventFrom({ kind: "send-failed", copy: 1, failure: refused })).toEqual({
      kind: "copy-failed",
      failure: refused,
    });
  });

  it.each([null, "sent", { kind: "progress", step: "dancing" }, { kind: "sent" }, { kind: "height", pixels: 1 }])(
    "is nothing: %o",
    (data) => {
      expect(eventFrom(data)).toBe(null);
    },
  );
});
