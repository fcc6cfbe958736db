/** Whose mail the page shows. A page can forge all of this: it chooses among what the page may see anyway. */
import type { Mailbox } from "../adapter.ts";
import { find } from "./selectors.ts";

const ACCOUNT_PATH = /^\/mail\/(?:b\/[\w-]{1,100}\/)?u\/\d{1,3}\//;
const ADDRESS = /[^\s<>()"',;:]+@[^\s<>()"',;:]+\.[^\s<>()"',;:]+/;

/** "/mail/u/0/": what names the account in all of Gmail's requests. Null where this is no page of an account. */
export function accountPathOf(pathname: string): string | null {
  return ACCOUNT_PATH.exec(pathname)?.[0] ?? null;
}

/** Null where neither the account's button nor the title says. */
export function accountOf(page: Document): Mailbox | null {
  const label = find(page, "accountButton")?.getAttribute("aria-label") ?? "";
  const address = ADDRESS.exec(label)?.[0] ?? ADDRESS.exec(page.title)?.[0];
  if (address === undefined) return null;
  const name = /:\s*([^(\n]*)/.exec(label)?.[1]?.trim() ?? "";
  return { name, address };
}
