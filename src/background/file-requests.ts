/** `file/…`: a person hands over a file to have it explained. Nothing of it is kept, and nothing is learned from it. */
import type { Handlers } from "../protocol/server.ts";
import type { Bytes } from "../smime/bytes.ts";
import { readDetachedSignature } from "../smime/detached-signature.ts";
import { SmimeError } from "../smime/errors.ts";
import { recogniseFile } from "../smime/file-kind.ts";
import type { FileFinding } from "../smime/verdict/file-finding.ts";
import { readSignedData } from "../smime/cms/signed-data.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import { readCertificateFile } from "../smime/x509/certificate-file.ts";
import { summarize } from "../smime/x509/summary.ts";
import type { Surroundings } from "./surroundings.ts";
import { messageInFile } from "./message-in-file.ts";
import { asViewerTicket } from "./ticket-names.ts";

type Requests = Pick<Handlers, "file/inspect" | "file/open" | "file/verify">;

function summaries(certificates: readonly Certificate[]) {
  return Promise.all(certificates.map(summarize));
}

/** @throws SmimeError file/unrecognized, and what the file's own reader throws */
async function inspect(file: Bytes): Promise<FileFinding> {
  const { kind, octets } = recogniseFile(file);
  switch (kind) {
    case "message":
    case "key-file":
      return { kind };
    case "signature":
      return { kind, certificates: await summaries(readSignedData(octets).certificates) };
    case "certificates":
      return { kind, certificates: await summaries(readCertificateFile(octets)) };
    case "unknown":
      throw new SmimeError("file/unrecognized", {});
  }
}

/** The octets of a signature in a file of its own, without armour. @throws SmimeError file/unrecognized for any other file */
function signatureIn(file: Bytes): Bytes {
  const { kind, octets } = recogniseFile(file);
  if (kind !== "signature") throw new SmimeError("file/unrecognized", {});
  return octets;
}

export function fileRequests(surroundings: Surroundings): Requests {
  const { reader, tickets } = surroundings;
  return {
    async "file/inspect"({ file }) {
      return inspect(file);
    },

    async "file/open"({ file }, sender) {
      // A ticket is for a tab. The popup has none, and no place for a viewer either.
      if (sender.tabId === null) throw new SmimeError("protocol/forbidden", { request: "file/open" });
      const raw = messageInFile(file);
      const opened = await reader.read(raw, "person");
      const ticket = asViewerTicket(await tickets.issue({ kind: "viewer", raw, asker: "person" }, sender.tabId));
      reader.keep(ticket, opened);
      return { report: opened.report, ticket };
    },

    async "file/verify"({ signature, content }) {
      const octets = signatureIn(signature);
      return { report: await readDetachedSignature(octets, content, await reader.context()) };
    },
  };
}
