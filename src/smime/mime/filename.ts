/** File names that are safe to offer: what a sender wrote, minus what could hide or misplace a file. */
import { displayText } from "./address.ts";

const EXTENSIONS: Readonly<Record<string, string>> = {
  "message/rfc822": "eml",
  "application/pkcs7-mime": "p7m",
  "application/x-pkcs7-mime": "p7m",
  "application/pkcs7-signature": "p7s",
  "application/x-pkcs7-signature": "p7s",
  "application/pdf": "pdf",
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "text/plain": "txt",
  "text/html": "html",
  "text/calendar": "ics",
};

/** Device names of Windows: opening such a file talks to the device. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const LONGEST = 150;

function shorten(name: string): string {
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : "";
  return name.length <= LONGEST ? name : name.slice(0, LONGEST - extension.length) + extension;
}

/** No path, no control or text-direction characters, no leading or trailing dots, never empty. */
export function safeFilename(name: string | null, type: string): string {
  const base =
    displayText(name ?? "")
      .split(/[/\\]/)
      .at(-1) ?? "";
  const clean = shorten(base.replace(/[<>:"|?*]/g, "_").replace(/^[.\s]+|[.\s]+$/g, ""));
  if (clean === "") return `attachment.${EXTENSIONS[type] ?? "bin"}`;
  return RESERVED.test(clean) ? `_${clean}` : clean;
}
