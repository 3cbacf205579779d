/** The second file: what an open panel needs and a closed one does not. Loaded when the panel is opened for the first time. */
export { take } from './kit'
export { findData } from './personalData'
export { Sheet } from './view/sheets'
