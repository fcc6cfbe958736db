/**
 * The way of a key file from being dropped to being saved, as states and events. Pure: what is asked of the worker is
 * asked in `import-work.ts`. The file and its password live only as long as the flow.
 */
import type { Identity, KeyFilePreview } from "../../protocol/protocol.ts";
import type { CertificateSummary } from "../../smime/verdict/vocabulary.ts";
import type { Told } from "../ui/sentences.ts";

export interface KeyFile {
  readonly name: string;
  readonly octets: Uint8Array<ArrayBuffer>;
}

export type ImportState =
  | { readonly step: "waiting"; readonly failure: Told | null; readonly fileName: string }
  | { readonly step: "reading"; readonly fileName: string }
  /** The file needs its password. A wrong one leaves the file where it is. */
  | { readonly step: "password"; readonly file: KeyFile; readonly busy: boolean; readonly failure: Told | null }
  | {
      readonly step: "preview";
      readonly file: KeyFile;
      readonly password: string;
      readonly preview: KeyFilePreview;
      readonly busy: boolean;
      readonly failure: Told | null;
    }
  | {
      readonly step: "saved";
      readonly identities: readonly Identity[];
      readonly offers: readonly CertificateSummary[];
    };

export type ImportEvent =
  | { readonly kind: "chosen"; readonly fileName: string }
  | { readonly kind: "locked-file"; readonly file: KeyFile }
  | { readonly kind: "trying" }
  | { readonly kind: "opened"; readonly file: KeyFile; readonly password: string; readonly preview: KeyFilePreview }
  | { readonly kind: "refused"; readonly failure: Told }
  | { readonly kind: "saving" }
  | { readonly kind: "saved"; readonly identities: readonly Identity[]; readonly offers: readonly CertificateSummary[] }
  | { readonly kind: "answered"; readonly fingerprint: string }
  | { readonly kind: "closed" };

export const WAITING: ImportState = { step: "waiting", failure: null, fileName: "" };

function refuse(state: ImportState, failure: Told): ImportState {
  switch (state.step) {
    case "password":
      return failure.code === "pkcs12/wrong-password"
        ? { ...state, busy: false, failure }
        : { step: "waiting", failure, fileName: state.file.name };
    case "preview":
      return { ...state, busy: false, failure };
    case "reading":
      return { step: "waiting", failure, fileName: state.fileName };
    case "waiting":
    case "saved":
      return state;
  }
}

/** The state after an event. Events that do not fit the state change nothing. */
export function advance(state: ImportState, event: ImportEvent): ImportState {
  switch (event.kind) {
    case "chosen":
      return { step: "reading", fileName: event.fileName };
    case "locked-file":
      return state.step === "reading" ? { step: "password", file: event.file, busy: false, failure: null } : state;
    case "trying":
      return state.step === "password" ? { ...state, busy: true, failure: null } : state;
    case "opened": {
      if (state.step !== "reading" && state.step !== "password") return state;
      const { file, password, preview } = event;
      return { step: "preview", file, password, preview, busy: false, failure: null };
    }
    case "refused":
      return refuse(state, event.failure);
    case "saving":
      return state.step === "preview" ? { ...state, busy: true, failure: null } : state;
    case "saved":
      return state.step === "preview" ? { step: "saved", identities: event.identities, offers: event.offers } : state;
    case "answered":
      return state.step === "saved"
        ? { ...state, offers: state.offers.filter(({ fingerprint }) => fingerprint !== event.fingerprint) }
        : state;
    case "closed":
      return WAITING;
  }
}

/**
 * The authorities worth asking about after an import: the farthest issuer of each new identity, unless it leads to one
 * that is trusted already.
 */
export function authoritiesToOffer(
  identities: readonly Pick<Identity, "chain" | "authorityTrusted">[],
): readonly CertificateSummary[] {
  const offers = new Map<string, CertificateSummary>();
  for (const { chain, authorityTrusted } of identities) {
    const farthest = chain.at(-1);
    if (farthest?.usages.issue === true && !authorityTrusted) offers.set(farthest.fingerprint, farthest);
  }
  return [...offers.values()];
}
