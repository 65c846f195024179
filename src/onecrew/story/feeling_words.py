"""The words that say how something is said or felt, in English, Spanish, Portuguese, French and Chinese.

In: nothing. Out: tables. Never: reading (``feelings`` does that). Words are folded: small letters without accents. A word ending in
``*`` stands for every word that begins so. Commas part Latin words, spaces Chinese ones. Keys are a feeling and its usual strength.
"""

from __future__ import annotations

FEELINGS: dict[tuple[str, int], str] = {
    ("happy", 35): """amused, content*, pleased, wry*, lightly, breezy, breezily, casual*, playful*, teas*, relieved, relief,
        hopeful*, optimistic*, half-smil*, faint smile, small smile, forced smile, fake smile, chipper, kidding,
        joking, mischievous*, sly*, divertid*, aliviad*, bromeando, brincando, esperanzad*, esperancos*, amuse,
        amusee, soulage*, taquin*, plaisant*""",
    ("happy", 60): """happy, happily, smil*, smirk*, grin*, cheer*, glad, gladly, chuckl*, giggl*, laugh*, excited*, eager*,
        enthusias*, proud, proudly, triumphant*, bright*, merry, merrily, delight*, joyful*, joy, warm smile, beam*,
        confident*, winning*, feliz, felizmente, alegre*, sonri*, sorri*, rie, riendo, rindo, ri, entusiasmad*,
        empolgad*, animad*, orgullos*, orgulhos*, contente, heureu*, joyeu*, souri*, rit, riant, fier, fiere, fierement,
        enthousias*,
        ravi, ravie, gai, gaiement""",
    ("happy", 80): """ecstatic*, elated, overjoyed, thrilled, euphori*, jubilant*, radiant*, bursting with joy, over the moon,
        whoop*, roaring with laughter, cracking up, laughing hysterically, exultant*, eufori*, radiante*,
        exultante*, euphorique*""",
    ("sad", 40): """sad, sadly, wistful*, disappoint*, resigned*, melanchol*, gloom*, glum*, regretful*, sorry, apologetic*,
        downcast, weary, wearily, tired*, lonely, subdued, sombre*, somber*, defeated, numb*, hollow*, deflated,
        crestfallen, bitter-sweet, nostalgic*, hurt, wounded, sigh*, triste*, apenad*, resignad*, cansad*,
        decepcionad*, suspira*, melancolic*, nostalgic*, cabisbaix*, fatigue*, decu*, resigne*, soupir*,
        blesse*""",
    ("sad", 65): """tearful*, teary, tears, tears in her eyes, tears in his eyes, holding back tears, fighting tears, fights
        tears, through tears, crying, cries, cry, cried, voice breaking, voice breaks, voice cracking, voice cracks,
        choked up, choking up, choked, choking back, welling up, sniff*, on the verge of tears, mourn*, griev*,
        grief, sorrow*, broken, heartsick, pleading*, pleads, begging, begs, llora*, llorando, lagrimas, entre
        lagrimas, voz quebrada, afligid*, suplica*, suplicando, chora*, chorando, em lagrimas, voz embargada,
        implora*, implorando, pleur*, en larmes, larmes, voix brisee, suppli*, afflig*""",
    ("sad", 85): """sob*, weep*, wept, wail*, heartbroken, devastated, inconsolabl*, anguish*, despair*, desperate sob*, breaks
        down, breaking down, bawling, desconsolad*, soluc*, solloz*, devastad*, desesperad*, angustiad*, sanglot*,
        devaste*, desespere*, inconsolable*""",
    ("angry", 40): """annoyed, irritat*, cold, coldly, coolly, icy, icily, curt, curtly, terse*, sharp, sharply, stern*, firm,
        firmly, impatient*, frustrat*, accusing*, accusatory, defensive*, snide*, snapping, snaps, snappish,
        clipped, flat, flatly, deadpan, hard, harsh*, bitter, bitterly, threatening*, menacing*, defiant*, sullen*,
        testy, testily, huffy, indignant*, stiff, stiffly, through gritted teeth, gritted teeth, gritting, jaw
        clenched, glar*, warning, cold smile, dark, darkly, dangerous*, grim*, exasperat*, resentful*, resentment,
        molest*, irritad*, frio, fria, friamente, frialdad, seco, seca, secamente, impacient*, amenaza*, ameaca*, desafiante*,
        tajante*, entre dientes, entre dentes, rispid*, aspero, aspera, agace*, irrite*, froid*, sec, seche,
        sechement, impatient*, menacant*, amer, amere, entre ses dents""",
    (
        "angry",
        70,
    ): """angry, angrier, angrily, anger, fierce*, mad, yell*, shout*, fuming, fumes, outrag*, hostile*, aggressive*, hateful*,
        hate,
        hatred, growl*, snarl*, bark*, spitting, hissing, hisses, hiss, venomous*, slams, losing his temper, losing
        her temper, exploding, explodes, seething, seethes, enojad*, enfadad*, enfurecid*, con rabia, rabia, ira,
        grita*, gritando, zangad*, irad*, com raiva, raiva, odio, en colere, colere, fache*,
        crie, criant, hurle*, haine, haineu*""",
    ("angry", 90): """furious*, fury, rage, raging, enraged, livid, apoplectic, incensed, wrathful*, screaming in rage, beside
        himself with rage, beside herself with rage, murderous*, furios*, furia, colerico, colerica, enfurecid*,
        furieu*, fou de rage, folle de rage, enrage*""",
    ("afraid", 40): """nervous*, anxious*, uneasy, uneasily, worried, worry, worriedly, uncertain*, unsure*, hesitant*, hesitat*,
        timid*, wary, warily, cautious*, concerned, tense*, guarded, embarrassed, sheepish*, flustered, awkward*,
        fidget*, stammer*, stutter*, shaky, shakily, suspicious*, uncomfortable, nervios*, ansios*, inquiet*,
        preocupad*, insegur*, dudos*, titube*, hesitante*, timid*, desconfiad*, gaguej*, nerveu*, anxieu*, mefiant*,
        hesitant*, begay*, gene, genee""",
    ("afraid", 65): """afraid, scared, fear, fearful*, fearfully, frighten*, trembl*, shak*, quiver*, quaver*, shiver*, alarmed,
        urgent*, distress*, breathless*, gasping for breath, in a cold sweat, asustad*, miedo, con miedo, temblando,
        tiembla, temblorosa, tembloroso, temeros*, urgente*, assustad*, medo, com medo, tremendo, tremul*,
        apavorad*, effraye*, peur, apeure*, tremblant*, tremble*, urgen*, angoisse*""",
    ("afraid", 85): """terrified, terror, horrified, horror, horrif*, petrified, panic*, scream*, shriek*, hysterical*, frantic*,
        desperate*, aterrad*, aterroriz*, horroriz*, panico, en panico, em panico, histeric*, frenetic*, terrifie*,
        terrorise*, horrifie*, panique*, affole*, hysterique*""",
    ("surprised", 45): """surpris*, confus*, puzzled, curious*, baffled, bewildered, taken aback, blinking, double take, startled,
        incredul*, perplex*, realiz*, realis*, impressed, intrigu*, dawning on, eyebrow*, sorprend*, confundid*,
        perplej*, curios*, incredul*, extranad*, surpres*, confus*, perplex*, espantad*, surpris*, etonne*,
        perplexe*, curieu*, interloqu*""",
    ("surprised", 70): """shock*, stunned, astonish*, amazed, amazement, disbelie*, in disbelief, gasp*, jaw drop*, aghast,
        thunderstruck, dumbfounded, speechless, wide-eyed, flabbergasted, atonit*, asombrad*, boquiabiert*,
        estupefact*, impactad*, chocad*, boquiabert*, pasm*, chocad*, choque*, stupefait*, sidere*, abasourdi*,
        ebahi*, estomaque*""",
    ("disgusted", 45): """sarcas*, mock*, dry, dryly, drily, ironic*, disdain*, contempt*, condescend*, dismissive*, sneer*, scoff*,
        scorn*, sardonic*, snort*, unimpressed, haughty, haughtily, smug*, superior, rolling her eyes, rolling his
        eyes, rolls her eyes, rolls his eyes, derisive*, jeer*, arrogan*, sarcastic*, burlon*, desden*, despect*,
        ironi*, debochad*, debochando, desprezo, desprecio, com desdem, zomb*, sarcastique*, moqueu*, ironique*,
        dedaign*, mepris*, hautain*""",
    (
        "disgusted",
        70,
    ): """disgust*, revolt*, repuls*, repelled, revulsion, nauseated, nausea*, sickened, gagging, grossed out, loath*,
        asquead*, asco, con asco, repugn*, nojo, com nojo, degout*, ecoeur*, repugn*""",
    ("tender", 45): """soft, softly, friendly, good-natured*, consoling*,
        gentle, gently, kind, kindly, warm, warmly, sooth*, reassur*, comforting*, calming*,
        sympathetic*, compassion*, understanding, caring, sincere*, earnest*, grateful*, touched, moved, patient*,
        shy, shyly, bashful*, blush*, flirt*, seductive*, not unkindly, suave, suavemente, dulce*, docemente, doce,
        gentil*, amable*, tranquilizador*, sincer*, tiern*, agradecid*, conmovid*, comovid*, timidamente, doucement,
        doux, douce, gentiment, tendrement, rassurant*, sincere*, emu, emue""",
    ("tender", 65): """tender, tenderly, loving*, love, affectionate*, affection, adoring*, intimate*, romantic*, devoted*, carin*,
        amoros*, ternura, con ternura, com ternura, carinhos*, apaixonad*, enamorad*, tendre*, amoureu*, affectueu*,
        avec amour""",
    ("neutral", 50): """calm, calmly, neutral*, even, evenly, matter-of-fact, matter of fact, composed, business-like, businesslike,
        professional*, level, unfazed, nonchalant*, serene*, stoic*, blank*, expressionless*, poker-faced, calma,
        calmo, con calma, com calma, tranquil*, sereno, serena, neutro, neutra, calme, calmement, serein*, posement""",
}
"""Feelings, with ``calm`` as a feeling said on purpose."""

