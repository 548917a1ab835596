/**
 * Makes a column fit its height: what bears `data-drop` is left out, the largest number first, until nothing runs over.
 * @param {HTMLElement} column
 */
export function fit(column) {
  const optional = [...column.querySelectorAll('[data-drop]')].sort((a, b) => Number(b.dataset.drop) - Number(a.dataset.drop));
  for (const element of optional) element.classList.remove('dropped');
  for (const element of optional) {
    if (column.scrollHeight <= column.clientHeight) return;
    element.classList.add('dropped');
  }
}
