// What the build fills in.

/** Address of a file beside the script, and the checksum of what was released. */
declare const FORM_WASM: string;
declare const FORM_INTEGRITY: string;
declare const API_WASM: string;
declare const API_INTEGRITY: string;
declare const CHINESE: string;
declare const CHINESE_INTEGRITY: string;
declare const PREPARED_EN: string;
declare const PREPARED_EN_INTEGRITY: string;
declare const PREPARED_ZH: string;
declare const PREPARED_ZH_INTEGRITY: string;

/** The id of the study that ships. */
declare const STUDY: string;

declare module "*.txt" {
  const text: string;
  export default text;
}

/** In base64. */
declare module "*.gz" {
  const bytes: string;
  export default bytes;
}
