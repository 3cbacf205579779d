/** Suomi.fi's colours and type for a tool that is used all day: denser than a citizen's page, and a dark set of the same names. Knows no view. */
import type { PartialSuomifiTheme } from 'suomifi-ui-components'

/** The look of the moment; `auto` follows the system. */
export function isDark(theme: 'auto' | 'light' | 'dark'): boolean {
  return theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
}

const family =
  "font-family: 'Source Sans 3', 'Source Sans Pro', 'Segoe UI', system-ui, 'Helvetica Neue', Arial, sans-serif;"
const type = (px: number, weight: number, line = 1.5): string =>
  `${family} font-size: ${px / 16}rem; line-height: ${line}; font-weight: ${weight};`

const typography = {
  bodyText: type(16, 400),
  bodySemiBold: type(16, 600),
  bodyTextSmall: type(15, 400),
  bodyTextSmallScreen: type(16, 400),
  bodySemiBoldSmall: type(15, 600),
  actionElementInnerText: type(15, 400),
  actionElementInnerTextSmallScreen: type(15, 400),
  actionElementInnerTextBold: type(15, 600),
  actionElementInnerTextBoldSmallScreen: type(15, 600),
  heading1: type(26, 600, 1.25),
  heading2: type(22, 600, 1.3),
  heading2SmallScreen: type(20, 600, 1.3),
  heading3: type(18, 600, 1.35),
  heading4: type(16, 600, 1.4),
  heading5: type(15, 600, 1.4),
}

const focusRing = (colour: string): { absoluteFocus: string; boxShadowFocus: string } => ({
  absoluteFocus: `content: '';position: absolute;pointer-events: none;top: -3px;right: -3px;bottom: -3px;left: -3px;border-radius: 4px;background-color: transparent;border: 0;box-sizing: border-box;box-shadow: 0 0 0 2px ${colour};z-index: 2;`,
  boxShadowFocus: `border-radius: 4px;box-shadow: 0 0 0 2px ${colour};outline: 0;`,
})

const shared = { typography, radiuses: { basic: '4px', focus: '4px', modal: '8px' } }

const light = {
  ...shared,
  focuses: focusRing('hsl(196, 77%, 36%)'),
  colors: {
    depthDark1: 'hsl(202, 12%, 34%)',
    depthDark2: 'hsl(202, 10%, 40%)',
    depthDark3: 'hsl(201, 8%, 44%)',
    depthBase: 'hsl(202, 8%, 46%)',
  },
} as PartialSuomifiTheme

/** Names keep their part: "white" is what things stand on, "black" what is written, "light" what is close to the ground. */
const darkColours = {
  whiteBase: 'hsl(213, 18%, 13%)',
  blackBase: 'hsl(210, 22%, 93%)',
  blackLight1: 'hsl(210, 12%, 72%)',
  brandBase: 'hsl(212, 90%, 78%)',
  depthDark1: 'hsl(208, 14%, 74%)',
  depthDark2: 'hsl(208, 12%, 70%)',
  depthDark3: 'hsl(208, 10%, 64%)',
  depthBase: 'hsl(208, 9%, 58%)',
  depthLight1: 'hsl(210, 10%, 44%)',
  depthLight2: 'hsl(212, 14%, 24%)',
  depthLight3: 'hsl(213, 16%, 18%)',
  depthSecondary: 'hsl(214, 30%, 20%)',
  depthSecondaryDark1: 'hsl(214, 32%, 24%)',
  highlightDark1: 'hsl(212, 78%, 66%)',
  highlightBase: 'hsl(212, 88%, 74%)',
  highlightLight1: 'hsl(212, 92%, 80%)',
  highlightLight2: 'hsl(212, 40%, 30%)',
  highlightLight3: 'hsl(212, 36%, 24%)',
  highlightLight4: 'hsl(212, 28%, 18%)',
  accentBase: 'hsl(23, 92%, 64%)',
  accentSecondary: 'hsl(196, 80%, 62%)',
  accentSecondaryLight1: 'hsl(196, 40%, 18%)',
  accentTertiaryDark1: 'hsl(284, 60%, 80%)',
  accentTertiary: 'hsl(284, 50%, 74%)',
  accentTertiaryLight1: 'hsl(284, 22%, 22%)',
  successDark1: 'hsl(165, 60%, 62%)',
  successBase: 'hsl(166, 60%, 56%)',
  successSecondary: 'hsl(166, 40%, 24%)',
  warningBase: 'hsl(42, 93%, 60%)',
  warningLight1: 'hsl(42, 45%, 16%)',
  alertBase: 'hsl(3, 90%, 74%)',
  alertLight1: 'hsl(0, 34%, 20%)',
  infoBase: 'hsl(212, 88%, 74%)',
  infoLight1: 'hsl(214, 34%, 20%)',
}

const up = (from: string, to: string): string => `linear-gradient(0deg, ${from} 0%, ${to} 100%)`
const c = darkColours
const dark = {
  ...shared,
  colors: darkColours,
  focuses: focusRing('hsl(196, 85%, 66%)'),
  gradients: {
    highlightBaseToHighlightDark1: up(c.highlightBase, c.highlightBase),
    highlightLight1ToHighlightBase: up(c.highlightLight1, c.highlightLight1),
    depthLight1ToDepthBase: up('hsl(210, 8%, 40%)', 'hsl(210, 8%, 40%)'),
    whiteBaseNegative: up(c.highlightLight4, c.highlightLight4),
    whiteBaseToDepthLight2: up(c.highlightLight4, c.highlightLight4),
    whiteBaseToDepthLight1: up(c.depthLight3, c.depthLight3),
    highlightLight3ToHighlightLight2: up(c.highlightLight2, c.highlightLight3),
    depthLight3ToDepthLight2: up(c.depthLight2, c.depthLight3),
    depthSecondaryToDepthSecondaryDark1: up(c.depthSecondaryDark1, c.depthSecondary),
    highlightLight4ToDepthSecondary: up(c.depthSecondaryDark1, c.highlightLight3),
  },
  shadows: {
    invertTextShadow: 'none',
    menuShadow: '0 4px 14px 0 hsla(0, 0%, 0%, 0.6)',
    panelShadow: '0 1px 3px 0 hsla(0, 0%, 0%, 0.5)',
    actionElementBoxShadow: 'none',
    wideBoxShadow: '0 6px 18px 0 hsla(0, 0%, 0%, 0.6)',
  },
} as PartialSuomifiTheme

export function themeOf(isDarkNow: boolean): PartialSuomifiTheme {
  return isDarkNow ? dark : light
}
