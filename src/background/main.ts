/** The worker: answers the protocol's requests with the vault's keys. It never sends mail and never meets a page's DOM. */
import { browserPlatform } from "../platform/browser.ts";
import { publicAuthorities } from "../smime/x509/roots/public-authorities.ts";
import { startWorker } from "./worker.ts";

startWorker(browserPlatform(), () => Date.now(), publicAuthorities);
