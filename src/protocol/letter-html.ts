/**
 * The HTML of a letter, as the composer writes it: these elements with these attributes, always quoted, and nothing
 * else. The worker takes no other, so that whoever got hold of a composer still cannot sign something that acts.
 */
import { SHAPE_LIMITS, type Shape } from "./shapes.ts";

/** Elements without attributes. */
export const PLAIN_TAGS = [
  "b",
  "code",
  "div",
  "h1",
  "h2",
  "h3",
  "i",
  "li",
  "ol",
  "p",
  "pre",
  "s",
  "sub",
  "sup",
  "table",
  "tbody",
  "td",
  "th",
  "tr",
  "u",
  "ul",
] as const;
export type PlainTag = (typeof PLAIN_TAGS)[number];

/** As mail programs know a quote. */
export const QUOTE =
  '<blockquote type="cite" style="margin:0 0 0 8px;padding:0 0 0 12px;border-left:2px solid #b5aba2">';

/** Where a link of a letter may lead. */
export const LINK_TARGET = /^(?:https?:\/\/|mailto:)[^\s<>"\\^`{|}]+$/i;

/** What Content-IDs of a letter's pictures end with: a host there is none of (RFC 2606). */
export const CONTENT_ID_HOST = "@inline.invalid";
export const CONTENT_ID = new RegExp(`^[0-9a-f]{32}${CONTENT_ID_HOST.replace(".", "\\.")}$`);

const MARKUP = /<[^>]*>?/g;
const PLAIN = new RegExp(`^</?(?:${PLAIN_TAGS.join("|")})>$`);
const IMAGE = /^<img src="cid:([^"]*)" alt="[^"<>]*"(?: width="\d{1,5}")?>$/;
const LINK = /^<a href="([^"]*)">$/;

function isKnown(tag: string): boolean {
  if (PLAIN.test(tag) || tag === QUOTE || tag === "</blockquote>" || tag === "</a>") return true;
  if (tag === "<br>" || tag === "<hr>") return true;
  const image = IMAGE.exec(tag);
  if (image) return CONTENT_ID.test(image[1] ?? "");
  const link = LINK.exec(tag);
  return link !== null && LINK_TARGET.test((link[1] ?? "").replaceAll("&amp;", "&"));
}

export const letterHtml: Shape<string> = (value): value is string =>
  typeof value === "string" && value.length <= SHAPE_LIMITS.text && (value.match(MARKUP) ?? []).every(isKnown);
