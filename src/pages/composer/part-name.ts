/** Names of what a letter is made of beside its text: by these the journal knows it, and a picture its place in the text. */
import { CONTENT_ID_HOST } from "../../protocol/letter-html.ts";

/** 32 hexadecimal digits, drawn by lot. */
export function newPartName(): string {
  return crypto.randomUUID().replaceAll("-", "");
}

/** Content-ID of the picture of this name, without angle brackets. */
export function contentIdOf(name: string): string {
  return name + CONTENT_ID_HOST;
}

/** What `contentIdOf` was given. */
export function nameIn(contentId: string): string {
  return contentId.slice(0, -CONTENT_ID_HOST.length);
}
