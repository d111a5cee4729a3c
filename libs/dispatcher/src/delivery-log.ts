import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, LessThan, type EntityManager, type Repository as Table } from 'typeorm';
import { ForgeError, UnitOfWork } from '#domain';
import { AttemptRow } from './attempt.entity.js';
import { DeliveryRow, type DeliveryStatus } from './delivery.entity.js';

export interface DeliveryFilter {
  /** `owner/repo`, any case. */
  readonly repository?: string | undefined;
  readonly hookId?: number | undefined;
  readonly eventName?: string | undefined;
  readonly status?: DeliveryStatus | undefined;
}

/** An outcome, ready for its row. `attempt` is null when nothing was sent. */
export interface RecordedOutcome {
  readonly deliveryId: number;
  readonly status: DeliveryStatus;
  readonly statusCode: number | null;
  readonly error: string | null;
  readonly attempt: Omit<AttemptRow, 'id'> | null;
}

/** How long to wait before an outcome that could not be stored is tried again. */
const RETRY_MS = 1_000;

/** Reads and writes what is known of deliveries. */
@Injectable()
export class DeliveryLog {
  private readonly logger = new Logger('delivery');
  private waiting: { readonly outcome: RecordedOutcome; readonly done: () => void }[] = [];
  private isWriting = false;

  constructor(
    @InjectRepository(DeliveryRow) private readonly deliveries: Table<DeliveryRow>,
    @InjectRepository(AttemptRow) private readonly attempts: Table<AttemptRow>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
  ) {}

  /** Newest first. `before` is the id after which the page goes on. */
  async list(filter: DeliveryFilter, page: { before: number | null; take: number }): Promise<DeliveryRow[]> {
    return this.deliveries.find({
      where: {
        ...(page.before === null ? {} : { id: LessThan(page.before) }),
        ...(filter.repository === undefined ? {} : { repositoryKey: filter.repository.toLowerCase() }),
        ...(filter.hookId === undefined ? {} : { hookId: filter.hookId }),
        ...(filter.eventName === undefined ? {} : { eventName: filter.eventName }),
        ...(filter.status === undefined ? {} : { status: filter.status }),
      },
      order: { id: 'DESC' },
      take: page.take,
    });
  }

  /** @throws ForgeError `not_found` */
  async get(uuid: string): Promise<{ delivery: DeliveryRow; attempts: AttemptRow[] }> {
    const delivery = await this.deliveries.findOne({ where: { uuid }, relations: { payload: true } });
    if (delivery === null)
      throw new ForgeError('not_found', `Delivery ${JSON.stringify(uuid)} does not exist`);
    const attempts = await this.attempts.find({ where: { deliveryId: delivery.id }, order: { id: 'ASC' } });
    return { delivery, attempts };
  }

  /** Each hook's newest delivery that has an outcome; hooks without one are missing. */
  async latest(hookIds: readonly number[]): Promise<ReadonlyMap<number, DeliveryRow>> {
    if (hookIds.length === 0) return new Map();
    const newest = await this.deliveries
      .createQueryBuilder('delivery')
      .select('MAX(delivery.id)', 'id')
      .where({ hookId: In([...hookIds]), status: In(['delivered', 'failed']) })
      .groupBy('delivery.hookId')
      .getRawMany<{ id: number }>();
    const rows = await this.deliveries.findBy({ id: In(newest.map(({ id }) => id)) });
    return new Map(rows.map((row) => [row.hookId, row]));
  }

  /** Those without an outcome, in the order in which they are to leave. */
  async pending(): Promise<DeliveryRow[]> {
    return this.deliveries.find({
      select: { id: true, hookId: true },
      where: { status: 'pending' },
      order: { id: 'ASC' },
    });
  }

  /** What is needed to send them; in no particular order. */
  async load(ids: readonly number[]): Promise<DeliveryRow[]> {
    return this.deliveries.find({ where: { id: In([...ids]) }, relations: { payload: true } });
  }

  /**
   * Resolves once the outcome is on record. Outcomes that arrive while others are being written share the next
   * transaction; one that cannot be written (a full disk, say) is tried until it can.
   */
  record(outcome: RecordedOutcome): Promise<void> {
    return new Promise((done) => {
      this.waiting.push({ outcome, done });
      if (!this.isWriting) void this.write();
    });
  }

  private async write(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        await this.unitOfWork.run((tx) =>
          store(
            batch.map(({ outcome }) => outcome),
            tx,
          ),
        );
        for (const { done } of batch) done();
      } catch (error) {
        this.logger.error(`outcomes could not be put on record yet: ${String(error)}`);
        this.waiting = [...batch, ...this.waiting];
        await new Promise((resume) => setTimeout(resume, RETRY_MS));
      }
    }
    this.isWriting = false;
  }
}

async function store(outcomes: readonly RecordedOutcome[], tx: EntityManager): Promise<void> {
  const attempts = outcomes.flatMap(({ attempt }) => attempt ?? []);
  if (attempts.length > 0) {
    await tx.createQueryBuilder().insert().into(AttemptRow).values(attempts).updateEntity(false).execute();
  }
  for (const { columns, ids } of alike(outcomes)) await tx.update(DeliveryRow, { id: In(ids) }, columns);
}

/** Most outcomes of a batch are the same: one UPDATE serves them all. */
function alike(outcomes: readonly RecordedOutcome[]) {
  const groups = new Map<string, { readonly columns: Partial<DeliveryRow>; readonly ids: number[] }>();
  for (const { deliveryId, status, statusCode, error } of outcomes) {
    const key = JSON.stringify([status, statusCode, error]);
    const group = groups.get(key) ?? { columns: { status, statusCode, error }, ids: [] };
    group.ids.push(deliveryId);
    groups.set(key, group);
  }
  return groups.values();
}
