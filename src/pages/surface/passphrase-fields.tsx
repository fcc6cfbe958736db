import { useState } from "preact/hooks";
import { Field } from "../ui/field.tsx";
import { MINIMUM_LENGTH, passphraseFault } from "./passphrase.ts";
import { say, sayCount } from "../../words/say.ts";

export interface PassphraseFieldsProps {
  readonly passphrase: string;
  readonly repeated: string;
  readonly onPassphrase: (value: string) => void;
  readonly onRepeated: (value: string) => void;
  /** Faults show only after the person tried to go on. */
  readonly tried: boolean;
}

/** What stands at a new secret: whole labels and sentences, because how a word is bent differs from language to language. */
export interface SecretWords {
  /** The label of the first field: "Passphrase". */
  readonly once: string;
  readonly again: string;
  /** Said where the two are not the same. */
  readonly differs: string;
}

const PASSPHRASE: SecretWords = {
  once: say("Passphrase"),
  again: say("Passphrase again"),
  differs: say("The two passphrases are not the same."),
};

const HINT = sayCount(
  MINIMUM_LENGTH,
  "At least {count} character. A few words in a row are good.",
  "At least {count} characters. A few words in a row are good.",
);
const TOO_SHORT = sayCount(
  MINIMUM_LENGTH,
  "Too short: it needs at least {count} character.",
  "Too short: it needs at least {count} characters.",
);

/** A new secret, typed twice. */
export function SecretTwice(props: PassphraseFieldsProps & { readonly words: SecretWords }) {
  const fault = props.tried ? passphraseFault(props.passphrase, props.repeated) : null;
  return (
    <>
      <Field
        type="password"
        label={props.words.once}
        autocomplete="new-password"
        value={props.passphrase}
        onValue={props.onPassphrase}
        hint={HINT}
        error={fault === "too-short" ? TOO_SHORT : ""}
      />
      <Field
        type="password"
        label={props.words.again}
        autocomplete="new-password"
        value={props.repeated}
        onValue={props.onRepeated}
        error={fault === "differs" ? props.words.differs : ""}
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
      <SecretTwice {...props} words={PASSPHRASE} />
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
