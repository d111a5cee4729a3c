import { fullName, type RepositoryPath } from '#domain';
import type { BareRepositories } from '../../repository/bare-repositories.js';
import { readRefs } from '../../repository/ref-files.js';
import type { CompletedUpdates } from './updates/completed-updates.js';
import type { JournalFolder } from './journal-folder.js';
import { movedUpdates } from './updates/moved-updates.js';
import type { AcceptedPush, RecordedPush } from './push-states.js';
import type { ServedPushes } from './served-pushes.js';

/** Finds out which recorded pushes git has accepted, and which refs they have moved. */
export class AcceptedPushes {
  constructor(
    private readonly repositories: BareRepositories,
    private readonly folder: JournalFolder,
    private readonly served: ServedPushes,
    private readonly completed: CompletedUpdates,
  ) {}

  /** All known to be accepted; those to one repository oldest first. */
  all(): readonly AcceptedPush[] {
    for (;;) {
      const seen = new Set(this.folder.ids());
      const recorded = this.folder.pushes();
      // Refs are read only when a push has ended without a report.
      const accepted = byRepository(recorded).flatMap(({ at, pushes }) =>
        this.among(pushes, pushes.some(isDoubtful) ? readRefs(this.repositories.folder(at)) : null),
      );
      // A later push may have moved the same refs: then the current refs alone do not distinguish them.
      if (!recorded.some(isDoubtful) || this.folder.ids().every((id) => seen.has(id))) return accepted;
    }
  }

  /** This push and earlier ones to its repository, as far as reports show. */
  upTo({ id, at }: Pick<RecordedPush, 'id' | 'at'>): readonly AcceptedPush[] {
    const pushes = this.folder.pushesTo(at);
    return this.among(pushes.slice(0, pushes.findIndex((push) => push.id === id) + 1), null);
  }

  /**
   * Combines git's reports, the refs where git ended without one, and what later pushes prove about those under way.
   * @param pushes to one repository, oldest first
   * @param refs their current values; null when they were not read: then nothing is known of pushes without a report
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

/** Whether only the refs can show its result. */
const isDoubtful = ({ isReported, isOver }: RecordedPush): boolean => isOver && !isReported;

/** Whether an equal push is under way: which of the two moved a ref is only known when both have ended. */
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
