/** Failures while reading a message, a certificate or a key file. */
import type { FailureCode } from "../../smime/errors.ts";
import { say, sayCount } from "../../words/say.ts";
import { sizeInWords } from "./words.ts";
import type { Telling, Tellings } from "./telling.ts";

type FileCode = Extract<FailureCode, `${"asn1" | "mime" | "cms" | "x509" | "pkcs12" | "file"}/${string}`>;

const damaged = (): Telling => ({
  what: say("This data is damaged or cut short, so Waxwing cannot read it."),
  safe: say("Nothing was changed."),
  next: say("Get a fresh copy and try again."),
});

const tooLarge = (): Telling => ({
  what: say("This is larger or more deeply nested than anything Waxwing accepts, so it stopped reading."),
  safe: say("Nothing was changed. Honest mail and key files stay far below this limit."),
  next: say("If you know the sender, ask for a simpler version."),
});

const damagedMessage = (): Telling => ({
  what: say("This message is damaged, so Waxwing cannot read it."),
  safe: say("Nothing of it was shown as genuine."),
  next: say("Ask the sender to send it again."),
});

const damagedCertificate = (): Telling => ({
  what: say("This certificate is damaged, so Waxwing cannot read it."),
  safe: say("Nothing was saved."),
  next: say("Ask for the certificate again, or ask its owner to send you a signed mail."),
});

const damagedKeyFile = (): Telling => ({
  what: say("This file is damaged, or it is not a key file."),
  safe: say("Nothing was imported."),
  next: say("Choose the file that ends in .p12 or .pfx. If it is the right one, download or export it again."),
});

export const fileTellings: Tellings<FileCode> = {
  "file/unrecognized": () => ({
    what: say("Waxwing does not recognise this file: it is no mail, signature, certificate or key file."),
    safe: say("Nothing was changed."),
    next: say("Save the message from your mail program as a file that ends in .eml, or choose another file."),
  }),
  "file/too-large": ({ size, limit }) => ({
    what: say("This file is {size}. Waxwing reads files of at most {limit}.", {
      size: sizeInWords(size),
      limit: sizeInWords(limit),
    }),
    safe: say("Nothing of it was read."),
    next: say("Choose a smaller file."),
  }),
  "file/too-many": ({ files }) => ({
    what: sayCount(
      files,
      "This one file is not a signature and the file it belongs to.",
      "These {count} files are not a signature and the one file it belongs to.",
    ),
    safe: say("Nothing was changed."),
    next: say("Open one file at a time, or a signature together with the file it belongs to."),
  }),
  "asn1/malformed": damaged,
  "asn1/limit-exceeded": tooLarge,
  "mime/malformed": damagedMessage,
  "mime/limit-exceeded": tooLarge,
  "cms/malformed": damagedMessage,
  "cms/limit-exceeded": tooLarge,
  "cms/unsupported-algorithm": () => ({
    what: say("This message uses a method that Waxwing does not know."),
    safe: say("Nothing was changed, and nothing of it was shown as genuine."),
    next: say("Ask the sender to use common S/MIME settings and send it again."),
  }),
  "cms/unsupported-content-type": () => ({
    what: say("This message has a form that Waxwing does not know."),
    safe: say("Nothing was changed."),
    next: say("Ask the sender which program made it, or ask for an ordinary mail."),
  }),
  "cms/no-matching-recipient": () => ({
    what: say("This message is not encrypted for any of your keys."),
    safe: say("Nobody can read it here."),
    next: say(
      "If you have an older key file, import it. Otherwise ask the sender to encrypt with your present certificate: a signed mail from you carries it.",
    ),
  }),
  "cms/decryption-failed": () => ({
    what: say("This message could not be decrypted."),
    safe: say("Nothing of it was shown, because part of it may have been changed on the way."),
    next: say("Ask the sender to send it again."),
  }),
  "cms/cannot-write": () => ({
    what: say("Waxwing cannot sign or encrypt with this key in the way that was asked."),
    safe: say("Nothing was sent. Your text is still here."),
    next: say("Choose another sender address, or import another key file."),
  }),
  "x509/malformed": damagedCertificate,
  "x509/unsupported-key": () => ({
    what: say("This certificate has a kind of key that Waxwing does not know."),
    safe: say("Nothing was saved."),
    next: say("Ask for a certificate with a common kind of key, such as RSA."),
  }),
  "x509/no-certificate": () => ({
    what: say("There is no certificate in this file."),
    safe: say("Nothing was saved."),
    next: say(
      "Choose a file that ends in .cer, .crt, .pem or .p7b. If you have your own key file (.p12), add it under “Mine”.",
    ),
  }),
  "x509/no-certificate-in-contact": () => ({
    what: say("This contact file holds no S/MIME certificate."),
    safe: say("Nothing was saved."),
    next: say("Ask this person for their certificate as a file, or for a signed mail, which brings it along."),
  }),
  "pkcs12/malformed": damagedKeyFile,
  "pkcs12/wrong-password": () => ({
    what: say("Wrong password for this file."),
    safe: say("Nothing was imported."),
    next: say("Type it again. It is the password that was set when the file was made, not your mail password."),
  }),
  "pkcs12/unsupported-algorithm": () => ({
    what: say("This file is locked in a way that Waxwing does not know."),
    safe: say("Nothing was imported."),
    next: say("Export the key again with ordinary settings, or ask your authority for a standard .p12 file."),
  }),
  "pkcs12/limit-exceeded": () => ({
    what: say("This file asks for far more work than any honest key file, so Waxwing stopped reading it."),
    safe: say("Nothing was imported."),
    next: say("Make sure that it comes from where you expect, then export it again."),
  }),
  "pkcs12/no-key": ({ certificates }) => ({
    what:
      certificates > 0
        ? say("This file opened, but it holds only certificates and no private key of yours.")
        : say("This file opened, but it is empty."),
    safe: say("Nothing was imported."),
    next: say(
      "Export again and choose to include the private key. Certificates of other people belong under “People”.",
    ),
  }),
  "pkcs12/key-mismatch": () => ({
    what: say("The private key in this file does not belong to the certificate beside it."),
    safe: say("Nothing was imported."),
    next: say("Export the key together with its own certificate, and try again."),
  }),
};
