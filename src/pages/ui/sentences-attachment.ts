/** What the viewer says of attachments and of messages that are attached. */
import { counted } from "./words.ts";
import { say } from "../../words/say.ts";

const TYPES: Readonly<Record<string, string>> = {
  "application/pdf": say("PDF document"),
  "application/zip": say("Archive"),
  "application/msword": say("Word document"),
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": say("Word document"),
  "application/vnd.ms-excel": say("Excel table"),
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": say("Excel table"),
  "application/vnd.ms-powerpoint": say("PowerPoint slides"),
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": say("PowerPoint slides"),
  "application/pkcs7-mime": say("Sealed message part"),
  "application/x-pkcs7-mime": say("Sealed message part"),
  "application/pkcs7-signature": say("Signature"),
  "application/x-pkcs7-signature": say("Signature"),
  "application/json": "Data (JSON)",
  "text/html": say("Web page"),
  "text/calendar": say("Calendar entry"),
  "text/vcard": say("Contact"),
  "text/x-vcard": say("Contact"),
  "text/csv": "Table (CSV)",
  "text/plain": say("Text"),
};

const FAMILIES: Readonly<Record<string, string>> = {
  image: say("Picture"),
  audio: say("Sound"),
  video: say("Film"),
  text: say("Text"),
};

/** What kind of file the sender says this is, for people; the bare type where there is no word for it. */
export function typeWords(contentType: string, isMessage: boolean): string {
  if (isMessage) return say("Message");
  const [family = "", subtype = ""] = contentType.split("/");
  const known = TYPES[contentType];
  if (known !== undefined) return known;
  if (contentType === "application/octet-stream") return say("File");
  const word = FAMILIES[family];
  return word === undefined ? contentType : `${word} (${subtype.replace(/^x-|\+xml$/g, "").toUpperCase()})`;
}

export const ATTACHMENT = {
  open: say("Open"),
  show: say("Preview"),
  hide: say("Close preview"),
  save: say("Save"),
  saveAll: say("Save all"),
  archive: "attachments.zip",
  noPicture: say("This is no picture that can be shown safely. You can save it."),
  noText: say("This is no text that can be shown. You can save it."),
  clipped: say("This is only the beginning. Save the file to see the rest."),
} as const;

export function attachmentsHeading(count: number): string {
  return counted(count, "attachment", "attachments");
}

export const ATTACHED = {
  back: say("Back to the message around it"),
  heading: say("Attached message"),
  alone: say(
    "This message came inside another one. What stands here about its signature and encryption is about this message alone, not about who sent it on.",
  ),
  tooDeep: say(
    "Messages inside messages are opened three deep. You can save this one and open it on Waxwing's tool page.",
  ),
} as const;
