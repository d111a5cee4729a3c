import { fullName, type RepositoryPath } from '#domain';
import type { BareRepositories } from '../../repository/bare-repositories.js';
import { readRefs } from '../../repository/ref-files.js';
import type { CompletedUpdates } from './updates/completed-updates.js';
import type { JournalFolder } from './journal-folder.js';
import { movedUpdates } from './updates/moved-updates.js';
import type { AcceptedPush, RecordedPush } from './push-states.js';
import type { ServedPushes } from './served-pushes.js';

/** Finds out which of the pushes on record git has accepted, and what they have moved. */
export class AcceptedPushes {
  constructor(
    private readonly repositories: BareRepositories,
    private readonly folder: JournalFolder,
    private readonly served: ServedPushes,
    private readonly completed: CompletedUpdates,
  ) {}

  /** All that are known to be accepted; those to one repository oldest first. */
  all(): readonly AcceptedPush[] {
    for (;;) {
      const seen = new Set(this.folder.ids());
      const recorded = this.folder.pushes();
      // The refs are read only where a push has ended without a report.
      const accepted = byRepository(recorded).flatMap(({ at, pushes }) =>
        this.among(pushes, pushes.some(isDoubtful) ? readRefs(this.repositories.folder(at)) : null),
      );
      // A push that came in between may have moved on what another one left: the refs alone do not tell them apart.
      if (!recorded.some(isDoubtful) || this.folder.ids().every((id) => seen.has(id))) return accepted;
    }
  }

  /** That push and those to its repository before it, as far as reports tell. */
  upTo({ id, at }: Pick<RecordedPush, 'id' | 'at'>): readonly AcceptedPush[] {
    const pushes = this.folder.pushesTo(at);
    return this.among(pushes.slice(0, pushes.findIndex((push) => push.id === id) + 1), null);
  }

  /**
   * What git reported, what it left where it ended without a report, and of those that are under way what others stand on.
   * @param pushes to one repository, oldest first
   * @param refs what they are now; null when nobody has looked: then nothing is known of what ended without a report
   */
  private among(
    pushes: readonly RecordedPush[],
    refs: ReadonlyMap<string, string> | null,
  ): readonly AcceptedPush[] {
    const [first] = pushes;
    if (first === undefined) return [];
    const { at } = first;
    const lastMove = (ref: string) => this.completed.lastMove(at, ref);
    const valueOf = (ref: string) => this.repositories.ref(at, ref);
    const proven = movedUpdates(pushes, null, lastMove);
    const left = refs === null ? null : movedUpdates(pushes, refs, lastMove);
    return pushes.flatMap((push): AcceptedPush[] => {
      if (push.isReported)
        return [{ ...push, updates: this.served.realUpdates(push, valueOf), isWhole: true }];
      if (left !== null && push.isOver && !hasRival(push, pushes))
        return [{ ...push, updates: left.get(push) ?? [], isWhole: true }];
      const updates = proven.get(push) ?? [];
      return updates.length === 0 ? [] : [{ ...push, updates, isWhole: false }];
    });
  }
}

/** Whether only the refs tell what became of it. */
const isDoubtful = ({ isReported, isOver }: RecordedPush): boolean => isOver && !isReported;

/** Whether an equal push is under way: which of the two has moved a ref is not known before that has ended, too. */
const hasRival = (push: RecordedPush, pushes: readonly RecordedPush[]): boolean =>
  pushes.some(
    (other) =>
      !other.isReported &&
      !other.isOver &&
      other.updates.some(({ ref, before, after }) =>
        push.updates.some((own) => own.ref === ref && own.before === before && own.after === after),
      ),
  );

function byRepository(
  recorded: readonly RecordedPush[],
): readonly { at: RepositoryPath; pushes: RecordedPush[] }[] {
  const groups = new Map<string, { at: RepositoryPath; pushes: RecordedPush[] }>();
  for (const push of recorded) {
    const name = fullName(push.at);
    const group = groups.get(name) ?? { at: push.at, pushes: [] };
    group.pushes.push(push);
    groups.set(name, group);
  }
  return [...groups.values()];
}
