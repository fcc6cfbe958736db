import { useEffect, useRef, useState } from "preact/hooks";
import type { Told } from "../ui/sentences.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { phrase } from "../ui/phrase.tsx";
import { StepHeading } from "./step-heading.tsx";
import { say } from "../../words/say.ts";

export interface ImportPasswordProps {
  readonly fileName: string;
  readonly busy: boolean;
  readonly failure: Told | null;
  readonly onPassword: (password: string) => void;
  readonly onCancel: () => void;
}

/** Asks for the file's own password; a wrong one keeps the file and asks again. */
export function ImportPassword({ fileName, busy, failure, onPassword, onCancel }: ImportPasswordProps) {
  const [password, setPassword] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (failure !== null) input.current?.select();
  }, [failure]);
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        onPassword(password);
      }}
    >
      <StepHeading>{phrase("Open {file}", { file: <bdi>{fileName}</bdi> })}</StepHeading>
      <Field
        type="password"
        label={say("Password of this file")}
        inputRef={input}
        value={password}
        onValue={setPassword}
        hint={say("The password that was set when the file was made.")}
        focus
      />
      {failure !== null && <FailureNotice failure={failure} />}
      <div class="actions">
        <Button onClick={onCancel}>{say("Cancel")}</Button>
        <Button type="submit" kind="primary" busy={busy}>
          {say("Open")}
        </Button>
      </div>
    </form>
  );
}
