export type FaultPlace = 'deliveries' | 'api' | 'git';

/** What can go wrong where; the server's list, in its words. */
export const KINDS: Readonly<Record<FaultPlace, readonly string[]>> = {
  deliveries: [
    'delay',
    'drop',
    'duplicate',
    'hold',
    'wrong_signature',
    'wrong_token',
    'truncated_body',
    'invalid_json',
    'slow_body',
    'reset',
    'wrong_content_type',
    'unknown_event',
  ],
  api: ['delay', 'status', 'reset', 'rate_limit'],
  git: ['delay', 'status', 'reset', 'rate_limit'],
};

/** What a kind takes besides whom it strikes, and what is usual. */
export const FIELD_OF: Readonly<Record<string, { readonly name: string; readonly usual: string }>> = {
  delay: { name: 'delay', usual: '2s' },
  slow_body: { name: 'delay', usual: '2s' },
  duplicate: { name: 'times', usual: '2' },
  wrong_content_type: { name: 'value', usual: 'text/plain' },
  unknown_event: { name: 'value', usual: 'Unknown Hook' },
  status: { name: 'status', usual: '503' },
  rate_limit: { name: 'retry_after', usual: '60s' },
};
