import { useRef } from 'react'
import type { SearchState } from '../../state/search-state.ts'
import { SearchForm } from './SearchForm.tsx'
import { SearchResults } from './SearchResults.tsx'
import './search.css'

/** The Traces screen. The whole of it scrolls; on wide screens the form stays where it is. */
export function SearchScreen({ search }: { readonly search: SearchState }) {
  const scroller = useRef<HTMLElement>(null)
  return (
    <main className="search" ref={scroller}>
      <h1 className="visually-hidden">Traces</h1>
      <SearchForm search={search} />
      <SearchResults search={search} scroller={scroller} />
    </main>
  )
}
