/** `surface/…`: opens pages of ours that work without any webmail. */
import type { Handlers } from "../protocol/server.ts";
import { refuseOtherPorts } from "./sites.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<Handlers, "surface/open">;

export function surfaceRequests({ platform, vault }: Surroundings): Requests {
  return {
    async "surface/open"({ page }, sender) {
      await refuseOtherPorts(vault, sender.origin, "surface/open");
      await platform.openTab(`pages/manager/index.html#${page}`);
      return {};
    },
  };
}
