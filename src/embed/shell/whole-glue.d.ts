// What wasm-bindgen writes for the wasm that holds both; the build puts it in this place.

export * from "./api-glue.js";
export { mount } from "./glue.js";
export { default } from "./glue.js";
