/** A fetch that reads no response longer than a limit: an endpoint gone wrong must not fill our memory. Knows no API. */

export class ResponseTooLong extends Error {
  readonly code = 'RESPONSE_TOO_LONG'
}

/** The body ends with a `ResponseTooLong` after `mostBytes`; the connection is closed with it. */
export function limitResponses(inner: typeof fetch, mostBytes: number): typeof fetch {
  return async (input, init) => {
    const response = await inner(input, init)
    if (!response.body) return response
    let read = 0
    const limited = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          read += chunk.byteLength
          if (read > mostBytes) throw new ResponseTooLong(`The response is longer than ${mostBytes} bytes.`)
          controller.enqueue(chunk)
        },
      }),
    )
    return new Response(limited, {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    })
  }
}
