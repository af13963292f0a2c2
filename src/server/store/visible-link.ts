/**
 * Whether a row of `links l` is of a trace that can be seen. Links of removed traces linger until they are swept; only while
 * there are any does each link cost two look-ups.
 */
export const VISIBLE_LINK = `(NOT EXISTS (SELECT 1 FROM removals) OR NOT EXISTS
  (SELECT 1 FROM spans linking JOIN removals USING (trace_pk) WHERE linking.id = l.span))`
