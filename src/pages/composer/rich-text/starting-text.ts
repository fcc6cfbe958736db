/** What a letter begins with. */
import { contentIdAt } from "../../../protocol/cid-address.ts";
import type { ComposerContext, Quote } from "../../../protocol/protocol.ts";
import type { RichText } from "../../../smime/verdict/display.ts";
import { cleanHtml } from "./clean-html.ts";
import { InlineImages } from "./inline-images.ts";
import type { FindImage } from "./read-tree.ts";
import { imagesIn, type RichNode } from "./rich-tree.ts";
import { treeFromText } from "./text-tree.ts";
import { htmlOf } from "./tree-html.ts";
import { textOf } from "./tree-text.ts";

interface StartingText {
  readonly text: string;
  readonly rich: RichText | null;
}

/** Finds what the quoted message brings: it gets a name of this letter's at its first use, and one only. */
function quotedBy(pictures: Quote["pictures"], images: InlineImages): FindImage {
  const brought = new Map<string, string | null>();
  return (address) => {
    const id = contentIdAt(address);
    const picture = id === null ? undefined : pictures.find(({ contentId }) => contentId === id);
    if (picture === undefined) return images.find(address);
    const { contentId, content, filename } = picture;
    if (!brought.has(contentId)) brought.set(contentId, images.add(content, filename));
    const shown = brought.get(contentId) ?? null;
    return shown === null ? null : images.find(shown);
  };
}

/** The quoted message brings only the pictures that came inside of it. */
function quoting({ before, html, pictures, indented }: Quote): StartingText {
  const images = new InlineImages([]);
  const quoted = cleanHtml(html, quotedBy(pictures, images));
  const set: readonly RichNode[] = indented ? [{ tag: "blockquote", children: quoted }] : quoted;
  const nodes = [...treeFromText(before.replace(/\n$/, "")), ...set];
  const rich = { html: htmlOf(nodes), images: images.named(imagesIn(nodes)) };
  images.release();
  return { text: textOf(nodes), rich };
}

type Beginning = Pick<ComposerContext, "text" | "quote" | "writing">;

export function startingText({ text, quote, writing }: Beginning): StartingText {
  if (!writing.formatted) return { text, rich: null };
  return quote === null ? { text, rich: { html: htmlOf(treeFromText(text)), images: [] } } : quoting(quote);
}
