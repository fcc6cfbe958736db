/** What must hold of a message that is handed to the API: stricter than Gmail is, where others were bitten. */

const MOST = 998;
const PREFERRED = 76;

/** The first thing wrong with these octets, in words; null for none. */
export function faultOf(raw: Buffer): string | null {
  const text = raw.toString("latin1");
  if (/[^\t\r\n\x20-\x7e]/.test(text)) return "an octet that is not printable ASCII";
  if (/(?<!\r)\n|\r(?!\n)/.test(text)) return "a line end that is not CRLF";
  const lines = text.split("\r\n");
  if (lines.some((line) => line.length > MOST)) return `a line of more than ${MOST} octets`;
  if (lines.some((line) => line.length > PREFERRED)) return `a line of more than ${PREFERRED} octets`;
  if (lines.some((line) => line.startsWith("From "))) return 'a line that begins with "From "';
  if (lines.some((line) => /[ \t]$/.test(line))) return "white space at the end of a line";
  if (!text.endsWith("\r\n")) return "no line end at the end";
  return headerFault(text) ?? tailFault(text);
}

function headerFault(text: string): string | null {
  const header = text.slice(0, text.indexOf("\r\n\r\n") + 2).replace(/\r\n[ \t]+/g, " ");
  const lines = header.split("\r\n").filter((line) => line !== "");
  if (lines.some((line) => !/^[!-9;-~]+:/.test(line))) return "a header line that is no field";
  const names = lines.map((line) => line.slice(0, line.indexOf(":")).toLowerCase());
  for (const name of ["from", "date", "mime-version", "content-type", "message-id"])
    if (names.filter((one) => one === name).length !== 1) return `not exactly one ${name} field`;
  if (!names.some((name) => name === "to" || name === "cc" || name === "bcc")) return "no recipient";
  return null;
}

/** Nothing but one line end stands behind the last delimiter (others' signatures broke over more). */
function tailFault(text: string): string | null {
  const boundary = /^Content-Type:\s*multipart\/[^\r]*(?:\r\n[ \t][^\r]*)*?boundary="?([^";\r]+)"?/im.exec(text)?.[1];
  const top = text.slice(0, text.indexOf("\r\n\r\n"));
  if (boundary === undefined || !top.includes(boundary)) return null;
  return text.endsWith(`\r\n--${boundary}--\r\n`) ? null : "something behind the last delimiter";
}
