/**
 * What people also ask and no guide of ours is about: a sign that a match is by accident. And the marks of a question about one's own
 * case (how much, when, am I entitled), which no guide can answer. Data only; used for the confidence, never for ranking.
 */
import type { ConceptRow } from './concept'

/** Subjects outside public e-services and digital help. */
export const elsewhereConcepts: readonly ConceptRow[] = [
  [
    'x:weather',
    'sää, sataa, lumi, pakkanen, ukkonen, aurinko, sääennuste, helle',
    'väder, vädret, regn, snö, åska, sol, prognos, frost',
    'weather, rain, snow, forecast, sunny, temperature, storm',
  ],
  [
    'x:food',
    'ruoka, leipoa, leivon, pulla, kakku, resepti ruoka, keittää, paistaa, ravintola, pizza, kahvi, riisi, kaljaa, viini, olut, alko, ruuaksi, kokki, juusto, makkara',
    'mat, laga mat, baka, bulle, kaka, koka, steka, restaurang, pizza, kaffe, ris, öl, vin, alko, middag, lunch',
    'food, cook, cooking, bake, cake, bread, restaurant, pizza, coffee, rice, potato, beer, wine, dinner, lunch, meal',
  ],
  [
    'x:sport',
    'urheilu, jalkapallo, lätkä, jääkiekko, matsi, peli, kuntosali, salijäsenyys, hiihto, juoksu, uida, voitti, treeni, lenkki',
    'sport, fotboll, hockey, match, gym, skidor, springa, simma, vann, lag, träning',
    'sport, football, hockey, match, gym, ski, run, swim, won, cup, team, workout, game',
  ],
  [
    'x:fun',
    'elokuva, netflix, musiikki, laulu, bändi, konsertti, vitsi, sarja, televisio, tv-ohjelma, kitara, lotto, arvonta, pokeri, horoskooppi, uni, unessa, juhla, joululahja',
    'film, netflix, musik, sång, konsert, skämt, rolig historia, serie, tv, gitarr, lotto, horoskop, dröm, fest, julklapp',
    'movie, film, netflix, music, song, concert, joke, series, television, guitar, lottery, horoscope, dream, party, christmas, gift for',
  ],
  [
    'x:travel',
    'juna, bussi, lento, hotelli, matka ulkomaille, matkustaa, loma, risteily, laiva, lentokenttä, lippu, aikataulu, taksi',
    'tåg, buss, flyg, hotell, resa, semester, kryssning, båt, flygplats, biljett, tidtabell, taxi',
    'train, bus, flight, hotel, travel, holiday, vacation, cruise, ferry, airport, ticket, timetable, taxi',
  ],
  [
    'x:shop',
    'prisma, lidl, kauppa menee kiinni, alennus, ale, vaatteet, kengät, sohva, huonekalu, matto, kirpputori, pesukone',
    'butik stänger, rea, kläder, skor, soffa, möbel, matta, loppis, tvättmaskin',
    'supermarket, sale, clothes, shoes, sofa, furniture, carpet, flea market, washing machine, shop close',
  ],
  [
    'x:garden',
    'puutarha, kukka, tomaatti, kasvi, nurmikko, omenapuu, istuttaa, siemen, parveke',
    'trädgård, blomma, tomat, växt, gräsmatta, äppelträd, plantera, tulpan, frö',
    'garden, flower, tomato, plant, lawn, tree, seed, tulip',
  ],
  [
    'x:pets',
    'koira, kissa, lemmikki, eläinlääkäri, hevonen, koiran, lintu, kala',
    'hund, katt, husdjur, veterinär, häst, fågel',
    'dog, cat, pet, vet, horse, puppy, bird',
  ],
  [
    'x:car-care',
    'öljynvaihto, öljyt, renkaat, talvirenkaat, moottori, huolto auto, bensa, tankata, lataus sähköauto, jarrut',
    'olja, däck, vinterdäck, motor, bensin, bromsar, ladda elbil',
    'oil change, tyres, tires, engine, petrol, gasoline, brakes, motor oil, oil in my car',
  ],
  [
    'x:trivia',
    'pääkaupunki, presidentti, pääministeri, kuningas, historia, maailman, väkiluku, asukasta, planeetta, kuka keksi, kertaa kaksi, jaettuna, hallitus',
    'huvudstad, president, statsminister, kung, historia, världens, invånare, planet, uppfann, regering',
    'capital of, president, prime minister, king, history, world, population of, planet, invented, divided by',
  ],
  [
    'x:language-task',
    'käännä, suomenna, runo, kirjoita minulle, kirjoita essee, miten sanotaan, englanniksi, ruotsiksi, työhakemus kirjoita, synonyymi',
    'översätt, dikt, skriv en, skriv åt mig, vad heter på, uppsats',
    'translate, poem, write me, write a, essay, how do you say, cover letter, synonym, spell',
  ],
  [
    'x:work-law',
    'minimipalkka, irtisanomisaika, työsopimus, ylityö, lakko, työehtosopimus, palkankorotus',
    'minimilön, uppsägningstid, arbetsavtal, övertid, strejk, kollektivavtal, löneförhöjning',
    'minimum wage, notice period, employment contract, overtime, strike, collective agreement, pay rise',
  ],
  [
    'x:housing-law',
    'vuokranantaja, vuokralainen, vuokrankorotus, taloyhtiö, remontti, rakennuslupa, naapuri, meluaa, asuntolaina, kiinteistö, tontti, vuokravakuus, rakentaa',
    'hyresvärd, hyresgäst, höja hyran, bostadsbolag, renovering, bygglov, granne, grannen, oväsen, bostadslån, fastighet, tomt, musik',
    'landlord, tenant, raise the rent, housing company, renovation, building permit, neighbour noise, mortgage, real estate, property, neighbor',
  ],
  [
    'x:family-law',
    'avioero, häät, naimisiin, elatusmaksu, adoptio, nimenmuutos, kihlaus, tyttöystävä, poikaystävä, rakkaus, jätti',
    'skilsmässa, bröllop, gifta, underhållsbidrag, vårdnad, adoption, namnändring, flickvän, pojkvän, kärlek',
    'divorce, wedding, marry, marrying, alimony, custody, adoption, name change, girlfriend, boyfriend, love, dating',
  ],
  [
    'x:politics',
    'vaalit, äänestää, ennakkoäänestys, puolue, kansanedustaja, eduskunta, kunnanvaltuusto',
    'val, rösta, förhandsrösta, parti, riksdagsledamot, riksdag, valet',
    'election, elections, vote, voting, party, parliament, politician',
  ],
  [
    'x:business',
    'perustaa yritys, osakeyhtiö, toiminimi, arvonlisävero, alv, kirjanpito, starttiraha, yritystuki, tilinpäätös',
    'grunda företag, aktiebolag, moms, bokföring, startpeng, bokslut, grundar',
    'start a company, found a company, limited company, vat, bookkeeping, startup grant, start a business',
  ],
  [
    'x:investing',
    'osake, osakkeet, rahasto, sijoittaa, krypto, kryptovaluutta, bitcoin, korko, euron kurssi, valuuttakurssi, pörssi, säästötili',
    'aktie, aktier, fond, investera, krypto, kryptovaluta, bitcoin, ränta, valutakurs, börs',
    'stock, stocks, fund investing, invest, crypto, bitcoin, interest rate, exchange rate, shares',
  ],
  [
    'x:compare-price',
    'halvin, paras pankki, paras liittymä, kannattaako vaihtaa, edullisin, kilpailuttaa, sähkösopimus, vakuutus',
    'billigast, bästa banken, bäst bank, elavtal, försäkring, billigaste',
    'cheapest, best bank, which bank is best, best plan, electricity contract, insurance, compare prices',
  ],
  [
    'x:other-permits',
    'aselupa, metsästys, kalastuslupa, kalastus, parkkisakko, pysäköinti, sakko, ylinopeus, anniskelulupa, lentolupa, turvapaikka',
    'vapenlicens, jakt, fiskekort, fiske, parkeringsbot, parkering, böter, fortkörning, asyl',
    'gun permit, gun, hunting, fishing, fish, parking ticket, parking, fine, speeding, asylum, dog licence',
  ],
  [
    'x:childcare',
    'päiväkoti, päivähoito, varhaiskasvatus, tarha, vauvan nimi, imetys, lastenvaunut',
    'dagis, dagvård, daghem, småbarnspedagogik, amning, barnvagn',
    'day care, daycare, kindergarten, nursery, breastfeeding, pram, babysitter',
  ],
  [
    'x:medical-advice',
    'luomi, särkylääke, selkäkipu, päänsärky, oire, oireet, rokotus, rokote, raskaus, laihduttaa, paino, annostus, sivuvaikutus, flunssa, diagnoosi, vaarallinen',
    'leverfläck, värktablett, ryggont, huvudvärk, symtom, vaccin, graviditet, banta, vikt, dosering, biverkning, förkylning, diagnos, farlig',
    'mole, painkiller, painkillers, back pain, headache, symptom, symptoms, vaccine, pregnancy, pregnant, lose weight, dosage, side effect, flu, diagnosis, dangerous',
  ],
  [
    'x:tech-hobby',
    'ohjelmoida, python, javascript, näytönohjain, pelikone, playstation, 3d-tulostin, verkkosivut tekeminen, drone',
    'programmera, python, javascript, grafikkort, spelkonsol, playstation, hemsida',
    'programming, python, javascript, graphics card, gaming, playstation, driver for, drone, website building',
  ],
  [
    'x:town',
    'roskat, jätehuolto, katu, lumityöt, aurauskalusto, bussilinja, uimahalli, kirkko, torikauppa, kaupunginjohtaja',
    'sopor, avfall, gata, snöröjning, simhall, kyrka, torg',
    'rubbish, garbage, waste, street, snow ploughing, swimming hall, church',
  ],
  [
    'x:bot',
    'oletko ihminen, oletko robotti, kuka sinut teki, tylsää, mitä kuuluu, oletko tekoäly, minkä ikäinen olet',
    'är du en människa, är du en robot, vem har gjort dig, hur mår du',
    'are you human, are you a human, are you a robot, who made you, how are you, bored',
  ],
  [
    'x:clean',
    'siivota, tahra, pyykki, pestä, ikkunat, imuroida lattia, maalata, seinä',
    'städa, fläck, tvätt, tvätta, måla',
    'clean the, stain, laundry, wash, windows cleaning, paint, wall',
  ],
]

