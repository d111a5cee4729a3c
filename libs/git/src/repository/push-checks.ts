/** The folder in the data folder's `hooks/` for pushes whose commits are checked. */
export const CHECKS = 'checks';

/** What is said of a ref that `keptRefs` has. */
export const KEEPS_COMMITS = 'may not lose commits: force pushes are denied here';

/** A repository's rules for the commits of a push. */
export interface PushChecks {
  /** Full names of refs that may not lose commits, with `*` for anything. */
  readonly keptRefs: readonly string[];
  /** The pattern of every new commit's message, in Perl's syntax; null for none. */
  readonly messagePattern: string | null;
  /** The size of the largest new file in bytes; null when there is no limit. */
  readonly maxFileBytes: number | null;
}

/** The environment that configures `CHECK_SCRIPT`. */
export const checksEnvironment = (checks: PushChecks): Readonly<Record<string, string>> => ({
  ATOMGIT_MOCK_KEPT_REFS: checks.keptRefs.join(' '),
  ATOMGIT_MOCK_MESSAGE_PATTERN: checks.messagePattern ?? '',
  ATOMGIT_MOCK_MAX_FILE_BYTES: String(checks.maxFileBytes ?? ''),
});

/**
 * Runs as `pre-receive`, where new objects can be read before any ref moves; only for pushes to which such rules
 * apply.
 */
export const CHECK_SCRIPT = `#!/bin/sh
# Looks into a push, as the rules of its repository ask for. Written anew at each start of atomgit-mock.
set -f
refuse() {
  echo "$1" >&2
  exit 1
}
while read -r before after ref; do
  case $after in *[!0]*) ;; *) continue ;; esac
  case $before in
    *[!0]*)
      for kept in $ATOMGIT_MOCK_KEPT_REFS; do
        case $ref in
          $kept) git merge-base --is-ancestor "$before" "$after" || refuse "$ref ${KEEPS_COMMITS}" ;;
        esac
      done
      ;;
  esac
  if [ -n "$ATOMGIT_MOCK_MESSAGE_PATTERN" ]; then
    commit=$(git rev-list --max-count=1 --perl-regexp --invert-grep --grep="$ATOMGIT_MOCK_MESSAGE_PATTERN" "$after" --not --all) || exit 1
    [ -z "$commit" ] || refuse "the message of $commit does not match $ATOMGIT_MOCK_MESSAGE_PATTERN"
  fi
  if [ -n "$ATOMGIT_MOCK_MAX_FILE_BYTES" ]; then
    large=$(git rev-list --objects "$after" --not --all |
      git cat-file --batch-check='%(objecttype) %(objectsize) %(rest)' |
      while read -r type size path; do
        [ "$type" = blob ] && [ "$size" -gt "$ATOMGIT_MOCK_MAX_FILE_BYTES" ] && echo "$path has $size bytes" && break
      done)
    [ -z "$large" ] || refuse "$large; at most $ATOMGIT_MOCK_MAX_FILE_BYTES are allowed here"
  fi
done
`;
