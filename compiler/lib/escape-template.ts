/** Makes text safe inside a Helm template: the engine gives the same text back. */
export function escapeTemplate(text: string): string {
  return text.includes('{{') ? text.replaceAll('{{', '{{ "{{" }}') : text
}
