import type { KeyFile } from "./certificates.ts";
import type { House } from "./house.ts";
import type { Letter } from "./letters.ts";
import { MAIL_PASSWORD } from "./rig.ts";

function person(name: string, address: string, { path, password }: KeyFile): string {
  return [
    `  ${name}`,
    `    webmail    ${address}, password ${MAIL_PASSWORD}`,
    `    key file   ${path}`,
    `               its password is: ${password}`,
  ].join("\n");
}

function contents(letters: readonly Letter[]): string {
  const width = Math.max(...letters.map(({ subject }) => subject.length));
  return letters.map(({ subject, moral }) => `       ${subject.padEnd(width)}   ${moral}`).join("\n");
}

/** What to click, in which order, in plain words. */
export function directions({ rig }: House): string {
  const { certificates, letters, webmail } = rig;
  const host = new URL(webmail.url).host;
  return `
The practice mail house is open: ${webmail.url}
Two windows come up, one for each person. All of this is thrown away at the end.

${person("Alice", certificates.alice.address, certificates.aliceFile)}
${person("Bob", certificates.bob.address, certificates.bobFile)}

In Alice's window:
  1. Log in to the webmail.
  2. Click the puzzle piece in the browser's toolbar, then Waxwing, the drop of wax.
  3. Click "Use Waxwing on ${host}", and allow it when the browser asks.
  4. Click Waxwing again. Drop Alice's key file on it, or choose it; type the file's password; choose a passphrase.
     Then say that you trust the company's authority: it is the one Bob's letters come under.
  5. Open the letters one after the other, and look at the line beside the sender:
${contents(Object.values(letters))}
  6. Open "${letters.signed.subject}" again and click Reply. On the compose page click "Sign & encrypt", write, attach a
     file if you like, and send.

In Bob's window:
  7. Do the same as in 1 to 4, with Bob's key file.
  8. Open Alice's answer: until it is open, its subject is "[...]". Only Bob and Alice can read it; the webmail cannot.

Ctrl+C here ends it. So does closing both windows.
`;
}
