// Stands at the head of a worker whose storage a test may break: from the message on, nothing of it answers.
{
  let isBroken = false;
  addEventListener("message", ({ data }) => {
    isBroken ||= data === "break";
  });
  for (const [kind, names] of [
    [CacheStorage, ["match", "open", "has", "keys", "delete"]],
    [Cache, ["match", "put", "delete"]],
  ]) {
    for (const name of names) {
      const own = kind.prototype[name];
      kind.prototype[name] = function (...values) {
        return isBroken ? Promise.reject(new DOMException("made up", "UnknownError")) : own.apply(this, values);
      };
    }
  }
}
