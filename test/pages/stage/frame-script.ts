/** What the worker answers the embedded pages. */
import type { UnfinishedLetter } from "../../../src/protocol/journal.ts";
import type { ComposerContext, RecipientStatus, Suggestion } from "../../../src/protocol/protocol.ts";
import type { DisplayContent } from "../../../src/smime/verdict/display.ts";
import type { FoundLetter } from "../../../src/smime/verdict/kept-letter.ts";
import { bob, certificate } from "./actors.ts";
import type { Script } from "./theatre.ts";

export const mark = { colour: "#0b6477", symbol: "feather" };
export const unlocked = { kind: "unlocked", until: Date.UTC(2026, 10, 23, 10, 30) } as const;

const LETTER =
  "Dear Alice,\n\nthe results are in, and all is well. Please see https://clinic.example/next?id=7.\n\nBob";

/** No message, and not named by the HTML. */
export const PLAIN_FILE = { isMessage: false, contentId: null } as const;

export const content: DisplayContent = {
  headers: {
    subject: "Your results, and when to come back",
    from: [{ name: "Bob Baker", address: "bob@partner.example" }],
    to: [{ name: "Alice Archer", address: "alice@example.org" }],
    cc: [],
    date: "Fri, 20 Nov 2026 09:30:00 +0100",
    sentAt: Date.parse("2026-11-20T09:30:00+01:00"),
    messageId: "1@partner.example",
  },
  differences: [],
  text: LETTER,
  stretches: [{ start: 0, end: LETTER.length, signed: true }],
  html: null,
  attachments: [
    { filename: "results.pdf", contentType: "application/pdf", size: 184_213, signed: true, ...PLAIN_FILE },
    {
      filename: "a-rather-long-name-that-somebody-gave-to-a-scan-of-the-second-page.jpeg",
      contentType: "image/jpeg",
      size: 2_400_000,
      signed: false,
      ...PLAIN_FILE,
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
  found: null,
  text: "\n\nOn 20 November 2026 Bob Baker wrote:\n> the results are in, and all is well.",
  quote: null,
  forwards: "none",
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

const KNOWN: readonly Suggestion[] = [
  { name: "Bob Baker", address: "bob@partner.example", kind: "ready" },
  { name: "Dr Carol Weiß", address: "carol@clinic.example", kind: "expired" },
  { name: "Carla Far-Away", address: "far@away.example", kind: "untrusted" },
  { name: "מרים כהן", address: "carmel@clinic.example", kind: "ready" },
];

export const composing: Script = {
  "composer/redeem": context,
  "composer/suggest": ({ typed }) => ({
    suggestions: KNOWN.filter(({ name, address }) => `${name} ${address}`.toLowerCase().includes(typed.toLowerCase())),
  }),
  "composer/check": ({ from, addresses }) => ({
    sender: { address: from, canSign: from === "alice@example.org", canReadOwn: true },
    recipients: addresses.map(statusFor),
    vault: unlocked,
    lookUp: "off",
  }),
  "vault/ask": {},
  "journal/offers": { letters: [], locked: false },
  "journal/save": { until: "unlocked", fresh: false },
  "journal/attach": {},
  "journal/end": {},
};

/** A long answer that quotes the letter before it. */
export const longText = [
  "Dear Bob,",
  "",
  "Monday suits me.",
  "",
  "Alice",
  "",
  "On Friday Bob wrote:",
  ...Array.from({ length: 30 }, (_, index) => `> line ${index} of an older letter`),
].join("\n");

export const longHtml = `<p>Monday suits me.</p><blockquote type="cite">${"<p>An older letter, which goes on for a while, and which nobody needs to read again. </p>".repeat(30)}</blockquote>`;

/** One red pixel. */
export const PICTURE = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="),
  (character) => character.charCodeAt(0),
);
/** One that can be had again, and is newer. */
export const unfinished: UnfinishedLetter = {
  id: "11111111-1111-4111-8111-111111111111",
  saved: "2026-11-23T10:05:00Z",
  place: "https://mail.example.org",
  account: "alice@example.org",
  discarded: false,
  open: false,
  mayHaveLeft: false,
  opening: {
    to: [
      { name: "Bob Baker", address: "bob@partner.example" },
      { name: "", address: "carol@clinic.example" },
    ],
    subject: "Your results",
  },
};

/** One that may have left. */
export const handedOn: UnfinishedLetter = {
  ...unfinished,
  id: "22222222-2222-4222-8222-222222222222",
  saved: "2026-11-20T16:40:00Z",
  mayHaveLeft: true,
  opening: { to: [], subject: "" },
};

/** A letter as the journal gives it back: the second of its attachments was not kept. */
export const foundLetter: FoundLetter = {
  letter: {
    version: 1,
    from: { name: "Reception", address: "office@example.org" },
    to: [{ name: "Bob Baker", address: "bob@partner.example" }],
    cc: [],
    bcc: [],
    typed: { to: "", cc: "carol@cli", bcc: "" },
    subject: "Your results",
    text: "Dear Bob,\n\nhalf a sen",
    html: null,
    images: [],
    attachments: [
      { id: "a".repeat(32), filename: "plan.txt", contentType: "text/plain", size: 4 },
      { id: "b".repeat(32), filename: "film.mp4", contentType: "video/mp4", size: 40_000_000 },
    ],
    sign: true,
    encrypt: true,
    hideSubject: false,
  },
  contents: [{ id: "a".repeat(32), content: new Uint8Array(4) }],
};

/** What sealing gives: a message for each of so many recipients, the first of them to be filed. */
export const copies = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    raw: new Uint8Array(),
    recipients: [`r${index}@example.org`],
    messageId: `${index}@x`,
    filed: index === 0,
  }));
