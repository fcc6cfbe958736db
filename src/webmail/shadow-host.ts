/** What carries something of ours into a webmail's page, whose own language and direction may be others. */
import { direction, language } from "../words/language.ts";

export function shadowHost(name: `waxwing-${string}`): HTMLElement {
  const host = document.createElement(name);
  host.lang = language();
  host.dir = direction();
  return host;
}
