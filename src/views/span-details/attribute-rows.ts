import { type Attributes, attributeText } from '../../model/attributes.ts'

/** Positions of the attributes whose key or value contains the text, upper and lower case alike; all for ''. */
export function matchingRows(attributes: Attributes, text: string): number[] {
  const needle = text.trim().toLowerCase()
  const rows = Array.from(attributes, (_, row) => row)
  if (needle === '') return rows
  return rows.filter((row) => {
    const { key, value } = attributes[row]
    return key.toLowerCase().includes(needle) || attributeText(value).toLowerCase().includes(needle)
  })
}
