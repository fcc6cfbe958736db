/** `surface/…`: a webmail page may have a page of the browser's own opened, and learns nothing by it. */
import type { Handlers } from "../protocol/server.ts";
import { refuseOtherPorts } from "./sites.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<Handlers, "surface/open">;

export const MANAGER_PAGE = "pages/manager/index.html";

export function surfaceRequests({ platform, vault }: Surroundings): Requests {
  return {
    async "surface/open"({ section }, sender) {
      await refuseOtherPorts(vault, sender.origin, "surface/open");
      await platform.openTab(MANAGER_PAGE, section);
      return {};
    },
  };
}
