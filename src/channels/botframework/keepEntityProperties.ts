/**
 * Repairs one fault of the final Bot Framework SDK (4.23.3): its connector sends `entities: [{type}]` and drops everything else in them,
 * citations and marks of machine-written text included. Knows nothing else; a regression test watches it.
 */
import { Entity } from 'botframework-connector/lib/connectorApi/models/mappers'

/** Idempotent; changes the SDK's mapper for the whole process. */
export function keepEntityProperties(): void {
  const type: { additionalProperties?: unknown } = Entity.type
  type.additionalProperties = { type: { name: 'Object' } }
}
