import { say } from "../../words/say.ts";
import { Notice } from "../ui/notice.tsx";

/** Nothing is sent that the person could not see. */
export function CoveredNotice() {
  return (
    <Notice kind="warning">
      {say(
        "Something on this page lies over Waxwing, so nothing was sent. Close what covers it, read your message once more, and send it again.",
      )}
    </Notice>
  );
}
