/** Where Waxwing works: the offer for the site in the open tab, and the list of those that were allowed. */
import { useEffect, useState } from "preact/hooks";
import { type ActiveTab, requestSite } from "../../platform/sites.ts";
import { request } from "../../protocol/client.ts";
import type { Site } from "../../protocol/protocol.ts";
import { Button } from "../ui/button.tsx";
import { FoldedCard } from "../ui/card.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { failureOf, type Told } from "../ui/sentences.ts";
import { type Loaded, useWork } from "../surface/replies.ts";
import { say } from "../../words/say.ts";

type Sites = Loaded<{ readonly sites: readonly Site[] }>;

/** "mail.example.org" for "https://mail.example.org". */
export function hostOf(origin: string): string {
  return new URL(origin).host;
}

type Offer = "open" | "asking" | "refused" | "on";

function useSiteOffer(origin: string, sites: Sites) {
  const [offer, setOffer] = useState<Offer>("open");
  const [failure, setFailure] = useState<Told | null>(null);
  const enable = async (granted: boolean): Promise<void> => {
    if (!granted) return setOffer("refused");
    sites.put(await request("site/enable", { origin }));
    setOffer("on");
  };
  const ask = (): void => {
    // The browser asks the person only if this call is still part of the click.
    const answer = requestSite(origin);
    setOffer("asking");
    setFailure(null);
    answer.then(enable).catch((error: unknown) => {
      setFailure(failureOf(error));
      setOffer("open");
    });
  };
  return { offer, failure, ask };
}

/** Offers the site of the open tab, unless Waxwing works there already. */
export function SiteOffer({ origin, sites }: { readonly origin: string; readonly sites: Sites }) {
  const { offer, failure, ask } = useSiteOffer(origin, sites);
  const host = hostOf(origin);
  const enabled = sites.value?.sites.some((site) => site.origin === origin) ?? true;
  if (offer === "on")
    return <Notice kind="good">{say("Waxwing now works on {host}. Open a message there to see.", { host })}</Notice>;
  if (enabled) return null;
  return (
    <section class="card offer" aria-label={say("This site")}>
      <p>{say("Do you read your mail here? Waxwing works only on sites that you allow.")}</p>
      {offer === "refused" && (
        <Notice kind="note">{say("The browser was not given permission, so nothing was changed.")}</Notice>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      <div class="actions">
        <Button kind="primary" busy={offer === "asking"} onClick={ask}>
          {say("Use Waxwing on {host}", { host })}
        </Button>
      </div>
    </section>
  );
}

export function SiteList({ sites }: { readonly sites: Sites }) {
  const work = useWork();
  const list = sites.value?.sites ?? [];
  const remove = (origin: string): void => work.run(async () => sites.put(await request("site/disable", { origin })));
  return (
    <FoldedCard title={say("Sites")} aside={<span class="muted">{list.length}</span>}>
      {sites.failure !== null && <FailureNotice failure={sites.failure} />}
      {work.failure !== null && <FailureNotice failure={work.failure} />}
      <p class="muted">
        {list.length === 0
          ? say("None yet. Open your webmail, then click the Waxwing button in the browser's toolbar.")
          : say("Waxwing looks at these sites only.")}
      </p>
      <ul class="rows">
        {list.map(({ origin, builtIn }) => (
          <li key={origin} class="row site">
            <span class="row-title">
              <bdi>{hostOf(origin)}</bdi>
            </span>
            {builtIn ? (
              <span class="muted">{say("Comes with Waxwing")}</span>
            ) : (
              <Button
                kind="danger"
                label={say("Remove {name}", { name: hostOf(origin) })}
                onClick={() => remove(origin)}
              >
                {say("Remove")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </FoldedCard>
  );
}

/** The tab before the person; null until known, and where the browser does not tell. */
export function useActiveTab(find: () => Promise<ActiveTab | null>): ActiveTab | null {
  const [tab, setTab] = useState<ActiveTab | null>(null);
  useEffect(() => {
    find().then(setTab, () => setTab(null));
  }, []);
  return tab;
}
