/** The language that people are spoken to in: that of the catalog which the browser chose, not that of the browser. */
import { catalogMessage } from "../platform/messages.ts";
import { once } from "./once.ts";

/** BCP 47. English where no catalog says otherwise. */
export const language = once(() => catalogMessage("language") || "en");

export const direction = once((): "ltr" | "rtl" => (catalogMessage("direction") === "rtl" ? "rtl" : "ltr"));

/** Day before month in English, and the digits of certificates and addresses in every language. */
export const formats = once(() => `${language() === "en" ? "en-GB" : language()}-u-nu-latn`);
