/** For somebody without a key file: where one comes from. Waxwing makes none, because one that nobody vouches for proves nothing. */
import { FoldedCard } from "../ui/card.tsx";
import { say } from "../../words/say.ts";

export function NoKeyYet() {
  return (
    <FoldedCard title={say("I have no key file yet")}>
      <p>
        {say(
          "A key file comes with a certificate, in which an authority confirms that your mail address is yours. Waxwing does not make one for you: a certificate that nobody vouches for would prove nothing to the people you write to.",
        )}
      </p>
      <dl class="ways-to-a-key">
        <div>
          <dt>{say("From your company or school")}</dt>
          <dd>
            {say(
              "Ask whoever looks after mail there for an “S/MIME certificate as a .p12 file”. Many have one for you already. It costs you nothing.",
            )}
          </dd>
        </div>
        <div>
          <dt>{say("Free, for yourself")}</dt>
          <dd>
            {say(
              "Some authorities give certificates to private persons free of charge, mostly for a year. Search for “free S/MIME certificate”. They send a mail to your address to see that it is yours. Some make the key for you on their own computers: then you have to take their word that they keep no copy.",
            )}
          </dd>
        </div>
        <div>
          <dt>{say("Paid")}</dt>
          <dd>
            {say(
              "Authorities and resellers sell “S/MIME” or “secure mail” certificates by the year. The simplest kind confirms your address (“mailbox validated”) and is enough to sign and encrypt. Dearer ones also confirm your name or company.",
            )}
          </dd>
        </div>
      </dl>
      <p>
        {say(
          "Whichever way you take, ask for the file whose name ends in .p12 or .pfx, keep its password, and come back here: “First steps” is in the popup of the Waxwing button.",
        )}
      </p>
      <p class="muted">
        {say(
          "Until then you can already check who signed the mail you receive: open your webmail, and click the Waxwing button in the browser's toolbar.",
        )}
      </p>
    </FoldedCard>
  );
}
