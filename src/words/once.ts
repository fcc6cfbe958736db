/**
 * What is made at its first use and kept. A content script is read in every page of a webmail, long before there is
 * anything to say there: whatever asks the browser for its language or its catalogs waits for that.
 */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
