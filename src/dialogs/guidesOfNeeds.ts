/** Guides that are about a need itself – no device, a scam that has happened, where to find help – and not about a matter beside it. */
export const guidesOfNeeds: ReadonlySet<string> = new Set([
  'huijaus-tapahtui',
  'digituki-mista',
  'ei-laitetta',
  'ilman-nettia',
  'kansalaisneuvonta',
  'paivystysapu-112',
  'viranomainen-vaihtui',
  'suomi-piste',
  'kela-puhelin-ja-piste',
])
