/** Looks into the throw-away mailboxes on disk (Maildir), past the webmail. */
import { readdirSync, readFileSync, existsSync } from "node:fs";
import { join } from "node:path";

export type Folder = "INBOX" | "Sent" | "Drafts" | "Trash";

/** Every message of a folder as stored, in no particular order. */
export function storedMessages(mailFolder: string, address: string, folder: Folder): readonly Buffer[] {
  const box = join(mailFolder, address, folder === "INBOX" ? "" : `.${folder}`);
  return ["new", "cur"]
    .map((state) => join(box, state))
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path).map((name) => readFileSync(join(path, name))));
}

/** All octets a mailbox ever kept that are still there, drafts and deleted ones included. */
export function everythingStored(mailFolder: string, address: string): readonly Buffer[] {
  const folders: readonly Folder[] = ["INBOX", "Sent", "Drafts", "Trash"];
  return folders.flatMap((folder) => storedMessages(mailFolder, address, folder));
}
