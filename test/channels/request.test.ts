import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { RequestOf } from '../../src/channels/request'

function request(headers: Record<string, string>, trustedProxies: number, url = '/'): RequestOf {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: '10.0.0.1' })
  return new RequestOf(Object.assign(new IncomingMessage(socket), { headers, url }), {}, 'id', trustedProxies)
}

test.each([
  [0, '192.0.2.1, 192.0.2.2', '10.0.0.1'],
  [1, '192.0.2.1, 192.0.2.2', '192.0.2.2'],
  [2, '192.0.2.1, 192.0.2.2', '192.0.2.1'],
  [3, '192.0.2.1, 192.0.2.2', '10.0.0.1'],
  [1, '', '10.0.0.1'],
])('with %i trusted proxies and %j the client is %s', (trustedProxies, forwarded, address) => {
  expect(request({ 'x-forwarded-for': forwarded }, trustedProxies).address).toBe(address)
})

test('https is believed of trusted proxies only', () => {
  expect([0, 1].map((trusted) => request({ 'x-forwarded-proto': 'https' }, trusted).secure)).toEqual([false, true])
})

test('path and query are told apart', () => {
  const { path, query } = request({}, 0, '/a/b?x=1&y=%C3%A4?')
  expect([path, query.get('x'), query.get('y')]).toEqual(['/a/b', '1', 'ä?'])
})
