/** Files in a clipboard that are meant: not the picture that a word processor adds to its text. */

export function pastedFiles(data: DataTransfer | null): readonly File[] {
  if (data === null || data.files.length === 0) return [];
  const html = data.getData("text/html");
  // A picture that was copied from a page comes as its element and as a file.
  const text = html.replace(/<img\b[^>]*>|<\/?(?:html|body|head|meta)\b[^>]*>|<!--.*?-->|\s+/gis, "");
  return text === "" ? [...data.files] : [];
}
