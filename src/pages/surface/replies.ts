/** Hooks that ask the worker, and keep its reply and its failure for drawing. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { onAnnouncement, request } from "../../protocol/client.ts";
import type { Body, Reply, RequestName, VaultState } from "../../protocol/protocol.ts";
import { failureOf, type Told } from "../ui/sentences.ts";

export interface Loaded<T> {
  /** Null until the first reply. */
  readonly value: T | null;
  readonly failure: Told | null;
  readonly reload: () => void;
  /** A reply that came another way. */
  readonly put: (value: T) => void;
}

/** Asks once when drawn, and again on `reload`. `body` must not change. */
export function useReply<K extends RequestName>(name: K, body: Body<K>): Loaded<Reply<K>> {
  const [value, setValue] = useState<Reply<K> | null>(null);
  const [failure, setFailure] = useState<Told | null>(null);
  const reload = useCallback(() => {
    request(name, body).then(
      (reply) => {
        setValue(() => reply);
        setFailure(null);
      },
      (error: unknown) => setFailure(failureOf(error)),
    );
  }, [name]);
  useEffect(reload, [reload]);
  return { value, failure, reload, put: (reply) => setValue(() => reply) };
}

export interface Work {
  readonly busy: boolean;
  readonly failure: Told | null;
  /** Runs one piece of work at a time; its failure is kept for drawing. */
  readonly run: (work: () => Promise<void>) => void;
  readonly forget: () => void;
}

export function useWork(): Work {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Told | null>(null);
  const run = (work: () => Promise<void>): void => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    work()
      .catch((error: unknown) => setFailure(failureOf(error)))
      .finally(() => setBusy(false));
  };
  return { busy, failure, run, forget: () => setFailure(null) };
}

/** The lock's state, kept up to date by the worker's announcements. */
export function useVault(): Loaded<VaultState> {
  const vault = useReply("vault/state", {});
  const { reload } = vault;
  useEffect(() => {
    const lifetime = new AbortController();
    onAnnouncement("vault/changed", reload, lifetime.signal);
    return () => lifetime.abort();
  }, [reload]);
  return vault;
}