CHINESE_FEELINGS: dict[tuple[str, int], str] = {
    ("happy", 60): "开心 開心 高兴 高興 微笑 笑 喜悦 兴奋 興奮 得意 欣慰 愉快 骄傲",
    ("happy", 80): "大笑 狂喜 欣喜若狂 激动地笑",
    ("sad", 45): "悲伤 悲傷 难过 難過 伤心 傷心 失落 失望 叹气 嘆氣 叹息 无奈 沮丧 疲惫 委屈 苦笑",
    ("sad", 65): "哭 流泪 流淚 含泪 含淚 落泪 哽咽 眼泪 泪 哀求 恳求 心痛",
    ("sad", 85): "痛哭 大哭 崩溃 崩潰 绝望 絕望 撕心裂肺 泣不成声",
    ("angry", 45): "冷冷 冷漠 冷淡 冷声 冷酷 不耐烦 不耐煩 严厉 嚴厉 威胁 咬牙 冷笑 阴沉 质问",
    ("angry", 70): "生气 生氣 愤怒 憤怒 怒 吼 恼火 发火 恨 大喊 大叫",
    ("angry", 90): "暴怒 狂怒 怒吼 咆哮 勃然大怒 怒不可遏",
    ("afraid", 45): "紧张 緊張 不安 担心 擔心 犹豫 猶豫 慌 小心翼翼 结巴 心虚",
    ("afraid", 65): "害怕 恐惧 恐懼 颤抖 顫抖 发抖 惊慌 驚慌 慌张 惶恐",
    ("afraid", 85): "惊恐 驚恐 惊吓 尖叫 恐慌 吓坏",
    ("surprised", 50): "惊讶 驚訝 吃惊 疑惑 困惑 好奇 诧异 意外",
    ("surprised", 70): "震惊 震驚 难以置信 不敢相信 目瞪口呆 愕然 大惊",
    ("disgusted", 50): "讽刺 嘲讽 嘲笑 不屑 轻蔑 鄙视 嗤",
    ("disgusted", 70): "厌恶 厭惡 恶心 噁心 嫌弃 反感",
    ("tender", 50): "温柔 溫柔 柔声 轻柔 轻声 温和 害羞 安慰 感动 感動",
    ("tender", 65): "深情 爱怜 宠溺 心疼",
    ("neutral", 50): "平静 平靜 冷静 冷靜 淡淡 淡定 镇定",
}

