/** Tells the document, and so its screen reader, its hyphenation and its layout, in which language it speaks. */
import { direction, language } from "../../words/language.ts";

export function speakLanguage(page: Document): void {
  page.documentElement.lang = language();
  page.documentElement.dir = direction();
}
