/** Where this page stands: under the toolbar button, in a tab of its own, or as a small window for one purpose. */
import { isFirefox, openPage } from "../../platform/sites.ts";
import { openTab } from "../../platform/tabs.ts";
import type { ManagerSection } from "../../protocol/protocol.ts";

export type Surface = "popup" | "tab" | "unlock" | "connect" | "certificate" | "look-up";

export function surfaceOf(search: string): Surface {
  const parameters = new URLSearchParams(search);
  if (parameters.has("unlock")) return "unlock";
  if (parameters.has("connect")) return "connect";
  if (parameters.has("certificate")) return "certificate";
  if (parameters.has("look-up")) return "look-up";
  return parameters.has("tab") ? "tab" : "popup";
}

/** The address that the window which connects is for. */
export function connectedAddress(search: string): string {
  return new URLSearchParams(search).get("connect") ?? "";
}

/** Which certificates the window asks about. */
export function askedCertificates(search: string): string {
  return new URLSearchParams(search).get("certificate") ?? "";
}

/** The same page with room. The popup closes, as it would on losing the focus. */
export function openInTab(): void {
  void openPage("pages/popup/index.html?tab").then(() => window.close());
}

/** The manager, in the one tab it has. */
export function openManager(section: ManagerSection | "welcome" | `compose/${string}`, from: Surface): void {
  void openTab("pages/manager/index.html", section).then(() => {
    if (from === "popup") window.close();
  });
}

/** An unfinished letter, in the manager's composer. */
export function openLetter(id: string, from: Surface): void {
  openManager(`compose/${id}`, from);
}

/** Firefox closes its popup as soon as a file picker opens: there, files are chosen in the tab. */
export function chooserFor(surface: Surface): (() => void) | null {
  return surface === "popup" && isFirefox() ? openInTab : null;
}
