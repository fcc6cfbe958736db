/** The names of rights that the worker gives out. */

/** A one-time right to see one message's content, bound to a tab and to the first document that redeems it. */
export type ViewerTicket = string & { readonly brand: "ViewerTicket" };
/** The right to write one message, bound likewise. */
export type ComposerTicket = string & { readonly brand: "ComposerTicket" };