DELIVERIES: dict[str, str] = {
    "whisper": """whisper*, hushed, sotto, sotto voce, under his breath, under her breath, under their breath, mutter*,
        murmur*, mumbl*, mouthing, in a low voice, low voice, to herself, to himself, to themselves, susurr*,
        sussurr*, cochich*, murmur*, murmura*, em voz baixa, en voz baja, para si, chuchot*, a voix basse, a mi-voix""",
    "shout": """shout*, yell*, scream*, bellow*, roar*, holler*, calling, calls out, calling out, loud, loudly, at the top
        of her lungs, at the top of his lungs, bark*, shriek*, screech*, hollering, over the noise, over the music,
        grita*, gritando, a gritos, aos gritos, berra*, berrando, crie, criant, hurle*, fort, en criant, voz alta,
        vocifer*, braill*""",
    "slow": """slow, slowly, drawl*, haltingly, halting, deliberate*, measured, weary, wearily, drunk*, slurr*, sleepy,
        sleepily, dreamy, dreamily, groggy, groggily, weak, weakly, faint, faintly, choosing his words, choosing her
        words, struggling, dazed, despacio, lentamente, lento, lenta, devagar, pausadamente, bebad*, borrach*,
        lentement, ivre""",
    "fast": """fast, quick, quickly, rapid*, hurried*, hurriedly, rush*, in a rush, breathless*, rapid-fire, panic*,
        babbl*, urgent*, frantic*, hasty, hastily, rambling, rapido, rapida, rapidamente, apurad*, apressad*, con
        prisa, com pressa, deprisa, depressa, vite, rapidement, presse, pressee""",
}
CHINESE_DELIVERIES: dict[str, str] = {
    "whisper": "低声 低聲 小声 小聲 耳语 耳語 悄声 喃喃 自言自语 轻声",
    "shout": "大喊 大声 大聲 喊 吼 咆哮 尖叫 大叫 高声",
    "slow": "缓缓 慢慢 緩緩 虚弱 吃力",
    "fast": "急促 快速 急忙 匆忙 焦急 飞快",
}

