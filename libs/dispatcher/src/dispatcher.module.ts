import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DomainEvents } from '#domain';
import { HooksModule } from '#hooks';
import { AttemptRow } from './attempt.entity.js';
import { Attempts } from './attempts.js';
import { DeliveryRow } from './delivery.entity.js';
import { DeliveryFeed } from './delivery-feed.js';
import { DeliveryLog } from './delivery-log.js';
import { DispatchQueue, InProcessQueue } from './dispatch-queue.js';
import { Dispatcher } from './dispatcher.js';
import { EventLog } from './event-log.js';
import { EventRow } from './event.entity.js';
import { Faults } from './faults.js';
import { HeldDeliveries } from './held-deliveries.js';
import { HttpSender } from './http-sender.js';
import { OutcomeWriter } from './outcome-writer.js';
import { OutgoingDeliveries } from './outgoing-deliveries.js';
import { Outbox } from './outbox.js';
import { PayloadBodies } from './payload-bodies.js';
import { PayloadRow } from './payload.entity.js';
import { Redelivery } from './redelivery.js';
import { Slots } from './slots.js';
import { Retention } from './retention.js';

/** Global, so that the forge finds DomainEvents without knowing who provides it. Needs DispatchSettings. */
@Global()
@Module({
  imports: [HooksModule, TypeOrmModule.forFeature([EventRow, PayloadRow, DeliveryRow, AttemptRow])],
  providers: [
    DeliveryLog,
    DeliveryFeed,
    EventLog,
    Attempts,
    Dispatcher,
    Faults,
    HeldDeliveries,
    HttpSender,
    OutcomeWriter,
    OutgoingDeliveries,
    PayloadBodies,
    Redelivery,
    Slots,
    Retention,
    { provide: DispatchQueue, useClass: InProcessQueue },
    { provide: DomainEvents, useClass: Outbox },
  ],
  exports: [
    DomainEvents,
    DeliveryLog,
    DeliveryFeed,
    EventLog,
    PayloadBodies,
    Dispatcher,
    Faults,
    Redelivery,
    Retention,
  ],
})
export class DispatcherModule {}
