/** Hands octets to the browser's downloads. As octets, whatever their type: a browser must not render them. */
export function download(content: Uint8Array<ArrayBuffer> | Blob, filename: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
