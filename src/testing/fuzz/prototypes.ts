const SHARED: readonly object[] = [
  Object.prototype,
  Array.prototype,
  Function.prototype,
  String.prototype,
  Number.prototype,
  Map.prototype,
  Promise.prototype,
  Uint8Array.prototype,
]
const KEYS = SHARED.map((shared) => Reflect.ownKeys(shared).length)

/** @throws Error when something was added to what all objects share */
export function expectUnpolluted(): void {
  for (const [i, shared] of SHARED.entries()) {
    const keys = Reflect.ownKeys(shared)
    if (keys.length !== KEYS[i]) {
      throw new Error(`a prototype has the key ${String(keys.at(-1))} that it had not before`)
    }
  }
}
