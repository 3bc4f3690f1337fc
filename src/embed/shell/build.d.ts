// What the build fills in: addresses of files beside the script, the checksum of each, and the id of the study that ships.

declare const FORM_WASM: string, FORM_INTEGRITY: string;
declare const API_WASM: string, API_INTEGRITY: string;
declare const WHOLE_WASM: string, WHOLE_INTEGRITY: string;
declare const CHINESE: string, CHINESE_INTEGRITY: string;
declare const PREPARED_EN: string, PREPARED_EN_INTEGRITY: string;
declare const PREPARED_ZH: string, PREPARED_ZH_INTEGRITY: string;
declare const STUDY: string;

declare module "*.txt" {
  const text: string;
  export default text;
}
