/** Drops files on an element, as the browser does when somebody drags them out of a folder. */
import type { Locator } from "playwright-core";

export interface DroppedFile {
  readonly name: string;
  readonly content: Buffer;
}

export async function drop(place: Locator, files: readonly DroppedFile[]): Promise<void> {
  const carried = files.map(({ name, content }) => ({ name, base64: content.toString("base64") }));
  await place.evaluate((element, dropped) => {
    const dataTransfer = new DataTransfer();
    for (const { name, base64 } of dropped)
      dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (octet) => octet.charCodeAt(0))], name));
    for (const kind of ["dragenter", "dragover", "drop"])
      element.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  }, carried);
}
