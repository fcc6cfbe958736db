/** What to click in the demo's two windows, in which order, in plain words. */
import { CLIENT_ID } from "./gmail/client-id.ts";
import type { Holder, KeyFile } from "./certificates.ts";
import type { Letter } from "./letters.ts";
import type { Scene } from "./main-job/scene.ts";
import { MAIL_PASSWORD } from "./rig.ts";

function person({ name, address }: Holder, { path, password }: KeyFile, mailPassword: string): string {
  return [
    `  ${name.split(" ")[0]}`,
    `    webmail    ${address}, ${mailPassword}`,
    `    key file   ${path}`,
    `               its password is: ${password}`,
  ].join("\n");
}

function people({ certificates }: Scene["rig"], mailPassword: string): string {
  const { alice, aliceFile, bob, bobFile } = certificates;
  return `${person(alice, aliceFile, mailPassword)}\n${person(bob, bobFile, mailPassword)}`;
}

function contents(letters: readonly Letter[]): string {
  const width = Math.max(...letters.map(({ subject }) => subject.length));
  return letters.map(({ subject, moral }) => `       ${subject.padEnd(width)}   ${moral}`).join("\n");
}

const OPEN_POPUP = `Click the puzzle piece in the browser's toolbar, then Waxwing, the drop of wax.`;
const IMPORT = `Drop Alice's key file on it, or choose it; type the file's password; choose a passphrase.
     Then say that you trust the company's authority: it is the one Bob's letters come under.`;
const ENDING = "Ctrl+C here ends it. So does closing both windows.";

export function gmailDirections({ rig }: Scene): string {
  const { letters } = rig;
  return `
The practice Gmail is open: a replica on this machine, under Gmail's own address. Nothing reaches Google.
Two windows come up, one for each person. The browser calls the address "Not secure", for its certificate is the replica's.
All of this is thrown away at the end.

${people(rig, "no password")}

In Alice's window:
  1. Click alice@example.org.
  2. ${OPEN_POPUP}
     ${IMPORT}
  3. Further down there, open "Gmail" and enter this client ID: ${CLIENT_ID}
     It stands for the registration with Google that an administrator makes once for everybody.
  4. Open the letters one after the other, and look at the line below the sender:
${contents(Object.values(letters))}
  5. Open "${letters.signed.subject}" again and click Reply. In the form click "Sign & encrypt", write, and attach a file if
     you like.
  6. Click "Connect to Gmail", and once more in the window that opens. Allow it when the browser asks, and click
     "allow alice@example.org": from now on Waxwing may send for Alice. Then send.

In Bob's window:
  7. Do the same as in 1 to 3, with Bob's key file.
  8. Click Inbox and open Alice's letter: until it is open, its subject is "[...]". Only Bob and Alice can read it; Gmail
     cannot. Answer it as in 5 and 6, and click Inbox in Alice's window.

${ENDING}
`;
}

export function roundcubeDirections({ rig }: Scene): string {
  const { letters, webmail } = rig;
  const host = new URL(webmail.url).host;
  return `
The practice mail house is open: ${webmail.url}
Two windows come up, one for each person. All of this is thrown away at the end.

${people(rig, `password ${MAIL_PASSWORD}`)}

In Alice's window:
  1. Log in to the webmail.
  2. ${OPEN_POPUP}
  3. Click "Use Waxwing on ${host}", and allow it when the browser asks.
  4. Click Waxwing again. ${IMPORT}
  5. Open the letters one after the other, and look at the line beside the sender:
${contents(Object.values(letters))}
  6. Open "${letters.signed.subject}" again and click Reply. On the compose page click "Sign & encrypt", write, attach a
     file if you like, and send.

In Bob's window:
  7. Do the same as in 1 to 4, with Bob's key file.
  8. Open Alice's answer: until it is open, its subject is "[...]". Only Bob and Alice can read it; the webmail cannot.

${ENDING}
`;
}
