/**
 * Draws at most once per frame, however much has happened since the last one. What took long is
 * followed by a pause of twice that time, so that the page answers to its user under any load.
 *
 * @param {() => void} draw
 * @returns {() => void} Asks for it to be drawn.
 */
export const coalesce = (draw) => {
  /** @type {Set<'request' | 'pause'>} */
  const held = new Set();

  const drawNow = () => {
    const start = performance.now();

    held.clear();
    draw();
    held.add('pause');
    setTimeout(
      () => {
        held.delete('pause');

        if (held.has('request')) {
          requestAnimationFrame(drawNow);
        }
      },
      2 * (performance.now() - start)
    );
  };

  return () => {
    if (held.size === 0) {
      requestAnimationFrame(drawNow);
    }

    held.add('request');
  };
};
