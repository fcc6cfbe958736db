/** What a composer's frame asks about recipients beside whether they can be written to, and has done about them. */
import type { Handlers } from "../protocol/server.ts";
import type { Bytes } from "../smime/bytes.ts";
import { SmimeError } from "../smime/errors.ts";
import { readCertificateFile } from "../smime/x509/certificate-file.ts";
import { certificatesAlone, fileAbout, takeGiven } from "./given-certificate.ts";
import { knownPeople, matching } from "./known-people.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<
  Handlers,
  "composer/suggest" | "composer/add-certificate" | "composer/ask-authority" | "certificate/doubted"
>;

const WINDOW = "pages/popup/index.html?certificate=";

export function recipientRequests({ tickets, vault, platform, asked, announcePeople }: Surroundings): Requests {
  const askAbout = async (file: Bytes): Promise<void> => platform.openWindow(`${WINDOW}${await asked.put(file)}`);
  return {
    async "composer/suggest"({ ticket, typed }, sender) {
      await tickets.bind(ticket, "composer", sender);
      const found = matching(await knownPeople(vault), typed);
      const choices = await vault.recipients(found.map(({ address }) => address));
      return { suggestions: found.map((mailbox, i) => ({ ...mailbox, kind: choices[i]?.kind ?? "missing" })) };
    },

    async "composer/add-certificate"({ ticket, address, file }, sender) {
      await tickets.bind(ticket, "composer", sender);
      const { outcome } = await takeGiven(readCertificateFile(file), address, vault);
      if (outcome === "asked") await askAbout(certificatesAlone(file));
      if (outcome === "added") await announcePeople();
      return { outcome };
    },

    async "composer/ask-authority"({ ticket, address }, sender) {
      await tickets.bind(ticket, "composer", sender);
      const file = await fileAbout(address, vault);
      if (file === null) throw new SmimeError("x509/no-certificate", {});
      await askAbout(file);
      return {};
    },

    async "certificate/doubted"({ id }) {
      return { file: await asked.get(id) };
    },
  };
}
