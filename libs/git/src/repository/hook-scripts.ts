/** The two hooks that record a push: before git moves its refs, and after. */
export const HOOK_STAGES = ['pre-receive', 'post-receive'] as const;
export type HookStage = (typeof HOOK_STAGES)[number];

/** The shared script in the data folder's `hooks/`, which every repository's hooks source. */
export const RECORDER = 'record-push.sh';

/** A repository's hook. It only sources the shared script, so an upgrade changes one file. */
export const repositoryHook = (stage: HookStage): string => `#!/bin/sh
# Tells atomgit-mock about this push. A hook of your own may stand beside it; keep this line in it.
stage=${stage} && . ../../../hooks/${RECORDER}
`;

/**
 * Writes the hooks' input to the push journal's folder: process id, repository folder, pusher, one line per ref, one
 * per push option, `end`. Uses shell built-ins only: every program started here costs milliseconds on every push.
 * pre-receive writes `<id>.pushing` and refuses the push when it cannot, so no ref moves unrecorded; post-receive
 * writes `<id>.moved`. The server names the id of pushes that it serves to a repository with hooks of its own; a push
 * by path derives it from the process id, which both hooks share. Partly written files, as on a full disk, are
 * removed.
 */
export const RECORDER_SCRIPT = `# Sourced by the hooks of every repository here; written anew at each start of atomgit-mock.
lines=
while IFS= read -r line; do
  lines="$lines$line
"
done
o=0
while [ "$o" -lt "\${GIT_PUSH_OPTION_COUNT:-0}" ]; do
  eval "option=\\$GIT_PUSH_OPTION_$o"
  lines="\${lines}option $option
"
  o=$((o + 1))
done

spool=../../../spool
# What a shell takes over as $PWD may be a link to this repository, by any name.
cd -P .
# A hook may push to another repository: that is a push of its own.
case $PWD in
  */"$ATOMGIT_MOCK_PUSH_TO") id=$ATOMGIT_MOCK_PUSH_ID ;;
  *) id= ;;
esac
# So is one to this repository, from a hook of its own: another process, which announces other refs.
if [ "$stage" = pre-receive ] && [ -n "$id" ] && [ -e "$spool/$id.pushing" ]; then
  first=\${lines%%"
"*}
  {
    read -r pid
    while [ "$pid" != "$PPID" ] && IFS= read -r line; do
      case $line in *" \${first##* }") pid=$PPID ;; esac
    done
  } < "$spool/$id.pushing"
  [ "$pid" = "$PPID" ] || id=
fi
if [ "$stage" = post-receive ]; then
  own=
  # Process ids come again: what pre-receive has just written is the newest of this one.
  for file in "$spool/path-$PPID-"*.pushing; do
    [ -e "$file" ] || continue
    if [ -z "$own" ] || [ "$file" -nt "$spool/$own.pushing" ]; then
      own=\${file##*/}
      own=\${own%.pushing}
    fi
  done
  id=\${own:-$id}
fi
if [ -z "$id" ]; then
  n=0
  while [ -e "$spool/path-$PPID-$n.pushing" ] || [ -e "$spool/path-$PPID-$n.moved" ]; do n=$((n + 1)); done
  id=path-$PPID-$n
fi

suffix=moved
[ "$stage" = pre-receive ] && suffix=pushing
here=
# The repository may get another address at this very moment: the record names the one that it has afterwards.
until [ "$PWD" = "$here" ]; do
  here=$PWD
  if ! printf '%s\\n%s\\n%s\\n%send\\n' "$PPID" "$here" "$ATOMGIT_MOCK_PUSHER_ID" "$lines" > "$spool/$id.$suffix"; then
    rm -f "$spool/$id.$suffix"
    echo "atomgit-mock could not record this push in its spool folder." >&2
    [ "$stage" = post-receive ]
    return
  fi
  cd -P .
done
`;
