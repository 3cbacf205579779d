/** /healthz, /readyz, /metrics: for those who run the service. Knows no room; asks the functions it is given. */
import { type Answer, problem, type Route } from './http'

export interface OperationsNeeds {
  /** True when questions can be answered and kept. A model that is down does not count. */
  ready(): Promise<boolean> | boolean
  /** prom-client's registry, or anything like it. */
  readonly metrics: { readonly contentType: string; metrics(): Promise<string> }
}

export function operationsRoutes({ ready, metrics }: OperationsNeeds): Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: () => ({ status: 200, body: { status: 'up' } }) },
    { method: 'GET', path: '/readyz', handle: () => readiness(ready) },
    {
      method: 'GET',
      path: '/metrics',
      handle: async () => ({
        status: 200,
        headers: { 'content-type': metrics.contentType },
        body: await metrics.metrics(),
      }),
    },
  ]
}

async function readiness(ready: OperationsNeeds['ready']): Promise<Answer> {
  return (await ready())
    ? { status: 200, body: { status: 'ready' } }
    : problem(503, 'not_ready', 'The service cannot answer now.', { 'retry-after': '5' })
}
