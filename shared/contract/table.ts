/** Names that the program and its infrastructure must agree on. */
export const tableName = 'houniao'
export const partitionKey = 'pk'
export const sortKey = 'sk'
/** Seconds since 1970; an engine may delete an item after it, a reader treats it as gone from then on. */
export const ttlAttribute = 'ttl'
/**
 * The only index: what is due, in order. Sparse: an item with something to do at a time (an open intent, a record's end)
 * carries `due` (its queue and shard) and `dueAt` (milliseconds, padded), and the sweep reads nothing else.
 */
export const dueIndex = { name: 'due', partitionKey: 'due', sortKey: 'dueAt' } as const
