// For pages that show the calculator in a frame: gives each `<iframe data-liver-prescreen>` the height that it asks for,
// and has the events that it tells of happen on it. Needs no module and no wasm.
(() => {
  const TAG = "liver-prescreen";
  const frames = () => [...document.querySelectorAll<HTMLIFrameElement>(`iframe[data-${TAG}]`)];
  addEventListener("message", ({ source, data }) => {
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (!frame || data?.from !== TAG) return;
    if (data.height > 0) frame.style.height = `${Math.min(data.height, 50000)}px`;
    else if (/^(?:ready|change|error)$/.test(data.type)) {
      frame.dispatchEvent(new CustomEvent(`prescreen-${data.type}`, { bubbles: true, detail: data.detail }));
    }
  });
  // One that stood before this file had come is asked again.
  for (const { contentWindow } of frames()) contentWindow?.postMessage(TAG, "*");
})();
