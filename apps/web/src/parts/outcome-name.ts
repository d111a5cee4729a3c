export type OutcomeName = 'delivered' | 'failed' | 'pending' | 'retrying' | 'cancelled';
