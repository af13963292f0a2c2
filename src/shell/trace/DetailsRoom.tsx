/** The room of the details until they are loaded, so that the spans beside them are laid out once. */
export function DetailsRoom() {
  return <div className="dp" aria-hidden="true" />
}
