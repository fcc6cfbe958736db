/** What a letter begins with. */
import type { ComposerContext } from "../../../protocol/protocol.ts";
import type { RichText } from "../../../smime/verdict/display.ts";
import { treeFromText } from "./text-tree.ts";
import { htmlOf } from "./tree-html.ts";

export function startingText({ text }: Pick<ComposerContext, "text">): {
  readonly text: string;
  readonly rich: RichText;
} {
  return { text, rich: { html: htmlOf(treeFromText(text)), images: [] } };
}
