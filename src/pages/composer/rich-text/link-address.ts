/** What people type as the target of a link. */
import { LINK_TARGET } from "../../../protocol/letter-html.ts";

/** Complete, as it stands in the letter; null for what leads nowhere a letter may lead. */
export function linkAddress(typed: string): string | null {
  const text = typed.trim();
  const mail = /^[^\s@:/]+@[^\s@:/]+$/.test(text);
  const scheme = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text);
  const address = mail ? `mailto:${text}` : scheme ? text : `https://${text}`;
  const complete = URL.canParse(address) && LINK_TARGET.test(address);
  return complete && (mail || scheme || /^[^/]+\.[^/.]/.test(text)) ? address : null;
}
