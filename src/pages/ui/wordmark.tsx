/** Waxwing's own mark and name. The drop of wax is the only place for its red. */

const NAME = "Waxwing";

export function Wordmark() {
  return (
    <span class="wordmark">
      <img src="/icons/waxwing.svg" width="24" height="24" alt="" />
      {NAME}
    </span>
  );
}
