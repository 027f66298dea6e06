/** Drawn icons. They carry no meaning of their own: whoever uses one says it in words too. */

const namespace = 'http://www.w3.org/2000/svg';

/** Paths in a square of 24, drawn with a line. */
const paths = Object.freeze({
  clock: ['M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16Z', 'M12 8v4.5l3 1.8'],
  single: ['m5 12.5 4.5 4.5L19 7.5'],
  double: ['m2 12.5 4.5 4.5L15 8', 'm11.5 16 1 1L21.5 8'],
  alert: ['M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17Z', 'M12 8v5', 'M12 16.2v.2'],
  copy: ['M9 9h10v11H9z', 'M15 9V4H5v11h4'],
  phone: [
    'M8 3h8a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 16 21H8a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 8 3Z',
    'M11 18h2',
  ],
  open: ['m8 10 4 4 4-4'],
});

/** @typedef {keyof typeof paths} IconName */

/** @param {IconName} name */
export const makeIcon = (name) => {
  const icon = document.createElementNS(namespace, 'svg');

  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('class', `icon icon-${name}`);
  icon.setAttribute('aria-hidden', 'true');

  for (const data of paths[name]) {
    const path = document.createElementNS(namespace, 'path');

    path.setAttribute('d', data);
    icon.append(path);
  }

  return icon;
};
