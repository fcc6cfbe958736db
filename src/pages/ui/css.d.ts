/** What the bundler makes of style sheets: an empty module, or with `?inline` their text. */
declare module "*.css";
declare module "*.css?inline" {
  const text: string;
  export default text;
}
