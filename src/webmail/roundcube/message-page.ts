/** A message as Roundcube displays it: in the preview pane's frame, on a page, or in a window of its own. */
import type { DisplayedMessage } from "../adapter.ts";
import type { Environment } from "./environment.ts";
import { openNativeAnswer } from "./page-world.ts";
import { fetchRawMessage } from "./raw-message.ts";
import { find, findAll } from "./selectors.ts";
import type { Server } from "./server.ts";

/** RFC 8551 section 3.2, RFC 2311 and the names of old programs. */
const SMIME_TYPE = /^application\/(?:x-)?pkcs7-(?:mime|signature)$/i;
const SMIME_NAME = /\.p7[msz]$/i;

/** Null where this page displays no message. */
export function displayedMessage(page: Document, environment: Environment, server: Server): DisplayedMessage | null {
  const { uid, mailbox, action } = environment;
  const body = find(page, "body");
  if (uid === null || body === null || (action !== "show" && action !== "preview")) return null;
  return {
    placeBadge: (element) => placeBadge(page, element),
    body,
    signs: [...smimeRows(page, environment), ...findAll(page, "encryptedNotice")],
    rawMessage: (signal) => fetchRawMessage(server, uid, mailbox, signal),
    openNativeAnswer: async (as) => openNativeAnswer(page, as),
  };
}

function placeBadge(page: Document, element: HTMLElement): HTMLElement | null {
  const place = find(page, "sender");
  place?.after(element);
  return place;
}

/** Rows of the attachment list that are S/MIME's own wrapping: by the type Roundcube names, or by their file name. */
function smimeRows(page: Document, environment: Environment): readonly HTMLElement[] {
  return findAll(page, "attachmentRows").filter((row) => {
    const type = environment.attachments.get(row.id.replace(/^attach/, "")) ?? "";
    const name = find(row, "attachmentName")?.textContent ?? "";
    return SMIME_TYPE.test(type) || SMIME_NAME.test(name.trim());
  });
}
