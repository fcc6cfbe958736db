/** In what every page is looked at: as narrow as a sidebar and as wide as a tab, by day and by night. */
export const SIZES = [
  { name: "narrow-light", width: 380, dark: false },
  { name: "narrow-dark", width: 380, dark: true },
  { name: "wide-light", width: 1100, dark: false },
  { name: "wide-dark", width: 1100, dark: true },
] as const;

/** The popup is the browser's own size, unless it stands in a tab. */
export const POPUP_SIZES = [
  { name: "popup-light", path: "", width: 380, dark: false },
  { name: "popup-dark", path: "", width: 380, dark: true },
  { name: "tab-light", path: "?tab", width: 1100, dark: false },
] as const;
