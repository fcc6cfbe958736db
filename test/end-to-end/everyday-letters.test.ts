import { ROUNDCUBE_LETTERS } from "../rig/everyday/everyday-letters.ts";
import { houseIsPossible, openHouse } from "../rig/house.ts";
import { walk } from "./walked-job.ts";

walk({
  title: "everyday letters in Roundcube",
  possible: houseIsPossible,
  steps: ROUNDCUBE_LETTERS,
  open: async () => ({
    ...(await openHouse({ album: "everyday-letters", letters: ["plain", "unknownAuthority"], uploadLimit: 8 })),
    watches: [],
  }),
});
