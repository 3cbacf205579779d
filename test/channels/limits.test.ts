import { addressKey, createLimiter } from '../../src/channels/limits'

test('a bucket gives its burst at once, then one at a time, and says how long to wait', () => {
  let now = 0
  const limiter = createLimiter({ perMinute: 20, burst: 3 }, 10, () => now)
  expect([1, 2, 3].map(() => limiter.take('a'))).toEqual([0, 0, 0])
  expect(limiter.take('a')).toBeCloseTo(3)
  now = 2_000
  expect(limiter.take('a')).toBeCloseTo(1)
  now = 3_000
  expect(limiter.take('a')).toBe(0)
  expect(limiter.take('b')).toBe(0)
  now = 600_000
  expect([1, 2, 3, 4].map(() => limiter.take('a') > 0)).toEqual([false, false, false, true])
})

test('a clock that goes back gives nothing and takes nothing', () => {
  let now = 60_000
  const limiter = createLimiter({ perMinute: 60, burst: 1 }, 10, () => now)
  expect(limiter.take('a')).toBe(0)
  now = 0
  expect(limiter.take('a')).toBeCloseTo(1)
})

test('no more keys are kept than there is room for', () => {
  const limiter = createLimiter({ perMinute: 1, burst: 1 }, 2, () => 0)
  expect(['a', 'b', 'c'].map((key) => limiter.take(key))).toEqual([0, 0, 0])
  expect(limiter.take('c')).toBeGreaterThan(0)
  expect(limiter.take('a')).toBe(0)
})

test('who knocks goes on being known: what makes room is the key seen longest ago', () => {
  const limiter = createLimiter({ perMinute: 1, burst: 1 }, 3, () => 0)
  for (const key of ['busy', 'x', 'y', 'busy', 'z']) limiter.take(key)
  expect(limiter.take('busy')).toBeGreaterThan(0)
  expect(limiter.take('x')).toBe(0)
})

test('neighbours share a key, strangers do not, and no address can be read from one', () => {
  const secret = Buffer.from('secret')
  const key = (address: string): string => addressKey(address, secret)
  expect(key('192.0.2.7')).toBe(key('192.0.2.200'))
  expect(key('::ffff:192.0.2.7')).toBe(key('192.0.2.7'))
  expect(key('192.0.3.7')).not.toBe(key('192.0.2.7'))
  expect(key('2001:db8:0:ff01::1')).toBe(key('2001:db8:0:ff02:1:2:3:4'))
  expect(key('2001:db8:0:fe01::1')).not.toBe(key('2001:db8:0:ff01::1'))
  expect(key('fe80::1%eth0')).toBe(key('fe80::2'))
  expect(key('not an address')).toBe(key(''))
  expect(key('192.0.2.7')).not.toContain('192')
})
