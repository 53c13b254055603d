const image =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">' +
  '<path fill="#2563eb" d="M12 1 2 6.5v11L12 23l10-5.5v-11zm0 2.3L18.9 7 12 10.8 5.1 7z"/></svg>'

/** The icon of every chart, in the chart itself: nothing is fetched to show it. */
export const icon = `data:image/svg+xml,${encodeURIComponent(image)}`
