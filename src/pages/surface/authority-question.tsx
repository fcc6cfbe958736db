/** Asks whether to trust an authority: its own step, with the fingerprint and what is at stake. Never a by-product. */
import { useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { Authority } from "../../protocol/protocol.ts";
import type { CertificateSummary } from "../../smime/verdict/vocabulary.ts";
import { Button } from "../ui/button.tsx";
import { CertificateFacts } from "../ui/certificate-facts.tsx";
import { Field } from "../ui/field.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { phrase } from "../ui/phrase.tsx";
import { type Comparison, compareFingerprint } from "./fingerprints.ts";
import { useWork } from "./replies.ts";
import { say } from "../../words/say.ts";

const COMPARED: Readonly<Record<Comparison, string>> = {
  empty: "",
  equal: "",
  different: say("This is another fingerprint. Do not trust this authority: tell whoever gave you the fingerprint."),
  "other-kind": say("This is not a complete SHA-256 fingerprint: that has 64 letters and digits."),
};

export interface AuthorityQuestionProps {
  readonly authority: CertificateSummary;
  /** The file it came in; null if it came with one of the person's own keys. */
  readonly file: Uint8Array<ArrayBuffer> | null;
  readonly onTrusted: (authorities: readonly Authority[]) => void;
  readonly onLater: () => void;
}

export function AuthorityQuestion({ authority, file, onTrusted, onLater }: AuthorityQuestionProps) {
  const [given, setGiven] = useState("");
  const work = useWork();
  const compared = compareFingerprint(given, authority.fingerprint);
  const trust = (): void =>
    work.run(async () => {
      const { authorities } = await request("authority/add", { file, fingerprint: authority.fingerprint });
      onTrusted(authorities);
    });
  return (
    <div class="authority-question">
      <p>
        <strong>
          {phrase("Do you trust {authority} to confirm who people are?", { authority: <bdi>{authority.name}</bdi> })}
        </strong>
      </p>
      <p>
        {say(
          "Whoever runs this authority could then present anybody's mail as genuine to you. Say yes only if it is your company's or partner's, and the fingerprint is the one they gave you another way than by mail.",
        )}
      </p>
      <CertificateFacts certificate={authority} />
      <Field
        label={say("Fingerprint you were given (optional)")}
        value={given}
        onValue={setGiven}
        hint={
          compared === "equal"
            ? say("✓ The fingerprints are the same.")
            : say("Paste it here, and Waxwing compares it for you.")
        }
        error={COMPARED[compared]}
      />
      {work.failure !== null && <FailureNotice failure={work.failure} />}
      <div class="actions">
        <Button onClick={onLater}>{say("Not now")}</Button>
        <Button kind="primary" busy={work.busy} disabled={compared === "different"} onClick={trust}>
          {say("Trust this authority")}
        </Button>
      </div>
    </div>
  );
}
