/** A sign-in at somebody else's server, in a window that the browser owns. */
import browser from "webextension-polyfill";
import type { SignInEnd } from "./platform.ts";
import { isFirefox } from "./sites.ts";

/** Browsers put these causes into words only. */
const UNREACHABLE = /could not be loaded/i;

/**
 * Where the browser waits for the end of a sign-in. Google takes no redirect to the domain that Firefox names, because
 * nobody who registers a client owns it; Firefox waits at this form of it too (from version 86 on).
 */
export function redirectUri(): string {
  const given = browser.identity.getRedirectURL();
  const [label] = new URL(given).hostname.split(".");
  return isFirefox() ? `http://127.0.0.1/mozoauth2/${label}` : given;
}

export async function signIn(url: string, interactive: boolean): Promise<SignInEnd> {
  try {
    return { kind: "landed", url: await browser.identity.launchWebAuthFlow({ url, interactive }) };
  } catch (error) {
    const unreachable = error instanceof Error && UNREACHABLE.test(error.message);
    return { kind: unreachable ? "unreachable" : "closed" };
  }
}
