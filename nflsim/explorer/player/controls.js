/** A control under a key, a mouse and a finger. */

const SLACK = 8; // px that a finger goes before it tells where it wants to

/** Call `moved` when the reader moves a control. A finger that sets out to scroll moves nothing:
 *  browsers jump to where it touches, so that is held back until it is clear what it wants. */
function controlled(field, moved) {
  let held = null; // the value before a touch, while nobody knows what it wants
  let from = null;
  const decide = () => {
    if (held === null) return;
    const before = held;
    held = null;
    if (field.value !== before) moved();
  };
  field.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch" || field.type !== "range") return;
    held = field.value;
    from = [event.clientX, event.clientY];
  });
  field.addEventListener("pointermove", (event) => {
    if (held === null) return;
    const [across, along] = [event.clientX - from[0], event.clientY - from[1]].map(Math.abs);
    if (across > SLACK && across > along) decide();
  });
  field.addEventListener("pointerup", decide);
  field.addEventListener("pointercancel", () => {
    if (held === null) return;
    field.value = held; // the page scrolls
    held = null;
  });
  field.addEventListener("input", () => {
    if (held === null) moved();
  });
}
