/** Layered selectors: the first that finds anything counts. Webmail renames its classes, and never all of them at once. */

export type Layers = readonly string[];

/** Every element of the first layer that has any, and that `counts`. */
export function allOf(
  root: ParentNode,
  layers: Layers,
  counts: (element: HTMLElement) => boolean = () => true,
): readonly HTMLElement[] {
  for (const selector of layers) {
    const found = [...root.querySelectorAll<HTMLElement>(selector)].filter(counts);
    if (found.length > 0) return found;
  }
  return [];
}

/** What a field holds; "" for what is no field. */
export function valueIn(field: HTMLElement | null): string {
  const isField =
    field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement;
  return isField ? field.value : "";
}
