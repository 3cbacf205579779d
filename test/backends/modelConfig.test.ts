/** The settings of models: off without them, and every half of them named. */
import { ConfigError, readConfig } from '../../src/config'

const azure = { MODEL_ENDPOINT: 'https://a.example/', MODEL_API_VERSION: '2024-10-21' }

function faultsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(environment)
    return []
  } catch (fault) {
    return fault instanceof ConfigError ? fault.faults : [String(fault)]
  }
}

test('without settings there is no model and no ranking by meaning', () => {
  const { model, embeddings } = readConfig({})
  expect([model, embeddings]).toEqual([undefined, undefined])
})

test('a model may write, turn texts into vectors, or both, at one endpoint', () => {
  expect(readConfig({ ...azure, MODEL_NAME: 'gpt' })).toMatchObject({
    model: { endpoint: 'https://a.example', name: 'gpt', deadlineMs: 8000 },
  })
  const both = readConfig({ ...azure, MODEL_NAME: 'gpt', EMBEDDING_NAME: 'embed', EMBEDDING_DEADLINE_MS: '500' })
  expect(both.embeddings).toMatchObject({ endpoint: 'https://a.example', name: 'embed', deadlineMs: 500 })
  const vectors = readConfig({ ...azure, EMBEDDING_NAME: 'embed' })
  expect([vectors.model, vectors.embeddings?.name]).toEqual([undefined, 'embed'])
})

test.each<[NodeJS.ProcessEnv, RegExp]>([
  [azure, /MODEL_ENDPOINT and MODEL_NAME belong together/],
  [{ MODEL_NAME: 'gpt' }, /MODEL_ENDPOINT and MODEL_NAME belong together/],
  [{ EMBEDDING_NAME: 'embed' }, /EMBEDDING_NAME needs MODEL_ENDPOINT/],
  [{ MODEL_ENDPOINT: 'https://a.example', MODEL_NAME: 'gpt' }, /MODEL_API_KEY is needed/],
  [{ ...azure, MODEL_NAME: 'gpt', MODEL_DEADLINE_MS: '1' }, /MODEL_DEADLINE_MS must be a whole number/],
])('half of them is one fault, in a sentence: %j', (environment, sentence) => {
  expect(faultsOf(environment)).toEqual([expect.stringMatching(sentence)])
})
