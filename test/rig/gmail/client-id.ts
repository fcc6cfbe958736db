/** Waxwing's registration with the Google of this machine. */
export const CLIENT_ID = "1234-replica.apps.example";
