/** Which events are shown; empty for all. */
export interface Filter {
  readonly repository: string;
  readonly hook: string;
  readonly event: string;
  readonly status: string;
}

export const filterOf = (query: URLSearchParams): Filter => ({
  repository: query.get('repository') ?? '',
  hook: query.get('hook') ?? '',
  event: query.get('event_name') ?? '',
  status: query.get('status') ?? '',
});

/** As the log takes it. */
export function filterQuery(filter: Filter): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== '') query.set(name, value);
  return query;
}

export const isFiltered = (filter: Filter): boolean => Object.values(filter).some((value) => value !== '');
