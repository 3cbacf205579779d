/**
 * `/webchat`: Microsoft's unmodified Web Chat on our Direct Line endpoint, for those who check compatibility. Its words are for developers
 * and English; people use our own widget.
 */
import { randomBytes } from 'node:crypto'
import type { Answer } from '../http'

export interface WebChatPageContent {
  /** Path of Web Chat's own script, or undefined where it is not installed. */
  readonly scriptPath: string | undefined
}

const missing = `<h1>Web Chat is not here</h1>
<p>Microsoft's Web Chat is installed by <code>npm test</code>, or by <code>npm ci --ignore-scripts</code> in <code>test/webchat</code>.
Start Opastin again after that. The chat on <a href="/">the front page</a> works without it.</p>`

export function webChatPage({ scriptPath }: WebChatPageContent): Answer {
  const nonce = randomBytes(16).toString('base64')
  const body = scriptPath
    ? `<div id="webchat" role="main"></div>
<script src="${scriptPath}" nonce="${nonce}"></script>
<script nonce="${nonce}">${start(nonce)}</script>`
    : missing
  return {
    status: scriptPath ? 200 : 404,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy(nonce) },
    body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Opastin in Web Chat</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">html, body { margin: 0; height: 100%; font-family: sans-serif } #webchat { height: 100% }</style>
</head>
<body>
${body}
</body>
</html>
`,
  }
}

/** Web Chat writes styles while it runs, under the nonce we give it, and shows pictures it makes itself. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The token is asked for by the page itself; `?locale=sv-SE` chooses the language. */
function start(nonce: string): string {
  return `
(async () => {
  const locale = new URLSearchParams(location.search).get('locale') ?? 'fi-FI'
  const endpoint = location.origin + '/v3/directline'
  const response = await fetch(endpoint + '/tokens/generate', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ locale }),
  })
  const { token } = await response.json()
  const directLine = WebChat.createDirectLine({ token, domain: endpoint })
  WebChat.renderWebChat({ directLine, locale, nonce: '${nonce}' }, document.getElementById('webchat'))
})()
`
}
