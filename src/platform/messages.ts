/** The browser's message catalogs (`_locales`), in the language that the person's browser speaks. */

declare const chrome: { readonly i18n?: { getMessage(id: string): string } } | undefined;

/**
 * The message of this id; "" where no catalog has it, outside a browser, and in a content script whose extension was
 * updated or removed under it. Never throws.
 */
export function catalogMessage(id: string): string {
  try {
    return (typeof chrome === "undefined" ? undefined : chrome.i18n?.getMessage(id)) ?? "";
  } catch {
    return "";
  }
}