/** A question about the person's own case or a sum: only the authority can answer. */
export const ownCaseConcepts: readonly ConceptRow[] = [
  [
    'o:how-much',
    'kuinka paljon saan, paljonko saan, montako euroa, kuinka suuri, paljonko minulla, paljonko mun, kuinka paljon minun, paljonko mä saan, paljon rahaa saan, paljonko joudun',
    'hur mycket får jag, hur stor, hur många euro, hur mycket skatt, hur mycket ska jag, hur mycket har jag',
    'how much will i get, how much do i get, how many euros, how much am i, how much tax, how much do i owe, how big',
  ],
  [
    'o:when-mine',
    'milloin päätökseni, milloin minun, koska mun päätös, milloin hakemukseni, tuleeko päätökseni, milloin saan päätöksen, milloin saan rahat, onko päätös tullut',
    'när kommer mitt, när kommer min, när får jag beslut, när får jag mitt',
    'when will my, when do i get my decision, when is my decision, when will i get',
  ],
  [
    'o:has-been',
    'onko hakemukseni hyväksytty, onko hyväksytty, onko lupani, joko mun hakemus, onko mun hakemus, onko myönnetty',
    'har godkänts, har mitt godkänts, har min godkänts, har beviljats, är min ansökan',
    'has my, has been approved, was my, is my application, did you receive my, been granted',
  ],
  [
    'o:entitled',
    'onko minulla oikeus, olenko oikeutettu, saanko minä tukea, kuuluuko minulle, hyväksyykö kela, voinko saada tukea, olisinko oikeutettu',
    'har jag rätt till, är jag berättigad, får jag stöd, godkänner fpa',
    'am i entitled, am i eligible, do i qualify, will kela accept, can i get benefit',
  ],
  [
    'o:why-mine',
    'miksi tukeni, miksi mun tuki, miksi minun tukeni, miksi sain hylkäävän, miksi pieneni, miksi en saanut',
    'varför fick jag, varför är min, varför mitt, varför minskade, varför fick jag avslag',
    'why is my, why was my, why did i get, why did my, why has my',
  ],
]
