/** The documents inside the sandboxed frames: each with a policy that lets nothing in or out that it does not show. */
import { direction, language } from "../../words/language.ts";
import { say } from "../../words/say.ts";
import type { InertHtml, Pictures } from "./inert-html.ts";

const IMAGES: Readonly<Record<Pictures, string>> = { own: "data: blob:", all: "data: blob: https:" };

/** Pictures; styles of the message itself; nothing else, and no network at all unless for pictures that were asked for. */
function framePolicy(pictures: Pictures): string {
  return `default-src 'none'; img-src ${IMAGES[pictures]}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
}

/**
 * No policy covers looking up the hosts of links ahead of a click, and a host's name can carry text of the message.
 * Firefox does so in documents of an extension unless it is told not to.
 */
const NO_LOOKUPS = '<meta http-equiv="x-dns-prefetch-control" content="off">';

// `font`: a browser's own style for documents of an extension makes the text three quarters as large.
const TEXT_SHAPE = `img{max-width:100%;height:auto}
table{max-width:100%}
img:not([src]){display:none}
blockquote{margin:0;margin-inline-start:8px;padding:0;padding-inline-start:12px;border-inline-start:2px solid #d9d3cc}
pre{white-space:pre-wrap}`;
const SHAPE = `body{margin:0;padding:16px;overflow-wrap:anywhere;font:inherit}
${TEXT_SHAPE}
::highlight(waxwing-found){background:#ffe08a;color:#201c1a}
::highlight(waxwing-current){background:#c2410c;color:#fff}
@media(forced-colors:active){::highlight(waxwing-found){background:Mark;color:MarkText}
::highlight(waxwing-current){background:Highlight;color:HighlightText}}`;

/**
 * What a message moves stands still where people asked for that: it is at once as it would be in the end. In a layer,
 * whose important rules win over all important rules outside of layers.
 */
const STILL = `@media(prefers-reduced-motion:reduce){@layer still{*,*::before,*::after{animation-duration:.1ms!important;animation-delay:0s!important;animation-iteration-count:1!important;transition:none!important;scroll-behavior:auto!important}}}`;
const TYPE = "font:16px/24px system-ui,sans-serif";

/** Mail that sets colours was written for white paper: it gets that in the dark too, or it would become unreadable. */
const PAPER = `html{background:#fff;color:#201c1a;color-scheme:light;${TYPE}}a[href]{color:#27408b}${SHAPE}`;

/** Mail that sets none goes with the page around it. */
const PLAIN = `html{background:#fff;color:#201c1a;color-scheme:light dark;${TYPE}}a[href]{color:#27408b}
@media(prefers-color-scheme:dark){html{background:#1b1917;color:#f2eeea}a[href]{color:#a9beff}}${SHAPE}`;

const PRINT = `${PAPER}
@page{margin:18mm}
html{font-size:11pt;line-height:1.45}
body{padding:0}
h1{margin:0 0 4pt;font-size:14pt;line-height:1.3}
header{margin-bottom:14pt;padding-bottom:8pt;border-bottom:.5pt solid #8a8079}
dl{display:grid;grid-template-columns:max-content 1fr;gap:0 10pt;margin:0;font-size:10pt}
dt{color:#5e5650}
dd{margin:0}
.part{margin:0 0 12pt;padding:6pt 10pt;border:.75pt dashed #8a8079}
.part.signed{border:1.5pt solid #27408b}
.coverage{margin:0 0 6pt;color:#5e5650;font-size:9pt;break-after:avoid}
.signed>.coverage{color:#27408b;font-weight:600}
.message{contain:paint}`;

/** What is printed of a message itself. */
const PRINTED_TEXT = `a[href]{color:#27408b}${TEXT_SHAPE}
pre{margin:0;font:inherit}
p,li,blockquote,tr{orphans:3;widows:3}
img,tr{break-inside:avoid}`;

/** Text as it stands in HTML, also within an attribute's quotes. */
export function quoted(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

interface Page {
  readonly policy: string;
  readonly title: string;
  readonly style: string;
  /** In Waxwing's language and direction, but for what `foreign` marks as somebody else's. */
  readonly body: string;
}

/** Says that the content of an element is the message's: in a language nobody knows, and in its own direction. */
const FOREIGN = 'lang="" dir="auto"';

function page({ policy, title, style, body }: Page): string {
  return `<!doctype html><html lang="${language()}" dir="${direction()}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">${NO_LOOKUPS}<meta name="referrer" content="no-referrer"><title>${quoted(title)}</title><style>${style}</style></head>${body}</html>`;
}

/** Anything by which a message could say what colour it wants. */
const COLOURED = /(?:color|background)[\w-]*\s*[:=]/i;

export function setsColours(html: InertHtml): boolean {
  return COLOURED.test(html);
}

export function frameDocument(html: InertHtml, pictures: Pictures = "own"): string {
  const style = `${STILL}${setsColours(html) ? PAPER : PLAIN}`;
  return page({ policy: framePolicy(pictures), title: say("Message"), style, body: `<body ${FOREIGN}>${html}</body>` });
}

/** A part of a printed message. */
export interface PaperPart {
  /** What Waxwing says of it, and whether it is signed; null where there is nothing to say. */
  readonly coverage: { readonly label: string; readonly signed: boolean } | null;
  /** The message's own: inert HTML or quoted text. */
  readonly content: string;
}

/**
 * The message's own styles end where it ends: they neither reach the words around it nor cover them. A tree of its own
 * needs no script, and inert HTML has no template to close this one with.
 */
function enclosed(content: string): string {
  return `<div class="message"><div ${FOREIGN}><template shadowrootmode="open"><style>${PRINTED_TEXT}</style>${content}</template></div></div>`;
}

function printedPart({ coverage, content }: PaperPart): string {
  if (coverage === null) return enclosed(content);
  const { label, signed } = coverage;
  return `<section class="part${signed ? " signed" : ""}"><p class="coverage">${quoted(label)}</p>${enclosed(content)}</section>`;
}

/** `head` is Waxwing's, made of quoted text only. */
export function paperDocument(title: string, head: string, parts: readonly PaperPart[]): string {
  const body = `<body>${head}${parts.map(printedPart).join("")}</body>`;
  return page({ policy: framePolicy("own"), title, style: PRINT, body });
}

/** One picture of ours to show, and nothing else whatsoever. `address` is a blob's, of a raster picture. */
export function pictureDocument(address: string, name: string): string {
  const policy = "default-src 'none'; img-src blob:; style-src 'unsafe-inline'";
  const style =
    "html{color-scheme:light dark}body{margin:0}img{display:block;max-width:100%;height:auto;margin:0 auto}";
  return page({
    policy,
    title: name,
    style,
    body: `<body><img src="${quoted(address)}" alt="${quoted(name)}"></body>`,
  });
}
