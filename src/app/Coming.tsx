/** While the code of a screen is on its way. */
export function Coming() {
  return (
    <main className="screen-notice" aria-busy="true">
      <h1 className="visually-hidden">Loading</h1>
      <div className="skeleton app-coming" />
    </main>
  )
}
