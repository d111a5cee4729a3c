export { AttemptRow } from './attempt.entity.js';
export { DELIVERY_STATUSES, DeliveryRow } from './delivery.entity.js';
export { DeliveryLog } from './delivery-log.js';
export type { LoggedDelivery } from './delivery-log.js';
export { DispatchSettings } from './dispatch-settings.js';
export { Dispatcher } from './dispatcher.js';
export { DispatcherModule } from './dispatcher.module.js';
export { EventRow } from './event.entity.js';
export { PayloadRow } from './payload.entity.js';
