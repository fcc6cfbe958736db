import { useState } from "preact/hooks";
import { Field } from "../ui/field.tsx";
import { MINIMUM_LENGTH, passphraseFault } from "./passphrase.ts";
import { say } from "../../words/say.ts";

export interface PassphraseFieldsProps {
  readonly passphrase: string;
  readonly repeated: string;
  readonly onPassphrase: (value: string) => void;
  readonly onRepeated: (value: string) => void;
  /** Faults show only after the person tried to go on. */
  readonly tried: boolean;
}

/** A new secret, typed twice. `word` names it: "Passphrase". */
export function SecretTwice(props: PassphraseFieldsProps & { readonly word: string }) {
  const fault = props.tried ? passphraseFault(props.passphrase, props.repeated) : null;
  return (
    <>
      <Field
        type="password"
        label={props.word}
        autocomplete="new-password"
        value={props.passphrase}
        onValue={props.onPassphrase}
        hint={`At least ${MINIMUM_LENGTH} characters. A few words in a row are good.`}
        error={fault === "too-short" ? `Too short: it needs at least ${MINIMUM_LENGTH} characters.` : ""}
      />
      <Field
        type="password"
        label={`${props.word} again`}
        autocomplete="new-password"
        value={props.repeated}
        onValue={props.onRepeated}
        error={fault === "differs" ? `The two ${props.word.toLowerCase()}s are not the same.` : ""}
      />
    </>
  );
}

/** Chooses the passphrase that locks the keys on this device, typed twice. */
export function PassphraseFields(props: PassphraseFieldsProps) {
  return (
    <div class="passphrase">
      <h3>{say("Choose a passphrase")}</h3>
      <p class="muted">
        {say(
          "It locks your keys on this device, so that nobody else who gets hold of it can read your mail or sign for you. Nobody can reset it, so keep your key file in a safe place as well.",
        )}
      </p>
      <SecretTwice {...props} word={say("Passphrase")} />
    </div>
  );
}

export interface PassphraseChoice extends PassphraseFieldsProps {
  /** The passphrase if it may be used; null shows what is wrong with it. */
  readonly attempt: () => string | null;
}

export function usePassphraseChoice(): PassphraseChoice {
  const [passphrase, onPassphrase] = useState("");
  const [repeated, onRepeated] = useState("");
  const [tried, setTried] = useState(false);
  const attempt = (): string | null => {
    setTried(true);
    return passphraseFault(passphrase, repeated) === null ? passphrase : null;
  };
  return { passphrase, repeated, onPassphrase, onRepeated, tried, attempt };
}
