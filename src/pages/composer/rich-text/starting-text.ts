/** What a letter begins with. */
import type { ComposerContext, Quote } from "../../../protocol/protocol.ts";
import type { RichText } from "../../../smime/verdict/display.ts";
import { cleanHtml } from "./clean-html.ts";
import { InlineImages } from "./inline-images.ts";
import { imagesIn, type RichNode } from "./rich-tree.ts";
import { treeFromText } from "./text-tree.ts";
import { htmlOf } from "./tree-html.ts";
import { textOf } from "./tree-text.ts";

interface StartingText {
  readonly text: string;
  readonly rich: RichText | null;
}

/** The quoted message brings only the pictures it carries in its own text. */
function quoting({ before, html, indented }: Quote): StartingText {
  const images = new InlineImages([]);
  const quoted = cleanHtml(html, images.find);
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
