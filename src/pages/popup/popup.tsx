/** The popup from top to bottom; the same page with room in a tab. */
import { activeTab } from "../../platform/sites.ts";
import type { VaultState } from "../../protocol/protocol.ts";
import { Button } from "../ui/button.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { Authorities } from "./authorities.tsx";
import { GmailCard } from "./gmail-card.tsx";
import { ImportCard } from "../surface/import-card.tsx";
import { type Import, useImport } from "../surface/import-work.ts";
import { KeyDrop } from "../surface/key-drop.tsx";
import { LookUpCard } from "./look-up-card.tsx";
import { LockBar } from "./lock-bar.tsx";
import { Mine } from "./mine.tsx";
import { People } from "./people.tsx";
import { type Loaded, useReply, useVault } from "../surface/replies.ts";
import { SettingsCard } from "./settings.tsx";
import { SiteList, SiteOffer, useActiveTab } from "./sites.tsx";
import { chooserFor, openInTab, openManager, type Surface } from "./surface.ts";
import { TabVerdict } from "./tab-verdict.tsx";
import { Unfinished } from "./unfinished.tsx";
import { WritingCard } from "./writing-card.tsx";
import { UnlockForm } from "./unlock-form.tsx";
import { say } from "../../words/say.ts";

/** All lists of the popup; each is asked for on its own, so that one failure leaves the others standing. */
function useLists() {
  const identities = useReply("identity/list", {});
  const people = useReply("person/list", {});
  const authorities = useReply("authority/list", {});
  const sites = useReply("site/list", {});
  const reload = (): void => {
    identities.reload();
    people.reload();
    authorities.reload();
  };
  return { identities, people, authorities, sites, reload };
}

function Unlocking({ vault }: { readonly vault: Loaded<VaultState> }) {
  if (vault.value?.kind !== "locked") return null;
  return (
    <section class="card" aria-label={say("Unlock your keys")}>
      <UnlockForm onUnlocked={vault.put} />
    </section>
  );
}

/** A step of the import stands where everything else stood. */
function isUnderWay({ state }: Import): boolean {
  return state.step !== "waiting" && state.step !== "reading";
}

/** Keys: the flow while one is being imported, otherwise those that are there, or the large drop zone. */
function Keys({ surface, lists, vault, flow }: KeysProps) {
  const identities = lists.identities.value?.identities ?? null;
  const chooseElsewhere = chooserFor(surface);
  const changed = (): void => {
    lists.reload();
    vault.reload();
  };
  if (isUnderWay(flow)) return <ImportCard flow={flow} vault={vault.value?.kind ?? "empty"} onChanged={changed} />;
  if (lists.identities.failure !== null) return <FailureNotice failure={lists.identities.failure} />;
  if (identities === null) return null;
  return (
    <>
      <Unlocking vault={vault} />
      {identities.length > 0 ? (
        <Mine identities={identities} flow={flow} chooseElsewhere={chooseElsewhere} onChanged={changed} />
      ) : (
        <section class="first-run" aria-label={say("Add your key")}>
          <KeyDrop flow={flow} large chooseElsewhere={chooseElsewhere} />
          <p class="hint">
            {say(
              "No key file? You can check signed mail without one: open your webmail, then click the Waxwing button there.",
            )}
          </p>
          <Button kind="quiet" onClick={() => openManager("welcome", surface)}>
            {say("Show me the first steps")}
          </Button>
        </section>
      )}
    </>
  );
}

/** A key file may be dropped anywhere beside the other places for files. */
function takeDropped(event: DragEvent, flow: Import): void {
  const file = event.dataTransfer?.files[0];
  if (file !== undefined && !isUnderWay(flow)) flow.choose(file);
}

/** While the keys are locked, the way to unlock them comes first: nothing unfinished can be seen before. */
function placeOfUnfinished(state: VaultState | null): "first" | "after" {
  return state?.kind === "unlocked" ? "first" : "after";
}

interface KeysProps {
  readonly surface: Surface;
  readonly lists: ReturnType<typeof useLists>;
  readonly vault: Loaded<VaultState>;
  readonly flow: Import;
}

export function Popup({ surface }: { readonly surface: Surface }) {
  const vault = useVault();
  const lists = useLists();
  const tab = useActiveTab(activeTab);
  const flow = useImport();
  const importing = isUnderWay(flow);
  const chooseElsewhere = chooserFor(surface);
  const tabHere = surface === "popup" && !importing ? tab : null;
  const unfinished = importing ? null : placeOfUnfinished(vault.value);
  return (
    <>
      <LockBar vault={vault} />
      <main onDrop={(event) => takeDropped(event, flow)}>
        <div class="column">
          {tabHere !== null && <TabVerdict tabId={tabHere.id} />}
          {unfinished === "first" && <Unfinished surface={surface} />}
          <Keys surface={surface} lists={lists} vault={vault} flow={flow} />
          {unfinished === "after" && <Unfinished surface={surface} />}
          {tabHere !== null && tabHere.origin !== null && <SiteOffer origin={tabHere.origin} sites={lists.sites} />}
        </div>
        <div class="column" hidden={surface === "popup" && importing}>
          <People people={lists.people} chooseElsewhere={chooseElsewhere} onChanged={lists.reload} />
          <Authorities authorities={lists.authorities} chooseElsewhere={chooseElsewhere} onChanged={lists.reload} />
          <SiteList sites={lists.sites} />
          <GmailCard />
          <WritingCard />
          <LookUpCard />
          <SettingsCard />
        </div>
      </main>
      <footer>
        <Button kind="quiet" onClick={() => openManager("compose", surface)}>
          {say("Write a sealed message")}
        </Button>
        <Button kind="quiet" onClick={() => openManager("tool", surface)}>
          {say("Manager")}
        </Button>
        <Button kind="quiet" onClick={() => openManager("welcome", surface)}>
          {say("First steps")}
        </Button>
        {surface === "popup" && (
          <Button kind="quiet" onClick={openInTab}>
            {say("Open in a tab")}
          </Button>
        )}
      </footer>
    </>
  );
}
