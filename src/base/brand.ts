/** A nominal type: `Brand<string, 'TraceId'>` is a string that only a TraceId constructor makes. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name }
