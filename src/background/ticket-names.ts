import type { ComposerTicket, ViewerTicket } from "../protocol/protocol.ts";
import { ticket } from "../protocol/shapes.ts";

const isViewerTicket = ticket<ViewerTicket>();
const isComposerTicket = ticket<ComposerTicket>();

/** The one mint of viewer tickets: `name` comes from `Tickets.issue`. */
export function asViewerTicket(name: string): ViewerTicket {
  if (!isViewerTicket(name)) throw new TypeError("not a ticket's name");
  return name;
}

/** The one mint of composer tickets: `name` comes from `Tickets.issue`. */
export function asComposerTicket(name: string): ComposerTicket {
  if (!isComposerTicket(name)) throw new TypeError("not a ticket's name");
  return name;
}
