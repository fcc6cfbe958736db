/** The browser's message catalogs (`_locales`), in the language that the person's browser speaks. */

declare const chrome: { readonly i18n?: { getMessage(id: string): string } } | undefined;

/** The message of this id; "" where no catalog has it, and outside a browser. Never throws. */
export function catalogMessage(id: string): string {
  return (typeof chrome === "undefined" ? undefined : chrome.i18n?.getMessage(id)) ?? "";
}
