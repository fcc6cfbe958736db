/**
 * What leaves Gmail for other mailboxes, as people reported it of messages handed to the API: every multipart is built
 * anew as multipart/mixed, a single part stays as it was, and a Bcc field names nobody but its reader.
 */
import { headerOf } from "../mailbox.ts";

export interface Delivery {
  readonly to: string;
  readonly raw: Buffer;
}

export function addressesIn(value: string): readonly string[] {
  return [...value.matchAll(/[^\s<>,;:"]+@[^\s<>,;:"]+/g)].map(([address]) => address.toLowerCase());
}

/** The API has no envelope: these fields are it. */
export function recipientsOf(raw: Uint8Array): readonly string[] {
  const fields = ["to", "cc", "bcc"].map((name) => headerOf(raw, name));
  return [...new Set(fields.flatMap(addressesIn))];
}

interface Entity {
  readonly header: string;
  readonly body: string;
}

function entityOf(text: string): Entity {
  const gap = text.startsWith("\r\n") ? -2 : text.indexOf("\r\n\r\n");
  if (gap === -2) return { header: "", body: text.slice(2) };
  return gap < 0 ? { header: text, body: "" } : { header: text.slice(0, gap + 2), body: text.slice(gap + 4) };
}

function withoutField(header: string, name: string): string {
  return header.replace(new RegExp(`^${name}:.*\\r\\n(?:[ \\t].*\\r\\n)*`, "gim"), "");
}

let boundaries = 0;

/** A multipart as multipart/mixed with another boundary, and so all inside it. */
export function repacked(text: string): string {
  const { header, body } = entityOf(text);
  const type = /^Content-Type:\s*multipart\/(?:.|\r\n[ \t])*/im.exec(header)?.[0] ?? "";
  const boundary = /boundary="?([^";\r]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) return text;
  const pieces = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1);
  const parts = pieces.map((piece) => repacked(piece.slice(piece.indexOf("\r\n") + 2)));
  const anew = `000000000000${(++boundaries).toString(16).padStart(16, "0")}`;
  const kept = withoutField(header, "Content-Type");
  const inside = parts.map((part) => `--${anew}\r\n${part}\r\n`).join("");
  return `${kept}Content-Type: multipart/mixed; boundary="${anew}"\r\n\r\n${inside}--${anew}--\r\n`;
}

/** One recipient's copy as it is delivered, with the trace fields of a final delivery (RFC 5321 section 4.4). */
export function delivered(raw: Buffer, from: string, to: string, repack: boolean): Delivery {
  const text = raw.toString("latin1");
  const hidden = addressesIn(headerOf(raw, "bcc")).includes(to);
  const { header, body } = entityOf(repack ? repacked(text) : text);
  const open = withoutField(header, "Bcc") + (hidden ? `Bcc: ${to}\r\n` : "");
  const trace = [
    `Return-Path: <${from}>`,
    `Received: from mail-sor.replica (mail-sor.replica [192.0.2.1]) by mx.example.net for <${to}>;`,
    ` ${new Date().toUTCString()}`,
    "Received: from 1234 named unknown by gmailapi.replica with HTTPREST;",
    ` ${new Date().toUTCString()}`,
  ];
  return { to, raw: Buffer.from(`${trace.join("\r\n")}\r\n${open}\r\n${body}`, "latin1") };
}
