/** The file that a page loads: one element, one command queue, nothing else in the page's world. */
import { readSettings } from './settings'
import { createWidget } from './widget'
import type { Widget } from './state'
import { chooseLanguage } from './words'

/** `['open']`, `['open', 'words to begin with']`, `['close']`, `['language', 'sv']`, `['person']`, `['end']`. */
type Command = readonly [name: string, value?: string]

declare global {
  interface Window {
    /** An array of commands until we are here; afterwards something to push commands to. */
    opastin?: { push(...commands: Command[]): unknown }
  }
}

const script = document.currentScript
const scriptUrl = (script as HTMLScriptElement | null)?.src ?? location.href
const name = 'opastin-widget'
let widget: Widget | undefined

class WidgetElement extends HTMLElement {
  connectedCallback(): void {
    // One a page: a second element stays empty.
    widget ??= createWidget(this, readSettings(this.hasAttribute('service') || !script ? this : script, scriptUrl))
  }
}

function run([command, value]: Command): void {
  if (!widget) return
  if (command === 'open' && value && !widget.panel.draft) widget.change({ draft: value })
  if (command === 'open' || command === 'person') widget.open(true)
  if (command === 'person') widget.askPerson()
  if (command === 'close') widget.minimise()
  if (command === 'language') widget.speak(chooseLanguage(value))
  if (command === 'end') void widget.end(false)
}

function begin(): void {
  customElements.define(name, WidgetElement)
  if (!document.querySelector(name)) document.body.append(document.createElement(name))
  const before = window.opastin
  window.opastin = { push: (...commands) => commands.forEach(run) }
  if (Array.isArray(before)) before.forEach(run)
}

if (!customElements.get(name)) {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin)
  else begin()
}

// Without an export the bundler takes this file for CommonJS and wraps every module.
export {}
