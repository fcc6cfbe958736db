/** What the import flow asks of the worker, in order. */
import { useReducer } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { VaultState } from "../../protocol/protocol.ts";
import { failureOf } from "../ui/sentences.ts";
import {
  advance,
  authoritiesToOffer,
  type ImportEvent,
  type ImportState,
  type KeyFile,
  WAITING,
} from "./import-flow.ts";

type Dispatch = (event: ImportEvent) => void;

/** Many files have no password or are damaged: both show without asking for one. */
async function openUnasked(chosen: File, dispatch: Dispatch): Promise<void> {
  const file: KeyFile = { name: chosen.name, octets: new Uint8Array(await chosen.arrayBuffer()) };
  try {
    const preview = await request("identity/inspect", { file: file.octets, password: "" });
    dispatch({ kind: "opened", file, password: "", preview });
  } catch (error) {
    const failure = failureOf(error);
    dispatch(failure.code === "pkcs12/wrong-password" ? { kind: "locked-file", file } : { kind: "refused", failure });
  }
}

async function openWith(file: KeyFile, password: string, dispatch: Dispatch): Promise<void> {
  const preview = await request("identity/inspect", { file: file.octets, password });
  dispatch({ kind: "opened", file, password, preview });
}

async function openVault(vault: VaultState["kind"], passphrase: string): Promise<void> {
  if (vault === "empty") await request("vault/create", { passphrase });
  else if (vault === "locked") await request("vault/unlock", { passphrase });
}

async function save(file: KeyFile, password: string, dispatch: Dispatch): Promise<void> {
  const before = await request("identity/list", {});
  const { identities } = await request("identity/import", { file: file.octets, password });
  const known = new Set(before.identities.map(({ id }) => id));
  const added = identities.filter(({ id }) => !known.has(id));
  dispatch({
    kind: "saved",
    identities: added.length === 0 ? identities : added,
    offers: authoritiesToOffer(added),
  });
}

export interface Import {
  readonly state: ImportState;
  readonly choose: (file: File) => void;
  readonly tryPassword: (password: string) => void;
  /** Sets or opens the lock first, as the state asks; the passphrase is ignored while it is open. */
  readonly save: (vault: VaultState["kind"], passphrase: string) => void;
  readonly answered: (fingerprint: string) => void;
  readonly close: () => void;
}

export function useImport(): Import {
  const [state, dispatch] = useReducer(advance, WAITING);
  const guard = (work: Promise<void>): void =>
    void work.catch((error: unknown) => dispatch({ kind: "refused", failure: failureOf(error) }));
  return {
    state,
    choose: (file) => {
      dispatch({ kind: "chosen", fileName: file.name });
      guard(openUnasked(file, dispatch));
    },
    tryPassword: (password) => {
      if (state.step !== "password" || state.busy) return;
      dispatch({ kind: "trying" });
      guard(openWith(state.file, password, dispatch));
    },
    save: (vault, passphrase) => {
      if (state.step !== "preview" || state.busy) return;
      const { file, password } = state;
      dispatch({ kind: "saving" });
      guard(openVault(vault, passphrase).then(() => save(file, password, dispatch)));
    },
    answered: (fingerprint) => dispatch({ kind: "answered", fingerprint }),
    close: () => dispatch({ kind: "closed" }),
  };
}
