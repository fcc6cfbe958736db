/** What looking up is, what it reveals and to whom; by which resolver; on or off. */
import { useId, useState } from "preact/hooks";
import { type LookUpStatus, RESOLVERS } from "../../protocol/look-up.ts";
import type { Loaded } from "../surface/replies.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { useLookUpWork } from "./look-up-work.ts";
import { say } from "../../words/say.ts";

const OWN = "own";

function isListed(resolver: string): boolean {
  return RESOLVERS.some(({ address }) => address === resolver);
}

function Revealed() {
  return (
    <div class="revealed">
      <p>
        {say(
          "Some domains publish certificates of their people in the DNS, the Internet's public directory of names. When you press “Look up”, Waxwing asks there. It never asks by itself, and this is the only look-up it makes.",
        )}
      </p>
      <p>
        {say(
          "What this reveals: the resolver, which is the server you choose to ask, learns your network address, the domain of the person you want to write to, and a fingerprint of the name before the @, from which the name can be guessed. It passes domain and fingerprint on to the domain's own servers, and some resolvers also pass on part of your network address. Nothing of your mail or your keys is sent.",
        )}
      </p>
    </div>
  );
}

interface ResolverProps {
  /** An address of the list, or `OWN`. */
  readonly chosen: string;
  readonly own: string;
  readonly onChosen: (chosen: string) => void;
  readonly onOwn: (own: string) => void;
}

function ResolverChoice({ chosen, own, onChosen, onOwn }: ResolverProps) {
  const id = useId();
  return (
    <>
      <div class="field">
        <label for={id}>{say("Resolver that is asked")}</label>
        <select id={id} value={chosen} onChange={(event) => onChosen(event.currentTarget.value)}>
          {RESOLVERS.map(({ name, address }) => (
            <option key={address} value={address}>
              {name}
            </option>
          ))}
          <option value={OWN}>{say("Another, by its address")}</option>
        </select>
      </div>
      {chosen === OWN && (
        <Field
          label={say("Address of the resolver")}
          value={own}
          onValue={onOwn}
          hint={say("It begins with https:// and mostly ends with /dns-query.")}
        />
      )}
    </>
  );
}

interface SwitchProps {
  readonly status: Loaded<LookUpStatus>;
  readonly value: LookUpStatus;
  readonly onOn: () => void;
}

function Switch({ status, value, onOn }: SwitchProps) {
  const [chosen, setChosen] = useState(isListed(value.resolver) ? value.resolver : OWN);
  const [own, setOwn] = useState(isListed(value.resolver) ? "" : value.resolver);
  const { busy, failure, turnOn, turnOff } = useLookUpWork(status, onOn);
  const resolver = value.fixed ? value.resolver : chosen === OWN ? own : chosen;
  const on = value.state === "on";
  return (
    <>
      {value.fixed ? (
        <p>{say("Your administrator chose the resolver {resolver}.", { resolver: new URL(value.resolver).host })}</p>
      ) : (
        <ResolverChoice chosen={chosen} own={own} onChosen={setChosen} onOwn={setOwn} />
      )}
      {on && <Notice kind="good">{say("On: {resolver} is asked.", { resolver: new URL(value.resolver).host })}</Notice>}
      {failure !== null && <FailureNotice failure={failure} />}
      <div class="actions">
        {on && (
          <Button busy={busy} onClick={turnOff}>
            {say("Turn off")}
          </Button>
        )}
        {(!on || resolver !== value.resolver) && (
          <Button kind="primary" busy={busy} onClick={() => turnOn(resolver)}>
            {on ? say("Use this resolver") : say("Turn on looking up")}
          </Button>
        )}
      </div>
    </>
  );
}

/** `onOn`: it has just been turned on. */
export function LookUpChoice({ status, onOn }: { readonly status: Loaded<LookUpStatus>; readonly onOn: () => void }) {
  const { value, failure } = status;
  return (
    <>
      <Revealed />
      {failure !== null && <FailureNotice failure={failure} />}
      {value?.state === "forbidden" && (
        <Notice kind="note">{say("Your administrator does not allow looking certificates up.")}</Notice>
      )}
      {value !== null && value.state !== "forbidden" && (
        <Switch key={value.resolver} status={status} value={value} onOn={onOn} />
      )}
    </>
  );
}
