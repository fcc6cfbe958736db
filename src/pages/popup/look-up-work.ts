/** Turning look-ups on and off: the browser's permission for one resolver, and the setting, in this order. */
import { useEffect } from "preact/hooks";
import { requestSite } from "../../platform/sites.ts";
import { onAnnouncement, request } from "../../protocol/client.ts";
import { type LookUpStatus, resolverAddress } from "../../protocol/look-up.ts";
import { SmimeError } from "../../smime/errors.ts";
import { type Loaded, useReply, type Work, useWork } from "../surface/replies.ts";

/** Kept up to date by the worker's announcements. */
export function useLookUpStatus(): Loaded<LookUpStatus> {
  const status = useReply("look-up/status", {});
  const { reload } = status;
  useEffect(() => {
    const lifetime = new AbortController();
    onAnnouncement("look-up/changed", reload, lifetime.signal);
    return () => lifetime.abort();
  }, [reload]);
  return status;
}

export interface LookUpWork extends Work {
  readonly turnOn: (resolver: string) => void;
  readonly turnOff: () => void;
}

/** `onOn`: look-ups are on now. */
export function useLookUpWork(status: Loaded<LookUpStatus>, onOn: () => void): LookUpWork {
  const work = useWork();
  const turnOn = (text: string): void => {
    const resolver = resolverAddress(text);
    if (resolver === null)
      return work.run(async () => {
        throw new SmimeError("look-up/bad-resolver", {});
      });
    // The browser asks the person only if this call is still part of the click; and it may close this page.
    const prepared = request("look-up/prepare", { resolver });
    const allowed = requestSite(new URL(resolver).origin);
    work.run(async () => {
      await prepared;
      if (!(await allowed)) {
        await request("look-up/prepare", { resolver: null });
        throw new SmimeError("look-up/not-allowed", { resolver: new URL(resolver).host });
      }
      status.put(await request("look-up/configure", { resolver }));
      onOn();
    });
  };
  const turnOff = (): void => work.run(async () => status.put(await request("look-up/configure", { resolver: null })));
  return { ...work, turnOn, turnOff };
}
