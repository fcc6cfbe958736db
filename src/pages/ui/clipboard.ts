/**
 * Puts text on the clipboard, also where the modern way is closed: in frames of other origins, and on webmail without
 * HTTPS. Must be called in a click handler. False if the browser refused both ways.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByEvent(text);
  }
}

function copyByEvent(text: string): boolean {
  const hand = (event: ClipboardEvent): void => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener("copy", hand, { capture: true });
  try {
    return document.execCommand("copy");
  } finally {
    window.removeEventListener("copy", hand, { capture: true });
  }
}
