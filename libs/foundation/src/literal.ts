/** Text that Terraform shall pass on as it stands: `${` and `%{` would begin a template. */
export function literal(text: string): string {
  return text.replace(/[$%](?=\{)/g, '$&$&');
}
