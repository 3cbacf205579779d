/** English words of grammar: they say nothing of the matter. Data only. */
export const englishGrammarWords: ReadonlySet<string> = new Set(
  (
    "a an the and or but if when then so that which who whom whose as at by for from in into of off on onto out over to up with without about after before during between through until while because than also just only not no nor n't " +
    "i i'm im ive i've i'd id me my mine myself you your yours yourself he him his she her hers it its it's we us our ours they them their theirs this these those there here someone somebody something anyone anybody anything everyone everything nobody nothing " +
    'what whats where wheres how hows why whether ' +
    'is am are was were be been being do does did done doing have has had having can could may might must shall should will would ought need needs needed want wants wanted like get got gets getting go goes going went gone come comes came make makes made making put say says said tell told know knows knew let give think ' +
    "can't cannot cant don't dont doesn't doesnt didn't didnt won't wont isn't isnt aren't wasn't couldn't couldnt wouldn't shouldn't haven't havent hasn't hasnt " +
    'now already still yet always often again very much many more most some any all both each every other another same own such too even ever never really maybe perhaps please pls plz thanks thank thankyou hello hi hey ok okay yes yeah well ' +
    'deal deals dealing handle handling happen happens happened happening going try tried trying able cannot else around away down today tomorrow yesterday actually basically somehow somewhere anywhere sort care take taking takes took really ' +
    'one ones thing things way lot bit kind sort anyway u ur r im ya guys sir madam dear'
  ).split(' '),
)
