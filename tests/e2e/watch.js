// Stands at the head of the page under test, before anything else runs.
{
  globalThis.__wrong = [];
  const note = (...parts) => __wrong.push(parts.join(" "));
  for (const name of ["error", "warn"]) {
    const own = console[name];
    console[name] = (...parts) => {
      note(`console.${name}:`, ...parts);
      own.apply(console, parts);
    };
  }
  // Not an error, but what browsers say where a size that is watched changes once more in the same frame.
  const later = "ResizeObserver loop completed with undelivered notifications.";
  // Captured, because a file that does not load is told to its own element only.
  const failed = ({ message, target }) => message === later || note("error:", message ?? target.src ?? target.href);
  addEventListener("error", failed, true);
  addEventListener("unhandledrejection", ({ reason }) => note("rejection:", reason));
  addEventListener("securitypolicyviolation", ({ blockedURI }) => note("refused by policy:", blockedURI));
  addEventListener("prescreen-ready", () => (globalThis.__readyAt ??= performance.now()));
  globalThis.__failures = [];
  addEventListener("prescreen-error", ({ detail }) => {
    note("prescreen-error:", detail.message, detail.cause);
    __failures.push(detail);
  });
}
