/** Style sheets are bundled into one file beside the script; importing one gives nothing. */
declare module '*.css'
