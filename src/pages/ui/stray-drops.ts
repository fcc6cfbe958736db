/** A file dropped beside every place for files would replace the page. Nothing happens instead. */
export function ignoreStrayDrops(): void {
  for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());
}
