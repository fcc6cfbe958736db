/**
 * `view=att…disp=comp`: a redirect to the host of attachments, whose answer another origin may read only straight after
 * a fresh redirect. The redirect itself may be cached, and that is the trap.
 */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Account, StoredMessage } from "./mailbox.ts";
import type { Settings } from "./settings.ts";

export const ATTACHMENT_HOST = "mail-attachment.googleusercontent.com";

export class AttachmentHost {
  readonly #settings: Settings;
  /** Tickets of redirects, and whether they were used. */
  readonly #tickets = new Map<string, { readonly message: StoredMessage; used: boolean }>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  redirect(url: URL, account: Account, index: number, response: ServerResponse): void {
    const message = account.message(url.searchParams.get("th") ?? "");
    const whole = url.searchParams.get("attid") === "0" && url.searchParams.get("disp") === "comp";
    if (message === null || !whole) return void response.writeHead(404, { "content-type": "text/html" }).end("<html>");
    const ticket = randomUUID();
    this.#tickets.set(ticket, { message, used: false });
    const location = `https://${ATTACHMENT_HOST}/attachment/u/${index}/?ui=2&view=att&attid=0&disp=comp&saddbat=${ticket}`;
    response.writeHead(302, { location, "cache-control": "private, max-age=86400" }).end();
  }

  serve(url: URL, request: IncomingMessage, response: ServerResponse): void {
    const ticket = this.#tickets.get(url.searchParams.get("saddbat") ?? "");
    if (ticket === undefined) return void response.writeHead(403).end();
    const { origin } = request.headers;
    const allowed = !ticket.used && this.#settings.attachmentHost === "fresh" && origin !== undefined;
    ticket.used = true;
    response
      .writeHead(200, {
        "content-type": "text/plain; charset=UTF-8",
        "content-disposition": 'attachment; filename="original_msg.txt"',
        "cache-control": "private, max-age=86400",
        ...(allowed ? { "access-control-allow-origin": origin, "access-control-allow-credentials": "true" } : {}),
      })
      .end(ticket.message.raw);
  }
}
