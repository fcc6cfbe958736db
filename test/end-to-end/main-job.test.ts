import { houseIsPossible, openHouse } from "../rig/house.ts";
import { ROUNDCUBE_JOB } from "../rig/main-job/main-job.ts";
import { walk } from "./walked-job.ts";

walk({
  title: "the main job",
  possible: houseIsPossible,
  steps: ROUNDCUBE_JOB,
  open: async () => ({ ...(await openHouse({ album: "main-job" })), watches: [] }),
});
