/** The document inside the sandboxed frame: a policy that lets nothing in or out, and then the inert HTML. */
import type { InertHtml } from "./inert-html.ts";

/** Pictures only from inside the message; styles of the message itself; nothing else, and no network at all. */
export const FRAME_POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * No policy covers looking up the hosts of links ahead of a click, and a host's name can carry text of the message.
 * Firefox does so in documents of an extension unless it is told not to.
 */
export const NO_LOOKUPS = '<meta http-equiv="x-dns-prefetch-control" content="off">';

/** Mail is written for white paper: it gets that in the dark too, or its own colours would become unreadable. */
const PAPER = `html{background:#fff;color:#201c1a;color-scheme:light;font:16px/24px system-ui,sans-serif}
body{margin:0;padding:16px;overflow-wrap:anywhere}
img{max-width:100%;height:auto}
table{max-width:100%}
a[href]{color:#27408b}
img:not([src]){display:none}
blockquote{margin:0 0 0 8px;padding:0 0 0 12px;border-left:2px solid #d9d3cc}`;

/** One picture of ours to show, and nothing else whatsoever. */
const PICTURE_POLICY = "default-src 'none'; img-src blob:; style-src 'unsafe-inline'";
const PICTURE_STYLE =
  "html{color-scheme:light dark}body{margin:0}img{display:block;max-width:100%;height:auto;margin:0 auto}";

function quoted(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** `address` is a blob's, of a raster picture. */
export function pictureDocument(address: string, name: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${PICTURE_POLICY}"><title>${quoted(name)}</title><style>${PICTURE_STYLE}</style></head><body><img src="${quoted(address)}" alt="${quoted(name)}"></body></html>`;
}

export function frameDocument(html: InertHtml): string {
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${FRAME_POLICY}">${NO_LOOKUPS}<meta name="referrer" content="no-referrer"><title>Message</title><style>${PAPER}</style></head><body>${html}</body></html>`;
}
