/** Asks for one person's certificate in the DNS; what is found is asked about as a file is. */
import { useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import { useWork } from "../surface/replies.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { useLookUpStatus } from "./look-up-work.ts";
import { say } from "../../words/say.ts";

export function LookUpPerson({ onFound }: { readonly onFound: (file: File) => void }) {
  const status = useLookUpStatus();
  const [address, setAddress] = useState("");
  const work = useWork();
  if (status.value === null || status.value.state === "forbidden") return null;
  if (status.value.state === "off")
    return <p class="hint">{say("Certificates can also be looked up: see “Look-ups” below.")}</p>;
  const find = (event: Event): void => {
    event.preventDefault();
    work.run(async () => {
      const { id } = await request("look-up/find", { address: address.trim() });
      const { file } = await request("certificate/doubted", { id });
      onFound(new File([file], say("Found for {address}", { address: address.trim() })));
    });
  };
  return (
    <form onSubmit={find}>
      <Field label={say("Look up a mail address")} value={address} onValue={setAddress} />
      {work.failure !== null && <FailureNotice failure={work.failure} />}
      <div class="actions">
        <Button type="submit" busy={work.busy} disabled={address.trim() === ""}>
          {say("Look up")}
        </Button>
      </div>
    </form>
  );
}
