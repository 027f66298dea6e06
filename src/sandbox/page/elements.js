/** Makes, finds and changes elements. Text becomes a text node always, so none is read as HTML. */

/** @typedef {Record<string, string | boolean | undefined>} Attributes */

/**
 * @param {Element} element
 * @param {Attributes} attributes False and undefined remove the attribute.
 */
export const setAttributes = (element, attributes) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string') {
      element.setAttribute(name, value);
    } else {
      element.toggleAttribute(name, value === true);
    }
  }
};

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tagName
 * @param {Attributes} [attributes]
 * @param {Array<string | Node>} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export const make = (tagName, attributes = {}, ...children) => {
  const element = document.createElement(tagName);

  setAttributes(element, attributes);
  element.append(...children);

  return element;
};

/**
 * Writes only what differs: a text node that is replaced loses the reader's selection.
 *
 * @param {Element} element
 * @param {string} text
 */
export const setText = (element, text) => {
  if (element.textContent !== text) {
    element.replaceChildren(text);
  }
};

/**
 * @param {Element} element
 * @param {boolean} isShown
 */
export const show = (element, isShown) => {
  element.toggleAttribute('hidden', !isShown);
};

/**
 * An element of index.html, which is known to be there.
 *
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export const find = (id, type) => {
  const element = document.querySelector(`#${id}`);

  if (!(element instanceof type)) {
    throw new TypeError(`The page has no #${id}.`);
  }

  return element;
};

/**
 * Puts exactly these children into the parent, in this order, with few moves. The child that holds
 * the focus is never moved, because an element that moves in the document loses it.
 *
 * @param {Element} parent
 * @param {Element[]} children
 */
export const syncChildren = (parent, children) => {
  const wanted = new Set(children);

  for (const child of Array.from(parent.children)) {
    if (!wanted.has(child)) {
      child.remove();
    }
  }

  const focused = children.findIndex((child) => child.contains(document.activeElement));
  const fixed = Math.max(focused, 0);
  const [first, ...later] = children.slice(fixed);

  if (!first) {
    return;
  }

  if (focused === -1 && parent.firstElementChild !== first) {
    parent.prepend(first);
  }

  children.slice(0, fixed).reduceRight((next, child) => {
    if (next.previousElementSibling !== child) {
      next.before(child);
    }

    return child;
  }, first);

  later.reduce((previous, child) => {
    if (previous.nextElementSibling !== child) {
      previous.after(child);
    }

    return child;
  }, first);
};
