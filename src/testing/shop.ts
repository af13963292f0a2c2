import type { AttributeValue, KeyValue } from '../model/attributes.ts'
import type { Resource, Scope } from '../model/span.ts'
import type { Random } from './random.ts'

/** What a made-up shop's services do: names, kinds and attributes as the semantic conventions have them. */
export interface Operation {
  readonly name: string
  readonly kind: number
  attributes: (random: Random) => KeyValue[]
}

const SERVICE_NAMES =
  'gateway orders orders-batch payments inventory shipping pricing customers mailer search'.split(
    ' ',
  )

const ROUTES = ['/orders', '/orders/{id}', '/cart', '/checkout', '/items/{sku}', '/customers/{id}']
const TABLES = ['orders', 'items', 'stock', 'customers', 'payments']
const QUEUES = ['orders', 'shipments', 'mails']
const STEPS = ['validate-order', 'price-items', 'reserve-stock', 'render-mail', 'serialise']

export const OPERATIONS: readonly Operation[] = [
  ...ROUTES.flatMap((route) => [http('GET', route, 2), http('POST', route, 3)]),
  ...TABLES.flatMap((table) => [query('SELECT', table), query('UPDATE', table)]),
  ...QUEUES.flatMap((queue) => [message('send', queue, 4), message('process', queue, 5)]),
  ...STEPS.map(step),
]

function keyValues(values: Record<string, AttributeValue>): KeyValue[] {
  return Object.entries(values).map(([key, value]) => ({ key, value }))
}

function http(method: string, route: string, kind: number): Operation {
  return {
    name: `${method} ${route}`,
    kind,
    attributes: (random) =>
      keyValues({
        'http.request.method': method,
        'http.route': route,
        'url.path': route.replace(/\{.*\}/, String(random.int(100_000))),
        'url.scheme': 'https',
        'http.response.status_code': BigInt(random.pick([200, 200, 200, 201, 404, 500])),
        'server.address': `shop-${random.int(8)}.internal`,
        'server.port': 8443n,
        'user.id': `user-${random.int(5000)}`,
      }),
  }
}

function query(verb: string, table: string): Operation {
  return {
    name: `${verb} ${table}`,
    kind: 3,
    attributes: (random) =>
      keyValues({
        'db.system.name': 'postgresql',
        'db.namespace': 'shop',
        'db.collection.name': table,
        'db.operation.name': verb,
        'db.query.text': `${verb} … ${table} … where id = $1`,
        'db.response.returned_rows': BigInt(random.int(200)),
        'server.address': 'db.internal',
        'server.port': 5432n,
      }),
  }
}

function message(verb: string, queue: string, kind: number): Operation {
  return {
    name: `${verb} ${queue}`,
    kind,
    attributes: (random) =>
      keyValues({
        'messaging.system': 'rabbitmq',
        'messaging.operation.type': verb,
        'messaging.destination.name': queue,
        'messaging.message.id': random.hex(8),
        'messaging.message.body.size': BigInt(random.int(20_000)),
        'network.peer.address': `10.0.0.${random.int(250)}`,
        'order.id': BigInt(random.int(1_000_000)),
        retried: random.chance(0.05),
      }),
  }
}

function step(name: string): Operation {
  return {
    name,
    kind: 1,
    attributes: (random) =>
      keyValues({
        'code.function.name': name,
        'code.line.number': BigInt(random.int(900)),
        'thread.id': BigInt(random.int(64)),
        'thread.name': `worker-${random.int(64)}`,
        'order.id': BigInt(random.int(1_000_000)),
        'tenant.id': random.pick(['north', 'south', 'east', 'west']),
        'cache.hit': random.chance(0.7),
        load: random.next(),
      }),
  }
}

/** The services' resources; the same objects each time, so that spans of one service share an envelope. */
export const SERVICES: readonly Resource[] = SERVICE_NAMES.map((name, i) => ({
  attributes: keyValues({
    'service.name': name,
    'service.version': `1.${i}.0`,
    'telemetry.sdk.name': 'opentelemetry',
    'telemetry.sdk.language': 'nodejs',
    'host.name': `${name}-7d9f`,
    'process.pid': BigInt(100 + i),
  }),
  droppedAttributes: 0,
  schemaUrl: 'https://opentelemetry.io/schemas/1.30.0',
}))

export const SHOP_SCOPE: Scope = {
  name: 'shop-instrumentation',
  version: '0.1.0',
  attributes: [],
  droppedAttributes: 0,
  schemaUrl: '',
}
