export interface RunningServer {
  /** Of the app and its API, without a slash at its end. */
  readonly url: string
  /** Where SDKs send spans; none without a store. */
  readonly otlpEndpoints: readonly string[]
  /** Lets requests under way end; all is written then, and no port is taken any more. */
  stop(): Promise<void>
}
