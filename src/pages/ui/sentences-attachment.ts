/** What the viewer says of attachments and of messages that are attached. */
import { counted } from "./words.ts";

const TYPES: Readonly<Record<string, string>> = {
  "application/pdf": "PDF document",
  "application/zip": "Archive",
  "application/msword": "Word document",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
  "application/vnd.ms-excel": "Excel table",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel table",
  "application/vnd.ms-powerpoint": "PowerPoint slides",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint slides",
  "application/pkcs7-mime": "Sealed message part",
  "application/x-pkcs7-mime": "Sealed message part",
  "application/pkcs7-signature": "Signature",
  "application/x-pkcs7-signature": "Signature",
  "application/json": "Data (JSON)",
  "text/html": "Web page",
  "text/calendar": "Calendar entry",
  "text/vcard": "Contact",
  "text/x-vcard": "Contact",
  "text/csv": "Table (CSV)",
  "text/plain": "Text",
};

const FAMILIES: Readonly<Record<string, string>> = { image: "Picture", audio: "Sound", video: "Film", text: "Text" };

/** What kind of file the sender says this is, for people; the bare type where there is no word for it. */
export function typeWords(contentType: string, isMessage: boolean): string {
  if (isMessage) return "Message";
  const [family = "", subtype = ""] = contentType.split("/");
  const known = TYPES[contentType];
  if (known !== undefined) return known;
  if (contentType === "application/octet-stream") return "File";
  const word = FAMILIES[family];
  return word === undefined ? contentType : `${word} (${subtype.replace(/^x-|\+xml$/g, "").toUpperCase()})`;
}

export const ATTACHMENT = {
  open: "Open",
  show: "Preview",
  hide: "Close preview",
  save: "Save",
  saveAll: "Save all",
  archive: "attachments.zip",
  noPicture: "This is no picture that can be shown safely. You can save it.",
  noText: "This is no text that can be shown. You can save it.",
  clipped: "This is only the beginning. Save the file to see the rest.",
} as const;

export function attachmentsHeading(count: number): string {
  return counted(count, "attachment", "attachments");
}

export const ATTACHED = {
  back: "Back to the message around it",
  heading: "Attached message",
  alone:
    "This message came inside another one. What stands here about its signature and encryption is about this message alone, not about who sent it on.",
  tooDeep: "Messages inside messages are opened three deep. You can save this one and open it on Waxwing's tool page.",
} as const;
