/** Why the server could not listen, in a sentence that says what to do. Knows no server. */

/** A fault of listening. `code`: PORT_TAKEN, PORT_FORBIDDEN, ADDRESS_UNKNOWN or LISTEN_FAILED. */
export class ListenError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options: { cause: unknown },
  ) {
    super(message, options)
    this.name = 'ListenError'
  }
}

/** `fault` is Node's own, of `listen`. */
export function listenFault(
  fault: NodeJS.ErrnoException,
  { host, port }: { readonly host: string; readonly port: number },
): ListenError {
  const options = { cause: fault }
  switch (fault.code) {
    case 'EADDRINUSE':
      return new ListenError(
        'PORT_TAKEN',
        `Port ${port} on ${host} is taken: another process listens there. Stop it, or set PORT to a free port.`,
        options,
      )
    case 'EACCES':
      return new ListenError(
        'PORT_FORBIDDEN',
        `This account may not listen on port ${port} of ${host}. Set PORT to a number above 1023.`,
        options,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ListenError(
        'ADDRESS_UNKNOWN',
        `HOST ${host} is no address of this machine. Set HOST to one of its own, such as 127.0.0.1.`,
        options,
      )
    default:
      return new ListenError(
        'LISTEN_FAILED',
        `Listening on ${host}, port ${port}, failed (${fault.code ?? 'no code'}). Check HOST and PORT.`,
        options,
      )
  }
}
