/** Swedish words of grammar: they say nothing of the matter. Data only. */
export const swedishGrammarWords: ReadonlySet<string> = new Set(
  (
    'och eller men om när nar då så att som för till från på i av med utan vid hos mot genom efter före under över inom mellan åt ur kring sedan sen också även bara inte ej icke ' +
    'jag du han hon den det de dom vi ni mig mej dig dej honom henne oss er dem min mitt mina din ditt dina hans hennes vår vårt våra ert era deras sin sitt sina man en ett någon nån något nåt några annan annat andra ' +
    'vad va var vart vem vems vilken vilket vilka hur varför när varifrån vadå ' +
    'är e va var varit vara blir bli blev blivit har ha hade haft kan kunde ska skall skulle måste vill ville får få fick borde brukar behöver behöva behövs gör göra gjort gjorde går gå gick gått kommer komma kom finns finnas fanns ger ' +
    'nu redan ännu än här där hit dit alltid ofta genast mycket lite mer mest alla allt all hela själv själva samma egen eget egna denna detta dessa sådan ju väl nog kanske tack hej hejsan snälla ja jo nej jaha typ liksom asså alltså ' +
    'vet veta tror tro tycker undrar önskar sak saken saker gång gånger igen ens fast fastän eftersom medan ifall ' +
    'alls riktigt helt absolut någonstans någonting ingenting inget ingen inga vart dit hen hens där därifrån bort fram ihop förresten egentligen kunnat skulle velat låta lät sätta ta tog hålla håller jättemycket super vänligen god dag hejdå sköta sköter skött ordna ordnar ' +
    'o å ngn ngt el mm ex'
  ).split(' '),
)
