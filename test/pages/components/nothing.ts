/** What the buttons of this page do. */
export function doNothing(): void {}
