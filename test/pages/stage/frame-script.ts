/** What the worker answers the embedded pages. */
import type { ComposerContext, RecipientStatus } from "../../../src/protocol/protocol.ts";
import type { DisplayContent } from "../../../src/smime/verdict/display.ts";
import { bob, certificate } from "./actors.ts";
import type { Script } from "./theatre.ts";

export const mark = { colour: "#0b6477", symbol: "feather" };
export const unlocked = { kind: "unlocked", until: Date.UTC(2026, 10, 23, 10, 30) } as const;

export const content: DisplayContent = {
  headers: {
    subject: "Your results, and when to come back",
    from: [{ name: "Bob Baker", address: "bob@partner.example" }],
    to: [{ name: "Alice Archer", address: "alice@example.org" }],
    cc: [],
    date: "Fri, 20 Nov 2026 09:30:00 +0100",
    messageId: "1@partner.example",
  },
  differences: [],
  text: "Dear Alice,\n\nthe results are in, and all is well. Please see https://clinic.example/next?id=7.\n\nBob",
  html: null,
  attachments: [
    { filename: "results.pdf", contentType: "application/pdf", size: 184_213, signed: true },
    {
      filename: "a-rather-long-name-that-somebody-gave-to-a-scan-of-the-second-page.jpeg",
      contentType: "image/jpeg",
      size: 2_400_000,
      signed: false,
    },
  ],
};

/** Tries everything a message could try; nothing of it may leave the frame or run. */
export const hostileHtml = `<style>@import url(http://127.0.0.1:9/css);b{background:url(http://127.0.0.1:9/style)}</style>
<h2 onclick="top.stolen=1">Dear Alice,</h2><p>the <b>results</b> are in. <a href="https://clinic.example/next">Choose a date</a>
or <a href="javascript:top.stolen=1">do not</a> or <a href="https://[">go nowhere</a>.</p><img src="http://127.0.0.1:9/pixel" alt="Our logo"><img src=x onerror="top.stolen=1">
<script>top.stolen=1</script><iframe src="http://127.0.0.1:9/frame"></iframe><form action="http://127.0.0.1:9/form"><input name=q><button>Send</button></form>
<svg><script>top.stolen=1</script></svg><meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/refresh"><base href="http://127.0.0.1:9/">
<link rel="stylesheet" href="http://127.0.0.1:9/link"><object data="http://127.0.0.1:9/object"></object><video poster="http://127.0.0.1:9/poster"></video>
<table background="http://127.0.0.1:9/table"><tr><td>1</td><td>Blood count</td></tr></table><div style="position:fixed;inset:0 auto auto 0;background:url(http://127.0.0.1:9/inline)">Verified</div>`;

export const context: ComposerContext = {
  intent: "sign-and-encrypt",
  from: { name: "Alice Archer", address: "alice@example.org" },
  identities: [
    { name: "Alice Archer", address: "alice@example.org" },
    { name: "Reception", address: "office@example.org" },
  ],
  to: [{ name: "Bob Baker", address: "bob@partner.example" }],
  cc: [],
  bcc: [],
  subject: "Re: Your results",
  hiddenSubject: null,
  alone: false,
  text: "\n\nOn 20 November 2026 Bob Baker wrote:\n> the results are in, and all is well.",
  quote: null,
  forwards: false,
  limit: 25_000_000,
  writing: { formatted: true, alwaysSign: false, encryptWhenPossible: false, opaqueSignatures: false, closing: "" },
  mayHaveBeenSaved: true,
  delivery: { kind: "webmail" },
  answersEncrypted: true,
  vault: unlocked,
  mark,
};

function statusFor(address: string): RecipientStatus {
  if (address.startsWith("bob@")) return { address, kind: "ready", certificate: bob };
  if (address.startsWith("old@"))
    return { address, kind: "expired", certificate: certificate({ notAfter: "2026-03-01T00:00:00Z" }) };
  if (address.startsWith("far@"))
    return {
      address,
      kind: "untrusted",
      certificate: certificate({ issuerName: "Far Away CA" }),
      reason: "unknown-authority",
    };
  return { address, kind: "missing" };
}

export const composing: Script = {
  "composer/redeem": context,
  "composer/check": ({ from, addresses }) => ({
    sender: { address: from, canSign: from === "alice@example.org", canReadOwn: true },
    recipients: addresses.map(statusFor),
    vault: unlocked,
  }),
  "vault/ask": {},
};
