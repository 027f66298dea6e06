/** Makes, finds and changes elements. Text becomes a text node always, so none is read as HTML. */

const svgNamespace = 'http://www.w3.org/2000/svg';

/** @typedef {Record<string, string | number | boolean | undefined>} Attributes */

/**
 * Writes only what differs.
 *
 * @param {Element} element
 * @param {Attributes} attributes False and undefined remove the attribute.
 */
export const setAttributes = (element, attributes) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'boolean' || value === undefined) {
      element.toggleAttribute(name, value === true);
    } else if (element.getAttribute(name) !== String(value)) {
      element.setAttribute(name, String(value));
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
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tagName
 * @param {Attributes} [attributes]
 * @param {Array<string | Node>} children
 * @returns {SVGElementTagNameMap[T]}
 */
export const draw = (tagName, attributes = {}, ...children) => {
  const element = document.createElementNS(svgNamespace, tagName);

  setAttributes(element, attributes);
  element.append(...children);

  return element;
};

/**
 * Words for those who do not see the page.
 *
 * @param {string} text
 */
export const hidden = (text) => make('span', { class: 'visually-hidden' }, text);

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

/** @param {string} id */
export const findElement = (id) => find(id, HTMLElement);

/**
 * Puts exactly these children into the parent, in this order. Those that stay in the order in which
 * they are do not move, because an element that moves loses the focus.
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

  for (const [index, child] of children.entries()) {
    const present = parent.children[index];

    if (!present) {
      parent.append(child);
    } else if (present !== child) {
      present.before(child);
    }
  }
};
