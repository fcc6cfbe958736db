/** What carries something of ours into a webmail's page, whose own language and direction may be others. */
import { DIRECTION, LANGUAGE } from "../words/language.ts";

export function shadowHost(name: `waxwing-${string}`): HTMLElement {
  const host = document.createElement(name);
  host.lang = LANGUAGE;
  host.dir = DIRECTION;
  return host;
}
