/** Looking certificates up in the DNS: what a composer and our own pages ask for, each time by a person's click. */
import type { Handlers } from "../protocol/server.ts";
import { writeCertificateFile } from "../smime/x509/certificate-file.ts";
import { summarize } from "../smime/x509/summary.ts";
import type { LookedUp } from "../vault/database.ts";
import { takeGiven } from "./given-certificate.ts";
import type { Found } from "./look-up/looking-up.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<
  Handlers,
  "composer/look-up" | "composer/ask-look-up" | `look-up/${"status" | "prepare" | "configure" | "find"}`
>;

const ASK_WINDOW = "pages/popup/index.html?look-up=";
const CERTIFICATE_WINDOW = "pages/popup/index.html?certificate=";

export function lookUpRequests(surroundings: Surroundings): Requests {
  const { tickets, vault, platform, clock, asked, lookUps, announcePeople, announceLookUps } = surroundings;
  const originOf = ({ from }: Found): LookedUp => ({ ...from, date: clock() });
  return {
    async "composer/look-up"({ ticket, address }, sender) {
      await tickets.bind(ticket, "composer", sender);
      const found = await lookUps.find(address);
      const lookedUp = originOf(found);
      const { outcome, certificate } = await takeGiven(found.certificates, address, vault, lookedUp);
      if (outcome === "asked") {
        const id = await asked.put(writeCertificateFile(found.certificates), lookedUp);
        await platform.openWindow(`${CERTIFICATE_WINDOW}${id}`);
      }
      if (outcome === "added") await announcePeople();
      return { outcome, certificate: certificate && (await summarize(certificate)) };
    },

    async "composer/ask-look-up"({ ticket }, sender) {
      await tickets.bind(ticket, "composer", sender);
      await platform.openWindow(ASK_WINDOW);
      return {};
    },

    "look-up/status": async () => lookUps.status(),

    async "look-up/prepare"({ resolver }) {
      await lookUps.prepare(resolver);
      return {};
    },

    async "look-up/configure"({ resolver }) {
      if (resolver === null) await lookUps.turnOff();
      else await lookUps.turnOn(resolver);
      await announceLookUps();
      return lookUps.status();
    },

    async "look-up/find"({ address }) {
      const found = await lookUps.find(address);
      return { id: await asked.put(writeCertificateFile(found.certificates), originOf(found)) };
    },
  };
}
