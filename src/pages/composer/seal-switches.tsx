/** The two switches that say what is asked. Why one is not possible stands beneath them. */
import { say } from "../../words/say.ts";

export interface SealSwitchesProps {
  readonly sign: boolean;
  readonly encrypt: boolean;
  /** Null while signing is possible. */
  readonly cannotSign: string | null;
  readonly onSign: (on: boolean) => void;
  readonly onEncrypt: (on: boolean) => void;
}

export function SealSwitches({ sign, encrypt, cannotSign, onSign, onEncrypt }: SealSwitchesProps) {
  return (
    <div class="switches">
      <label>
        <input
          type="checkbox"
          checked={sign}
          disabled={cannotSign !== null && !sign}
          aria-describedby="obstacle"
          onChange={(event) => onSign(event.currentTarget.checked)}
        />
        {say("Sign")}
      </label>
      <label>
        <input type="checkbox" checked={encrypt} onChange={(event) => onEncrypt(event.currentTarget.checked)} />
        {say("Encrypt")}
      </label>
    </div>
  );
}
