/** A swallow on its way, the program's own mark: a whole SVG document, so that it serves as the tab's icon too. */
export const bird =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" fill="#1879a8"/><path fill="#fff" d="M2.8 8.2c4.3-.6 7.4.4 9.4 2.9 1.2-3 3.8-5.5 7.9-6.9-1.6 2.3-2.6 4.5-3.1 6.6l3.3 1.1-3.4.9c-1 3.3-3.6 5.2-7.2 5.3-1.7 0-3.2.7-4.7 2.1.3-2.6 1.5-4.4 3.6-5.2C7.5 11.6 5.6 9.5 2.8 8.2z"/></svg>'

/** A house with a heart of light: the family that speaks. */
export const home =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#fff" d="M12 4.5 4.5 11h2v7.5h11V11h2z"/><path fill="#e39b3c" d="M12 16.6c-2.6-1.7-3.4-2.9-3.4-4.1a1.7 1.7 0 0 1 3.4-.5 1.7 1.7 0 0 1 3.4.5c0 1.2-.8 2.4-3.4 4.1z"/></svg>'
