/** What the viewer says of attachments and of messages that are attached. */
import { say, sayCount } from "../../words/say.ts";

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
  "application/json": say("Data (JSON)"),
  "text/html": say("Web page"),
  "text/calendar": say("Calendar entry"),
  "text/vcard": say("Contact"),
  "text/x-vcard": say("Contact"),
  "text/csv": say("Table (CSV)"),
  "text/plain": say("Text"),
};

const FAMILIES: Readonly<Record<string, (format: string) => string>> = {
  image: (format) => say("Picture ({format})", { format }),
  audio: (format) => say("Sound ({format})", { format }),
  video: (format) => say("Film ({format})", { format }),
  text: (format) => say("Text ({format})", { format }),
};

/** What kind of file the sender says this is, for people; the bare type where there is no word for it. */
export function typeWords(contentType: string, isMessage: boolean): string {
  if (isMessage) return say("Message");
  const [family = "", subtype = ""] = contentType.split("/");
  const known = TYPES[contentType];
  if (known !== undefined) return known;
  if (contentType === "application/octet-stream") return say("File");
  const inFormat = FAMILIES[family];
  return inFormat === undefined ? contentType : inFormat(subtype.replace(/^x-|\+xml$/g, "").toUpperCase());
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
  return sayCount(count, "{count} attachment", "{count} attachments");
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
