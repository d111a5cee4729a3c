import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DomainEvents } from '#domain';
import { HooksModule } from '#webhooks';
import { ActivityLog } from './log/activity-log.js';
import { AttemptRow } from './log/attempt.entity.js';
import { Attempts } from './queue/attempts.js';
import { DeliveryRow } from './log/delivery.entity.js';
import { DeliveryFeed } from './log/delivery-feed.js';
import { DeliveryLog } from './log/delivery-log.js';
import { DeliveryQueue, InProcessDeliveryQueue } from './queue/delivery-queue.js';
import { Dispatcher } from './queue/dispatcher.js';
import { EventLog } from './log/event-log.js';
import { EventRow } from './log/event.entity.js';
import { Faults } from './faults/faults.js';
import { DeliveryReadiness } from './queue/delivery-readiness.js';
import { HeldDeliveries } from './queue/held-deliveries.js';
import { HttpSender } from './http/http-sender.js';
import { OutcomeWriter } from './queue/outcome-writer.js';
import { OutgoingDeliveries } from './queue/outgoing-deliveries.js';
import { Outbox } from './outbox/outbox.js';
import { PayloadBodies } from './log/payload-bodies.js';
import { PayloadRow } from './log/payload.entity.js';
import { PostponedDeliveries } from './queue/postponed-deliveries.js';
import { Redelivery } from './queue/redelivery.js';
import { ConcurrencyLimiter } from './queue/concurrency-limiter.js';
import { Retention } from './retention/retention.js';

/** Global, so that the forge gets DomainEvents without knowing its provider. Needs DispatchSettings. */
@Global()
@Module({
  imports: [HooksModule, TypeOrmModule.forFeature([EventRow, PayloadRow, DeliveryRow, AttemptRow])],
  providers: [
    DeliveryLog,
    DeliveryFeed,
    EventLog,
    ActivityLog,
    Attempts,
    DeliveryReadiness,
    Dispatcher,
    Faults,
    HeldDeliveries,
    HttpSender,
    OutcomeWriter,
    OutgoingDeliveries,
    PayloadBodies,
    PostponedDeliveries,
    Redelivery,
    ConcurrencyLimiter,
    Retention,
    { provide: DeliveryQueue, useClass: InProcessDeliveryQueue },
    { provide: DomainEvents, useClass: Outbox },
  ],
  exports: [
    DomainEvents,
    DeliveryLog,
    DeliveryFeed,
    EventLog,
    ActivityLog,
    PayloadBodies,
    DeliveryReadiness,
    Dispatcher,
    Faults,
    Redelivery,
    Retention,
  ],
})
export class DispatcherModule {}
