// What can be pressed, and what of it is too small: WCAG 2.5.8 wants 24 by 24 CSS pixels. A label that is pressed
// works its control, so it counts as part of it. A link in a line of text is as high as that line, which the criterion
// allows.
const root = document.querySelector("liver-prescreen").shadowRoot;
const pressable = "a[href], button, input, textarea, summary, [tabindex='0']";
const all = [...document.querySelectorAll(pressable), ...root.querySelectorAll(pressable)];
const shown = all.filter((target) => target.checkVisibility({ visibilityProperty: true }));
const large = ({ width, height }) => width >= 24 && height >= 24;
const boxes = (target) => [target, ...(target.labels ?? [])].map((part) => part.getBoundingClientRect());
const inText = (target) => target.matches("a[href]") && target.closest(".source") !== null;
const small = shown.filter((target) => !inText(target) && !boxes(target).some(large));
const told = small.map((target) => {
  const { width, height } = target.getBoundingClientRect();
  return `${target.tagName} ${target.id || target.className || target.textContent.trim()}: ${width} × ${height}`;
});
return [shown.length, told];
