import type { FailureCode, SmimeFailures } from "../../smime/errors.ts";

/** One failure in three steps. Each is a whole sentence or several; `safe` is "" where nothing was at stake. */
export interface Telling {
  readonly what: string;
  readonly safe: string;
  readonly next: string;
}

export type Tellings<C extends FailureCode> = { readonly [K in C]: (detail: SmimeFailures[K]) => Telling };
