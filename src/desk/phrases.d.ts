/** The phrases that src/build.mjs bundles from dialogs/phrases: key → Finnish, Swedish, English. */
declare module 'opastin:desk-phrases' {
  const phrases: Readonly<Record<string, readonly [fi: string, sv: string, en: string]>>
  export default phrases
}
