/** The real OpenAI and LangChain clients over HTTP against a local endpoint: what is sent, what comes back, and what each fault is called. */
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AzureOpenAI } from 'openai'
import { WriterFault, type DraftSentence, type WriteRequest, type WriterFaultCode } from '../../src/answering/ports'
import { recordEvaluation, requireEvaluation, type EvaluationRecord } from '../../src/backends/model/evaluationRecord'
import { guardWriter, type MeteredModel, type WriterLimits } from '../../src/backends/model/guardWriter'
import { nameModel, talkativeSettings, type ModelEndpoint } from '../../src/backends/model/modelEndpoint'
import { openAiWriter } from '../../src/backends/model/openAiWriter'
import { openBudget } from '../../src/backends/model/writerUsage'
import { fakeKey, startFakeAzureOpenAi, type FakeAzureOpenAi, type FaultMode } from '../fakes/azureOpenAi/server'

let fake: FakeAzureOpenAi
beforeAll(async () => {
  fake = await startFakeAzureOpenAi()
})
beforeEach(() => {
  fake.mode = 'honest'
})
afterAll(() => fake.close())

const request: WriteRequest = {
  instructions: 'Kirjoita vastaus suomeksi.',
  question: 'miten uusin reseptin',
  language: 'fi',
  sources: [
    {
      number: 1,
      id: 'resepti#steps@fi',
      title: 'Reseptin uusiminen',
      text: 'Avaa resepti ja paina painiketta: [[1]]',
      marks: [{ mark: '[[1]]', label: 'OmaKanta' }],
    },
  ],
}
const azure = (): ModelEndpoint => ({
  kind: 'azure',
  endpoint: fake.url,
  deployment: 'gpt-fake',
  apiVersion: '2024-10-21',
  apiKey: fakeKey,
})
const never = (): AbortSignal => new AbortController().signal