PAUSES: dict[str, str] = {
    "2/5": """short beat, brief beat, half a beat, half-beat, brief pause, short pause, slight pause, micro pause, pausa
        breve, courte pause""",
    "4/5": """beat, a beat, then, off her look, off his look, hesitates, takes a breath, a breath, deep breath, respira,
        reacts""",
    "1": """pause, pauses, pausing, a pause, a moment, moment, pausa, una pausa, uma pausa, un momento, um momento, un
        temps, une pause, stops""",
    "3/2": """silence, in silence, a silence, silent, silencio, em silencio, en silencio, un silence, two beats, swallows
""",
    "9/5": """long beat, long pause, a long pause, a long beat, long moment, a long moment, long silence, a long silence,
        pausa larga, pausa longa, longa pausa, larga pausa, silencio largo, longo silencio, long silence, longue
        pause, un long silence, un long temps""",
}
"""Seconds of silence, and the words that ask for them."""
CHINESE_PAUSES: dict[str, str] = {"1": "停顿 停頓 顿了顿 片刻 停了一下", "3/2": "沉默 静默", "9/5": "长时间沉默 长久沉默 良久"}

SUNG = """sing*, singing, hum*, humming, chant*, canta*, cantando, cantarol*, chant*, chantonn*, fredonn*
"""
MORE = """very, deeply, extremely, really, so, terribly, utterly, completely, absolutely, increasingly, muy, mucho,
        muito, tres, tellement, 非常 很 极其 极度 十分"""
LESS = """slightly, a little, a bit, a touch, somewhat, mildly, half, barely, almost, faintly, vaguely, trying not to,
        trying to hide, hiding, hiding her, hiding his, un poco, ligeramente, um pouco, levemente, un peu,
        legerement, a peine, 有点 有些 略 微微"""
NOT = """not, no, without, never, isn't, hardly, nunca, sin, sem, nao, pas, sans, 不 没 沒 并不
"""

