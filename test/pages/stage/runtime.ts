/** Stands in for src/platform/runtime.ts in a page under test: the stage is the extension. */
export function extensionOrigin(): string {
  return location.origin;
}

export function extensionUrl(path: string): string {
  return `/${path}`;
}