describe('a writer', () => {
  test.each<[string, () => ModelEndpoint, RegExp]>([
    ['Azure OpenAI', azure, /^\/openai\/deployments\/gpt-fake\/chat\/completions\?api-version=2024-10-21$/],
    [
      'any endpoint that speaks OpenAI',
      () => ({ kind: 'openai', baseUrl: `${fake.url}/v1`, model: 'gpt-fake', apiKey: fakeKey }),
      /^\/v1\/chat\/completions$/,
    ],
  ])('asks %s for structured sentences and tells what they took', async (_, endpoint, called) => {
    const { result, used } = await openAiWriter({ endpoint: endpoint(), answerTokens: 300 }).write(request, never())
    expect(result).toEqual([{ text: 'Avaa resepti ja paina painiketta: [[1]]', sources: [1] }])
    expect(used).toEqual({ input: 900, output: 120 })
    const sent = fake.requests.at(-1)
    expect(sent?.path).toMatch(called)
    const body = JSON.parse(sent?.body ?? '{}') as Record<string, unknown> & {
      messages: { role: string; content: string }[]
    }
    expect(body).toMatchObject({
      max_tokens: 300,
      stream: true,
      response_format: { type: 'json_schema', json_schema: { strict: true } },
    })
    expect(body.messages.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(JSON.parse(body.messages[1]?.content ?? '{}')).toEqual({
      question: 'miten uusin reseptin',
      sources: [
        {
          number: 1,
          title: 'Reseptin uusiminen',
          text: 'Avaa resepti ja paina painiketta: [[1]]',
          marks: { '[[1]]': 'OmaKanta' },
        },
      ],
    })
  })

  test('tells of each sentence as soon as it is whole, while the answer is still being written', async () => {
    const told: DraftSentence[] = []
    const sources = [
      { ...request.sources[0]!, text: 'Avaa resepti ja paina painiketta.\nSanoi "kyllä" \\ tai {ei} vielä kerran.' },
    ]
    const writing = openAiWriter({ endpoint: azure(), answerTokens: 300 }).write(
      { ...request, sources },
      never(),
      (one) => told.push(one),
    )
    const { result } = await writing
    expect(told).toEqual(result)
    expect(told.map(({ text }) => text)).toEqual([
      'Avaa resepti ja paina painiketta.',
      'Sanoi "kyllä" \\ tai {ei} vielä kerran.',
    ])
  })

  test('tells of the first sentence of an answer that never ends', async () => {
    fake.mode = 'hang-after-sentence'
    const stop = new AbortController()
    let told: DraftSentence | undefined
    const sources = [
      { ...request.sources[0]!, text: 'Avaa resepti ja paina painiketta.\nKirjaudu pankkitunnuksilla sisään.' },
    ]
    const writing = openAiWriter({ endpoint: azure(), answerTokens: 300 }).write(
      { ...request, sources },
      stop.signal,
      (one) => {
        told ??= one
        stop.abort(new WriterFault('STOPPED', 'enough'))
      },
    )
    await expect(writing).rejects.toMatchObject({ code: 'STOPPED' })
    expect(told).toEqual({ text: 'Avaa resepti ja paina painiketta.', sources: [1] })
  })

  test('makes a question stand alone out of what was said before', async () => {
    const { result, used } = await openAiWriter({ endpoint: azure(), answerTokens: 300 }).rewrite(
      {
        instructions: 'Kirjoita kysymys suomeksi.',
        question: 'entä jos se on vanhentunut?',
        before: ['miten uusin passin'],
        about: 'Passin uusiminen',
        language: 'fi',
      },
      never(),
    )
    expect(result).toBe('Passin uusiminen: entä jos se on vanhentunut?')
    expect(used).toEqual({ input: 900, output: 120 })
    const body = JSON.parse(fake.requests.at(-1)?.body ?? '{}') as { messages: { content: string }[] }
    expect(JSON.parse(body.messages[1]?.content ?? '{}')).toEqual({
      question: 'entä jos se on vanhentunut?',
      before: ['miten uusin passin'],
      guide: 'Passin uusiminen',
    })
  })

  test.each<[FaultMode, string]>([
    ['status-500', 'UNREACHABLE'],
    ['status-503', 'UNREACHABLE'],
    ['status-429', 'UNREACHABLE'],
    ['status-401', 'UNREACHABLE'],
    ['status-404', 'UNREACHABLE'],
    ['ten-megabytes', 'UNREACHABLE'],
    ['html', 'MALFORMED'],
    ['content-filter', 'REFUSED'],
  ])('calls the fault %s %s, after one call', async (mode, code) => {
    fake.mode = mode
    const before = fake.requests.length
    await expect(openAiWriter({ endpoint: azure(), answerTokens: 300 }).write(request, never())).rejects.toMatchObject({
      code,
    })
    expect(fake.requests.length - before).toBe(1)
  })

  test.each<FaultMode>(['hang-before-headers', 'hang-mid-stream', 'one-token-a-second'])(
    'gives up when it is stopped during %s, and closes its connection',
    async (mode) => {
      fake.mode = mode
      const stop = new AbortController()
      const before = fake.requests.length
      const writing = openAiWriter({ endpoint: azure(), answerTokens: 300 }).write(request, stop.signal)
      const refused = expect(writing).rejects.toMatchObject({ code: 'TIMEOUT' })
      while (fake.requests.length === before) await new Promise((resolve) => setTimeout(resolve, 5))
      stop.abort()
      await refused
      while (fake.sockets() > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    },
  )
})

describe('a writer that is made ready', () => {
  afterEach(() => {
    for (const name of talkativeSettings) delete process.env[name]
  })

  test('needs no key where Entra ID stands for us, and calls nobody yet', async () => {
    const before = fake.requests.length
    const writer = openAiWriter({
      endpoint: { kind: 'azure', endpoint: fake.url, deployment: 'gpt-fake', apiVersion: '2024-10-21' },
      answerTokens: 300,
    })
    await writer.ready()
    expect(fake.requests.length).toBe(before)
  })

  test.each(talkativeSettings)('refuses to run while %s would send or print what people write', async (name) => {
    process.env[name] = 'true'
    await expect(openAiWriter({ endpoint: azure(), answerTokens: 300 }).ready()).rejects.toThrow(name)
  })
})

describe('the local endpoint', () => {
  const client = (): AzureOpenAI =>
    new AzureOpenAI({
      endpoint: fake.url,
      apiKey: fakeKey,
      apiVersion: '2024-10-21',
      deployment: 'fake',
      maxRetries: 0,
    })
  const messages = [
    { role: 'system' as const, content: 'suomeksi' },
    { role: 'user' as const, content: JSON.stringify({ question: 'q', sources: request.sources }) },
  ]

  test('streams the same answer by server-sent events', async () => {
    let streamed = ''
    for await (const chunk of await client().chat.completions.create({ model: 'fake', messages, stream: true }))
      streamed += chunk.choices[0]?.delta.content ?? ''
    const whole = await client().chat.completions.create({ model: 'fake', messages })
    expect(streamed).toBe(whole.choices[0]?.message.content)
    expect(JSON.parse(streamed)).toHaveProperty('sentences')
  })

  test('gives the same vector for the same text, of length one', async () => {
    const { data } = await client().embeddings.create({
      model: 'fake',
      input: ['resepti', 'resepti', 'muutto'],
      encoding_format: 'float',
    })
    const [one = [], two = [], three = []] = data.map(({ embedding }) => embedding)
    expect(one).toEqual(two)
    expect(one).not.toEqual(three)
    expect(Math.hypot(...one)).toBeCloseTo(1)
  })

  test('refuses a wrong key', async () => {
    const wrong = new AzureOpenAI({
      endpoint: fake.url,
      apiKey: 'wrong',
      apiVersion: '2024-10-21',
      deployment: 'fake',
      maxRetries: 0,
    })
    await expect(wrong.chat.completions.create({ model: 'fake', messages })).rejects.toMatchObject({ status: 401 })
  })
})

describe('the limits of a writer', () => {
  const budget = { tokens: 100_000, euros: 10, pricePerMillion: { input: 1, output: 4 } }
  const limits: WriterLimits = { breaker: { failures: 5, openMs: 1000 }, atOnce: 2, budget, answerTokens: 100 }
  const clock = { now: () => new Date('2026-11-22T10:00:00Z') }
  const rewrite: MeteredModel['rewrite'] = () => Promise.resolve({ result: '', used: undefined })
  const failing = (code: WriterFaultCode): MeteredModel => ({
    write: () => Promise.reject(new WriterFault(code, 'a fault')),
    rewrite,
  })

  test('five faults of the endpoint in a row open the breaker; after a while one probe may close it', async () => {
    let now = 0
    let inner = failing('UNREACHABLE')
    const guarded = guardWriter({ write: (...given) => inner.write(...given), rewrite }, limits, clock, () => now)
    for (let call = 0; call < 5; call++)
      await expect(guarded.write(request, never())).rejects.toMatchObject({ code: 'UNREACHABLE' })
    await expect(guarded.write(request, never())).rejects.toMatchObject({ code: 'OPEN' })
    now = 1000
    await expect(guarded.write(request, never())).rejects.toMatchObject({ code: 'UNREACHABLE' })
    await expect(guarded.write(request, never())).rejects.toMatchObject({ code: 'OPEN' })
    now = 2000
    inner = { write: () => Promise.resolve({ result: [], used: undefined }), rewrite }
    expect(await guarded.write(request, never())).toEqual([])
    expect(guarded.breaker.state).toBe('closed')
  })

  test.each(['REFUSED', 'STOPPED'] as const)('what whoever asks can provoke does not open it: %s', async (code) => {
    const guarded = guardWriter(failing(code), limits, clock)
    for (let call = 0; call < 20; call++) await expect(guarded.write(request, never())).rejects.toMatchObject({ code })
    expect(guarded.breaker.state).toBe('closed')
  })

  test('more than may be written at once are refused, not kept waiting, and a place is free again afterwards', async () => {
    const waiting: (() => void)[] = []
    const guarded = guardWriter(
      { write: () => new Promise((resolve) => waiting.push(() => resolve({ result: [], used: undefined }))), rewrite },
      limits,
      clock,
    )
    const first = [guarded.write(request, never()), guarded.write(request, never())]
    await expect(guarded.write(request, never())).rejects.toMatchObject({ code: 'BUSY' })
    for (const end of waiting) end()
    await Promise.all(first)
    const again = guarded.write(request, never())
    waiting.at(-1)?.()
    expect(await again).toEqual([])
  })

  test('a client that hangs and does not listen keeps no place', async () => {
    const guarded = guardWriter({ write: () => new Promise(() => undefined), rewrite }, { ...limits, atOnce: 1 }, clock)
    const stop = new AbortController()
    const hanging = expect(guarded.write(request, stop.signal)).rejects.toMatchObject({ code: 'TIMEOUT' })
    stop.abort()
    await hanging
    const next = new AbortController()
    const second = expect(guarded.write(request, next.signal)).rejects.toMatchObject({ code: 'TIMEOUT' })
    next.abort()
    await second
  })

  test("the day's tokens and euros are an end, and the next day begins anew", () => {
    let now = new Date('2026-11-22T10:00:00Z')
    const account = openBudget({ ...budget, tokens: 1000 }, { now: () => now })
    account.reserve({ input: 500, output: 100 })({ input: 300, output: 50 })
    expect(account.spent().tokens).toBe(350)
    account.reserve({ input: 600, output: 50 })
    expect(() => account.reserve({ input: 1, output: 0 })).toThrow(expect.objectContaining({ code: 'BUDGET' }) as Error)
    now = new Date('2026-11-23T00:00:00Z')
    expect(account.spent()).toEqual({ tokens: 0, euros: 0 })
    const dear = openBudget({ ...budget, euros: 0.001 }, { now: () => now })
    expect(() => dear.reserve({ input: 500, output: 200 })).toThrow(
      expect.objectContaining({ code: 'BUDGET' }) as Error,
    )
  })
})

describe('the record of an evaluation', () => {
  const record: EvaluationRecord = {
    model: 'a.example/gpt',
    promptVersion: 'p1',
    knowledgeVersion: 'k',
    at: '2026-11-22T10:00:00Z',
    lines: 100,
    written: 80,
    lostCore: 15,
    faults: 5,
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'opastin-evaluation-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('is asked for by name of the model and version of the prompts', () => {
    expect(() => requireEvaluation(folder, record)).toThrow(/has not been evaluated/)
    recordEvaluation(folder, record)
    expect(requireEvaluation(folder, { model: 'a.example/gpt', promptVersion: 'p1' })).toEqual(record)
    expect(() => requireEvaluation(folder, { ...record, model: 'b.example/gpt' })).toThrow(
      /is of a\.example\/gpt, not of b\.example\/gpt/,
    )
    expect(() => requireEvaluation(folder, { ...record, promptVersion: 'p2' })).toThrow(/prompts have changed/)
    recordEvaluation(folder, { ...record, written: 0 })
    expect(() => requireEvaluation(folder, record)).toThrow(/wrote no answer/)
    mkdirSync(path.join(folder, 'evaluations'), { recursive: true })
    writeFileSync(path.join(folder, 'evaluations', 'model.json'), '{}')
    expect(() => requireEvaluation(folder, record)).toThrow(/is not a record/)
  })

  test('names the model without its key', () => {
    expect(nameModel(azure())).toBe(`${new URL(fake.url).host}/gpt-fake`)
  })
})