SAYINGS: dict[tuple[str, int], str] = {
    ("tender", 45): """i love you, i missed you, te amo, te quiero, te extrane, eu te amo, senti sua falta, je t'aime, tu m'as
        manque, 我爱你 我想你 我愛你""",
    ("tender", 30): "thank you, thank god, gracias, obrigado, obrigada, merci, 谢谢 謝謝",
    ("sad", 35): """i'm sorry, i am sorry, forgive me, goodbye forever, lo siento, perdoname, desculpa, me perdoa, perdao, je
        suis desole, pardonne-moi, 对不起 對不起""",
    ("angry", 50): """i hate you, how dare you, get out, shut up, leave me alone, you liar, go to hell, te odio, callate, largate,
        como te atreves, eu te odeio, cala a boca, sai daqui, como ousa, je te deteste, je te hais, tais-toi,
        va-t'en, comment oses-tu, 滚 闭嘴 我恨你 住口""",
    ("afraid", 55): """help me, somebody help, please don't, don't hurt me, look out, watch out, auxilio, ayudame, socorro, me
        ajuda, cuidado, au secours, a l'aide, 救命 小心 别过来""",
    ("surprised", 50): """oh my god, what the, no way, dios mio, no puede ser, meu deus, nao acredito, nao pode ser, mon dieu, c'est
        pas possible, 天哪 天啊 我的天 怎么可能 什么""",
    ("happy", 50): """congratulations, we did it, hooray, haha, ha ha, yay, felicidades, lo logramos, parabens, conseguimos,
        bravo, felicitations, on a reussi, 太好了 哈哈 恭喜""",
}
"""What is said, when nothing says how: with a mark of exclamation it counts in full, else a little less."""

EXCLAIMED: dict[str, str] = {
    "angry": """no not never stop get leave liar enough dare idiot fool nunca basta para fuera sai fora mentiroso nao jamais assez
        menteur arrete""",
    "afraid": "help run careful hurry wait please socorro corre espera cuidado depressa vite attends",
    "happy": """yes great good wonderful happy welcome hello hi finally love perfect beautiful morning cheers si bien gracias hola
        sim bom boa ola oui bonjour parfait""",
}
"""Words that tell what a mark of exclamation stands for."""
NOBODY = """him her them himself herself themselves self everyone everybody all camera us me it someone no one nobody the a an si
    mesmo mesma él ella todos todo elle lui tous soi-même 自己 众人 大家 他 她"""
"""What follows "to" and names nobody."""

MOODS: dict[str, str] = {
    "eerie": """ghost*, shadow*, flicker*, footsteps, creak*, corpse, graveyard, cemetery, morgue, abandoned, haunt*, eerie,
        fog, mist, whispers in the dark, dark corridor, empty corridor, dead man, blood, mirror, static, candle goes
        out, 鬼 阴森 诡异 坟 fantasma, sombra*, niebla, nevoa, sangre, sangue, fantome*, brume""",
    "tense": """gun, knife, chase*, runs, running, escape*, hide, hides, hiding, threat*, danger*, weapon, clock, ticking,
        locked, trap*, police, siren*, fight*, argu*, secret*, watches, watching, follow*, countdown, 刀 枪 追 逃
        cuchillo, pistola, persegu*, faca, arma, couteau, pistolet, menace""",
    "romantic": """kiss*, embrace*, candlelight, candle*, roses, flowers, moonlight, hold hands, holding hands, dance together,
        first date, propos*, lovers, love, 吻 拥抱 玫瑰 beso, besa*, abraz*, beija*, beijo, baiser, embrass*""",
    "joyful": """laugh*, party, parties, celebrat*, wedding, dance*, dancing, cheer*, birthday, confetti, toast*, fireworks,
        champagne, 庆祝 婚礼 派对 笑 fiesta, festa, boda, casamento, fete, mariage""",
    "sad": """funeral, coffin, tomb, tears, cries, crying, weep*, sob*, mourn*, dying, dies, died, death, alone in, empty
        bed, goodbye, 葬礼 哭 泪 死 llora*, funeral, muerte, chora*, enterro, morte, pleur*, enterrement, mort""",
    "warm": """family, smile*, smiling, breakfast, dinner, cook*, sunlight, sunshine, hug*, child, children, baby, home,
        cosy, cozy, tea, soup, 家人 微笑 阳光 孩子 familia, sonri*, sorri*, desayuno, famille, souri*""",
    "angry": """slams, slam, slap*, punch*, throws, smash*, shout*, yell*, furious*, rage, storms out, storms in, breaks a,
        shove*, 摔 打 怒 砸 golpea, grita*, furios*, bate, soco, hurle*, gifle*, furieu*""",
}
"""What happens in a scene, and the mood that goes with it."""
