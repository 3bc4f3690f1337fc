// A clock that was set wrong: it starts at a time of its own when the page is opened, and goes on from there.
{
  const Right = Date;
  const now = () => new Right("__TIME__").getTime() + performance.now();
  globalThis.Date = class extends Right {
    constructor(...parts) {
      super(...(parts.length ? parts : [now()]));
    }
    static now = now;
  };
}
