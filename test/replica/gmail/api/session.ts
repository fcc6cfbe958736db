/** Who a browser is signed in as: a cookie of google.com, as Google's many are, here with the addresses themselves. */
import { type Asked, textOf } from "./exchange.ts";

/** Good for every host of google.com, so that sign-in and mailbox agree. */
export function cookieFor(addresses: readonly string[]): string {
  return `SID=${addresses.join("|")}; Domain=google.com; Path=/; Secure; HttpOnly; SameSite=None`;
}

/** Null: this browser has no session. */
export function signedInBy(headers: Asked["headers"]): readonly string[] | null {
  const value = /(?:^|; )SID=([^;]*)/.exec(textOf(headers, "cookie"))?.[1];
  return value === undefined ? null : value.split("|");
}
