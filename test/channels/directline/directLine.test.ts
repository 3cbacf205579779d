import { type House, openHouse } from '../house'

let house: House
afterEach(() => house.stop())

test('smoke', async () => {
  house = await openHouse()
  const g = await (await fetch(`${house.url}/v3/directline/tokens/generate`, { method: 'POST' })).json()
  console.log(g)
  const h = { authorization: `Bearer ${g.token}`, 'content-type': 'application/json' }
  const c = await fetch(`${house.url}/v3/directline/conversations`, { method: 'POST', headers: h, body: '{"locale":"sv-SE"}' })
  const cj = await c.json()
  console.log(c.status, c.headers, cj)
  const ws = new (await import('ws')).WebSocket(cj.streamUrl)
  ws.on('message', (d) => console.log(String(d)))
  const p = await fetch(`${house.url}/v3/directline/conversations/${g.conversationId}/activities`, { method: 'POST', headers: h, body: JSON.stringify({ type: 'message', text: 'moi', from: { id: 'x' }, channelData: { clientActivityID: 'a.b' } }) })
  console.log(p.status, await p.json())
  await new Promise((r) => setTimeout(r, 100))
  ws.close()
  const e = await fetch(`${house.url}/api/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ type: 'message', id: '1', channelId: 'test', text: 'moi', from: { id: 'x' }, recipient: { id: 'bot' }, conversation: { id: 'c' }, serviceUrl: 'http://x.y', deliveryMode: 'expectReplies' }) })
  console.log(e.status, await e.text(), house.faults)
  console.log(await (await fetch(`${house.url}/nope`)).text(), (await fetch(`${house.url}/api/messages`)).status)
})
