/** `site/…` and `tab/…`: where Waxwing works, and what it said of the message in a tab. */
import type { Handlers } from "../protocol/server.ts";
import type { Sites } from "./sites.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<Handlers, "site/list" | "site/enable" | "site/disable" | "tab/report">;

export function siteRequests({ tabReports }: Surroundings, sites: Sites): Requests {
  const list = async () => {
    const builtIn = (await sites.builtIn()).map((origin) => ({ origin, builtIn: true }));
    return { sites: [...builtIn, ...(await sites.list()).map((origin) => ({ origin, builtIn: false }))] };
  };
  return {
    "site/list": list,
    async "site/enable"({ origin }) {
      await sites.enable(origin);
      return list();
    },
    async "site/disable"({ origin }) {
      await sites.disable(origin);
      return list();
    },
    async "tab/report"({ tabId }) {
      return { message: await tabReports.get(tabId) };
    },
  };
}
