import type { ReactNode } from 'react'
import type { TraceId } from '../../../model/ids.ts'
import type { ItemEdge, MemberRange, StackItem } from '../../../model/link-graph/graph-items.ts'
import type { LinkEdge } from '../../../model/link-graph/link-graph.ts'
import type { PlaceLink } from '../../../queries/explorer.ts'
import type { GraphSelection, GraphState } from '../../../state/graph-state.ts'
import { serviceColor } from '../../../canvas/service-colors.ts'
import { Icon } from '../../../ui/Icon.tsx'
import type { Drawn } from '../scene-maker.ts'
import { type Card, boxCard, cardOf, plural } from '../scene/card.ts'
import { linksWords } from '../scene/edge-words.ts'
import { linkSentence } from '../scene/item-words.ts'
import { BoxDetails } from './BoxDetails.tsx'
import { type AttributeListComponent, LinkDetails } from './LinkDetails.tsx'
import { LinkLine } from './LinkLine.tsx'
import { MoreList } from './MoreList.tsx'
import { StackDetails } from './StackDetails.tsx'
import { useLandmark } from '../../../ui/embedded.ts'

interface Props {
  readonly drawn: Drawn
  readonly state: GraphState
  readonly selection: GraphSelection
  readonly linkTo: (traceId: TraceId) => PlaceLink
  readonly onSelect: (selection: GraphSelection | null) => void
  readonly onStack: (stack: StackItem['stack'], range: MemberRange | null) => void
  readonly onRetry: () => void
  readonly AttributeList: AttributeListComponent
}

/** What is selected in the graph, in full. */
export function Details(props: Props) {
  const { drawn, selection, onSelect } = props
  const { graph, items } = drawn
  const pickLink = ({ key }: LinkEdge) => onSelect({ what: 'link', edge: key })
  const close = () => onSelect(null)
  switch (selection.what) {
    case 'trace': {
      const box = graph.boxes.get(selection.traceId)
      if (!box) return <Panel title="This trace is not in the graph any more" onClose={close} />
      const card = boxCard(box)
      return (
        <Panel title={card.title} card={card} onClose={close}>
          {box.side !== 'root' && (
            <a className="button" {...props.linkTo(box.traceId)}>
              Open trace
            </a>
          )}
          <BoxDetails
            key={box.traceId}
            graph={graph}
            box={box}
            onPickLink={pickLink}
            onRetry={props.onRetry}
          />
        </Panel>
      )
    }
    case 'link': {
      const edge = graph.edges.get(selection.edge)
      if (!edge) return <Panel title="This link is not in the graph any more" onClose={close} />
      return (
        <Panel title={linkSentence(edge)} onClose={close}>
          <LinkDetails key={edge.key} edge={edge} AttributeList={props.AttributeList} />
        </Panel>
      )
    }
    case 'stack': {
      const stack = items.items.find(
        (item): item is StackItem => item.kind === 'stack' && item.stack === selection.stack,
      )
      if (!stack) return <Panel title="This stack is not in the graph any more" onClose={close} />
      const card = cardOf(stack)
      return (
        <Panel title={`${card.title} ×${stack.count}`} card={card} onClose={close}>
          <StackDetails
            key={stack.stack}
            graph={graph}
            stack={stack}
            opened={props.state.stacks.get(stack.stack) ?? null}
            onPick={(traceId) => onSelect({ what: 'trace', traceId })}
            onShow={(range) => props.onStack(stack.stack, range)}
          />
        </Panel>
      )
    }
    case 'links': {
      const edge = items.edges.find(({ key }) => key === selection.edge)
      if (!edge) return <Panel title="These links are not in the graph any more" onClose={close} />
      return (
        <Panel title={plural(edge.links, 'link')} onClose={close}>
          <LinksDetails edge={edge} onPick={pickLink} />
        </Panel>
      )
    }
  }
}

function LinksDetails({
  edge,
  onPick,
}: {
  readonly edge: ItemEdge
  readonly onPick: (edge: LinkEdge) => void
}) {
  return (
    <>
      <p className="lg-wait">{linksWords(edge)}</p>
      <MoreList items={edge.edges} label="Links" keyOf={({ key }) => key}>
        {(link) => <LinkLine edge={link} from={link.from.traceId} onPick={() => onPick(link)} />}
      </MoreList>
    </>
  )
}

interface PanelProps {
  readonly title: string
  readonly card?: Card
  readonly onClose: () => void
  readonly children?: ReactNode
}

function Panel({ title, card, onClose, children }: PanelProps) {
  return (
    <section className="lg-details" role={useLandmark('complementary')} aria-label="Graph details">
      <header>
        <h2 title={title}>{title}</h2>
        <button
          type="button"
          className="button button-plain button-icon button-small"
          aria-label="Close the graph details"
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </header>
      {card && (
        <p className="muted">
          {card.service !== '' && (
            <>
              <span className="swatch" style={{ background: serviceColor(card.service) }} />{' '}
            </>
          )}
          {card.lines.join(' · ')}
          {card.mark === 'failed' && <span className="is-error"> · failed</span>}
        </p>
      )}
      {children}
    </section>
  )
}
