/** Finnish words of grammar, written and spoken: they say nothing of the matter. Data only. */
const words = (
  'ja tai vai mutta kun ku kuin ko että et ettei jos jossei vaikka koska siis sekä niin nii ni eli joten kunnes sit sitten sitte ' +
  'minä mä mää mie sinä sä sää sie hän se me te he ne noi nuo toi tuo tämä tää nää nämä mun minun sun sinun hänen sen meidän meijän teidän teijän heidän niiden ' +
  'mua minua mulla minulla mul multa minulta mulle minulle mulki sulla sinulla sul sulle sinulle sulta häntä hänellä hänelle sillä sille siltä meillä meille teillä heillä niillä niille meiltä ' +
  'mitä mitäs mikä mik mikäs mistä mist missä mis mihin minne mihis milloin millon koska kuka kenen kenelle keneltä kuinka kui miten mite mitenkä miks miksi millä mil millainen minkä mille mitkä kumpi ketä kenet ' +
  'joka jonka jota jossa josta johon jolla jolle jotka joita joissa jotain jotakin jotai joku jonkun jokin jollain jostain johonkin joskus ' +
  'on oli ole oo oon olen oot olet ollaan ollut ollu olleet olisi ois olis olisin oisin onko onks ovatko ovat olemme olette olla olevan ollaa oliko oliks ' +
  'en ei et emme ette eivät eikä enkä eiks eikö enkö etkö ettekö emmä älä älkää ' +
  'voi voin voiko voiks voit voitko voidaan voidaanko voisi vois voisin voisinko voitte voisitko pitää pitääkö pitäisi pitäs pitäis pitäiskö täytyy täytyykö täytyis tarvitsee tarvii tarvi tarttee tarviiko tarvin saa saako saaks saan saanko voinko voinks kai kait varmaan ehkä ' +
  'haluan haluun haluisin haluaisin haluais haluaa haluutko tahdon aion meinaan ' +
  'nyt ny nytten vielä viel enää enään jo myös kans kanssa kaa aina usein heti vain vaan vaa ihan aika tosi hyvin paljon vähän vähä liian melkein taas joo kyllä juu no niinku niinkuin tota öö hei moi terve kiitos kiitti kiitoksia ' +
  'tässä täs tästä täst tähän tällä tälle tänne täällä tääl siinä siin siitä siit siihen siellä siel sinne sieltä tuolla tuol tonne tuonne tuossa tossa tos tuohon tohon tätä sitä tota tämän tän ton tuon noita näitä niitä nillä näin noin ' +
  'yksi yks kaikki kaikkea kaikkia itse ite itte oma oman omat omaa omia muu muut muita muuta toinen eri sama saman ' +
  'edes juuri just ihmeessä oikein oikeen sitäkin mukaan mukaa ilman varten takia asti kautta kohti ennen jälkeen mennessä päin kohdalla ' +
  'teen teenkö tehdä tehä tehdään tehään tekee teet tein tehny tehnyt tuli tulee tuu tulla tullut tullu tuleeko tuleeks meni menee menny mennyt mennä mene käy käykö kävi laittaa laitan laitetaan laita ' +
  'tiedä tiedän tiiä tiiän tiedätkö tiiäks tietää tietääkö hommassa juttu jutun juttua asia asiaa asian ihminen ihmisen jonnekin jonneki jossakin jossain tietenkään ikinä ikuna koskaan koskaa koko millään mitenkään ollenkaan tarkalleen oikeastaan siis eiköhän nykyisin juttuja homma hommat täysin täysi kohta pian heippa moikka päivää iltaa sori anteeksi pls pliis plz kiitän apua auttakaa auttakaapa'
).split(' ')

/** With the dots and without: people leave them out. */
export const finnishGrammarWords: ReadonlySet<string> = new Set([
  ...words,
  ...words.map((word) => word.replaceAll('ä', 'a').replaceAll('ö', 'o')),
])
