/**
 * The worker: answers the protocol's requests with the vault's keys. It sends nothing but sealed copies, through Gmail
 * alone and for connected accounts alone, and never meets a page's DOM.
 */
import { browserPlatform } from "../platform/browser.ts";
import { publicAuthorities } from "../smime/x509/roots/public-authorities.ts";
import { startWorker } from "./worker.ts";

startWorker(browserPlatform(), () => Date.now(), publicAuthorities);
