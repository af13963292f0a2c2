import { useState } from 'react'
import type { SearchState } from '../../state/search-state.ts'
import { SearchForm } from './SearchForm.tsx'
import { SearchResults } from './SearchResults.tsx'
import './search.css'

/** The Traces screen. The whole of it scrolls; on wide screens the form stays where it is. */
export function SearchScreen({ search }: { readonly search: SearchState }) {
  // State, not a ref: the table inside measures and scrolls it as soon as it is there.
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  return (
    <main className="search" ref={setScroller}>
      <h1 className="visually-hidden">Traces</h1>
      <SearchForm search={search} />
      <SearchResults search={search} scroller={scroller} />
    </main>
  )
}
