/** Sender, recipients and subject. */
import { useId, useState } from "preact/hooks";
import type { Mailbox } from "../../smime/verdict/display.ts";
import { say } from "../../words/say.ts";
import { Button } from "../ui/button.tsx";
import { mailboxInWords } from "../ui/words.ts";
import { AddressField } from "./address-field.tsx";
import type { Recipient } from "./addresses.ts";
import type { Letter } from "./letter.ts";
import type { Standing } from "./readiness.ts";
import type { Commission } from "./redemption.ts";
import { SubjectLine } from "./subject-line.tsx";

export interface HeadLinesProps {
  readonly letter: Letter;
  readonly onLetter: (change: Partial<Letter>) => void;
  readonly commission: Commission;
  readonly standing: Standing | null;
}

interface FromLineProps extends Pick<HeadLinesProps, "letter" | "onLetter"> {
  readonly identities: readonly Mailbox[];
}

function FromLine({ letter, onLetter, identities }: FromLineProps) {
  const id = useId();
  const choices = identities.some(({ address }) => address === letter.from.address)
    ? identities
    : [letter.from, ...identities];
  if (choices.length === 1)
    return (
      <div class="line">
        <span class="label">{say("From")}</span>
        <bdi class="fixed">{mailboxInWords(letter.from)}</bdi>
      </div>
    );
  const choose = (address: string): void => {
    const from = choices.find((choice) => choice.address === address);
    if (from !== undefined) onLetter({ from });
  };
  return (
    <div class="line">
      <label for={id}>{say("From")}</label>
      <select id={id} value={letter.from.address} onChange={(event) => choose(event.currentTarget.value)}>
        {choices.map((choice) => (
          <option key={choice.address} value={choice.address} dir="auto">
            {mailboxInWords(choice)}
          </option>
        ))}
      </select>
    </div>
  );
}

function hasCopies({ cc, bcc, typed }: Letter): boolean {
  return cc.length + bcc.length > 0 || typed.cc !== "" || typed.bcc !== "";
}

export function HeadLines({ letter, onLetter, commission, standing }: HeadLinesProps) {
  const { context, ticket } = commission;
  const [copies, setCopies] = useState(hasCopies(letter));
  const lineOf = (line: keyof Letter["typed"]) => ({
    ticket,
    standing,
    encrypt: letter.encrypt,
    recipients: letter[line],
    onRecipients: (recipients: readonly Recipient[]) => onLetter({ [line]: recipients }),
    typed: letter.typed[line],
    onTyped: (text: string) => onLetter({ typed: { ...letter.typed, [line]: text } }),
  });
  return (
    <div class="head-lines">
      <FromLine letter={letter} onLetter={onLetter} identities={context.identities} />
      <div class="with-more">
        <AddressField {...lineOf("to")} label={say("To")} focus={letter.to.length === 0} />
        {!copies && (
          <Button kind="quiet" onClick={() => setCopies(true)}>
            {say("Add Cc or Bcc")}
          </Button>
        )}
      </div>
      {copies && (
        <>
          <AddressField {...lineOf("cc")} label={say("Cc")} />
          <AddressField {...lineOf("bcc")} label={say("Bcc")} />
        </>
      )}
      <SubjectLine letter={letter} onLetter={onLetter} hidden={context.hiddenSubject} />
    </div>
  );
}
