/** Reads an upload: the message in it, and how many files came along. Files are counted and let go; not a byte of them is kept. */
import busboy from 'busboy'
import { parseJson } from '../body'
import { type Answer, type HttpRequest, problem } from '../http'

export interface UploadLimits {
  readonly maxBytes: number
  readonly maxActivityBytes: number
  readonly maxFiles: number
  readonly maxJsonDepth: number
}

export type Upload = { readonly activity: unknown; readonly files: number } | { readonly refusal: Answer }

const notMultipart = problem(415, 'unsupported_media_type', 'Send files as multipart/form-data.')
const malformed = problem(400, 'malformed_upload', 'The upload is not valid multipart/form-data.', {
  connection: 'close',
})
const tooLarge = problem(413, 'too_large', 'The files are too large.', { connection: 'close' })

/**
 * Direct Line's `upload`: a part named `activity` (application/vnd.microsoft.activity) and parts named `file`. Never rejects: what a
 * client sent wrongly is a refusal.
 */
export function readUpload({ headers, stream }: HttpRequest, limits: UploadLimits): Promise<Upload> {
  if (!/^multipart\/form-data\s*;/i.test(headers['content-type'] ?? ''))
    return Promise.resolve({ refusal: notMultipart })
  if (Number(headers['content-length'] ?? 0) > limits.maxBytes) return Promise.resolve({ refusal: tooLarge })
  return new Promise((resolve) => {
    let parser: busboy.Busboy
    try {
      parser = busboy({
        headers,
        limits: { files: limits.maxFiles, fields: 5, fieldSize: limits.maxActivityBytes, parts: limits.maxFiles + 5 },
      })
    } catch {
      return resolve({ refusal: malformed })
    }
    let activityText: string | undefined
    let files = 0
    let bytes = 0
    const end = (result: Upload): void => {
      stream.unpipe(parser)
      stream.off('data', count)
      stream.resume()
      resolve(result)
    }
    const count = (part: Buffer): void => {
      bytes += part.length
      if (bytes > limits.maxBytes) end({ refusal: tooLarge })
    }
    parser.on('file', (name, content, { mimeType }) => {
      content.on('error', () => content.resume())
      if (name === 'activity' || mimeType === 'application/vnd.microsoft.activity') {
        const parts: Buffer[] = []
        let length = 0
        content.on('data', (part: Buffer) => {
          length += part.length
          if (length <= limits.maxActivityBytes) parts.push(part)
        })
        content.on(
          'end',
          () => (activityText = length <= limits.maxActivityBytes ? Buffer.concat(parts).toString('utf8') : '!'),
        )
      } else {
        files += 1
        content.resume()
      }
    })
    parser.on('field', (name, value) => {
      if (name === 'activity') activityText = value
    })
    parser.on('error', () => end({ refusal: malformed }))
    parser.on('close', () => {
      if (activityText === undefined) return end({ activity: { type: 'message' }, files })
      const read = parseJson(activityText, limits.maxJsonDepth)
      end('refusal' in read ? read : { activity: read.body, files })
    })
    stream.on('data', count)
    stream.on('close', () => end({ refusal: malformed }))
    stream.pipe(parser)
  })
}
