"""What is said and written in the made films. In: a language. Out: lines, signs, voices. Never: when, where, how.

Every line stands in five languages, so a reading, a translation and a second row of subtitles all have their truth. An original
text, free to use with the project.
"""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("zh", "en", "es", "fr", "pt-BR")

VOICES: dict[str, tuple[str, str, str, str]] = {
    "zh": ("zf_xiaoxiao", "zm_yunjian", "zf_xiaoyi", "zm_yunxi"),
    "en": ("af_heart", "am_onyx", "af_kore", "am_fenrir"),
    "es": ("ef_dora", "em_alex", "if_sara", "im_nicola"),
    "fr": ("ff_siwis", "im_nicola", "if_sara", "em_alex"),
    "pt-BR": ("pf_dora", "pm_alex", "if_sara", "im_nicola"),
}
"""Two women and two men. Where a language has fewer voices, those of a related one speak its phonemes."""

SPEAKERS = ("lin", "hale", "rosa", "noah")
"""Ids of the four, in the order of ``VOICES``; women and men take turns."""


@dataclass(frozen=True, slots=True)
class Said:
    """One line in all languages."""

    zh: str
    en: str
    es: str
    fr: str
    pt: str

    def text(self, language: str) -> str:
        """The line in a language of ``LANGUAGES``."""
        return str(getattr(self, language.split("-")[0]))


QUICK = (
    Said("是你？", "You?", "¿Tú?", "Toi ?", "Você?"),
    Said("是我。", "Me.", "Sí, yo.", "Oui, moi.", "Sou eu."),
    Said("为什么？", "Why?", "¿Por qué?", "Pourquoi ?", "Por quê?"),
    Said("别问了。", "Don't ask.", "No preguntes.", "Ne demande pas.", "Não pergunte."),
)
"""Two exchanges that follow each other within a tenth of a second."""

LONG = Said(
    "三年来我每天都在等一个解释，而你今天站在这里，只说一句对不起，就想把一切都拿走。",
    "For three years I waited every day for an answer, and now you stand here, say one word of regret, and want to take it all.",
    "Durante tres años esperé cada día una respuesta, y hoy llegas aquí, pides perdón una sola vez y quieres llevártelo todo.",
    "Trois ans j'ai attendu une réponse chaque jour, et tu viens ici, tu dis pardon une seule fois et tu veux tout prendre.",
    "Durante três anos esperei uma resposta todos os dias, e hoje você chega aqui, pede perdão uma vez e quer levar tudo.",
)

LINES = (
    Said(
        "他昨天晚上回来了。", "He came back last night.", "Volvió anoche.", "Il est revenu hier soir.", "Ele voltou ontem à noite."
    ),
    Said(
        "这份合同是假的。",
        "This contract is a fake.",
        "Este contrato es falso.",
        "Ce contrat est un faux.",
        "Este contrato é falso.",
    ),
    Said(
        "你答应过我不会离开这座城市。",
        "You promised me you would never leave this city.",
        "Me prometiste que no te irías de esta ciudad.",
        "Tu m'avais promis de ne jamais quitter cette ville.",
        "Você me prometeu que não sairia desta cidade.",
    ),
    Said("把钥匙给我。", "Give me the key.", "Dame la llave.", "Donne-moi la clé.", "Me dê a chave."),
    Said(
        "医生说她明天早上就会醒。",
        "The doctor says she will wake up tomorrow morning.",
        "El médico dice que despertará mañana por la mañana.",
        "Le médecin dit qu'elle se réveillera demain matin.",
        "O médico diz que ela vai acordar amanhã de manhã.",
    ),
    Said(
        "我从来没有骗过你。",
        "I have never lied to you.",
        "Nunca te he mentido.",
        "Je ne t'ai jamais menti.",
        "Eu nunca menti para você.",
    ),
    Said(
        "公司的钱到底去了哪里？",
        "Where did the company's money really go?",
        "¿Adónde fue realmente el dinero de la empresa?",
        "Où est vraiment passé l'argent de l'entreprise ?",
        "Para onde foi de verdade o dinheiro da empresa?",
    ),
    Said("快上车！", "Get in the car!", "¡Sube al coche!", "Monte dans la voiture !", "Entre no carro!"),
    Said(
        "她一直在楼下等你。",
        "She has been waiting for you downstairs.",
        "Te ha estado esperando abajo.",
        "Elle t'attend en bas depuis longtemps.",
        "Ela está esperando por você lá embaixo.",
    ),
    Said(
        "门没有锁。",
        "The door is not locked.",
        "La puerta no está cerrada.",
        "La porte n'est pas fermée.",
        "A porta não está trancada.",
    ),
    Said(
        "如果你现在走，就永远别回来。",
        "If you walk out now, don't ever come back.",
        "Si te vas ahora, no vuelvas nunca.",
        "Si tu pars maintenant, ne reviens jamais.",
        "Se você sair agora, nunca mais volte.",
    ),
    Said("我看见他在桥上。", "I saw him on the bridge.", "Lo vi en el puente.", "Je l'ai vu sur le pont.", "Eu o vi na ponte."),
    Said(
        "那个孩子是你的女儿。",
        "That little girl is your daughter.",
        "Esa niña es tu hija.",
        "Cette petite fille est ta fille.",
        "Aquela menina é a sua filha.",
    ),
    Said(
        "谁给你这张照片的？",
        "Who gave you this picture?",
        "¿Quién te dio esta foto?",
        "Qui t'a donné cette photo ?",
        "Quem lhe deu esta foto?",
    ),
    Said(
        "午夜之前，所有的股票都会属于我。",
        "Before midnight all of the shares will belong to me.",
        "Antes de la medianoche todas las acciones serán mías.",
        "Avant minuit toutes les actions seront à moi.",
        "Antes da meia-noite todas as ações serão minhas.",
    ),
    Said(
        "请你相信我一次。",
        "Please trust me this once.",
        "Por favor, confía en mí.",
        "S'il te plaît, crois-moi.",
        "Por favor, confie em mim.",
    ),
    Said(
        "我们在火车站见面，不要告诉任何人。",
        "Meet me at the train station and tell nobody.",
        "Nos vemos en la estación y no se lo digas a nadie.",
        "On se retrouve à la gare et ne le dis à personne.",
        "Me encontre na estação e não conte a ninguém.",
    ),
    Said("太晚了。", "It is too late.", "Es demasiado tarde.", "Il est trop tard.", "É tarde demais."),
    Said(
        "我的父亲不是这样死的。",
        "That is not how my father died.",
        "Mi padre no murió así.",
        "Mon père n'est pas mort comme ça.",
        "Meu pai não morreu assim.",
    ),
    Said("你听见了吗？", "Did you hear that?", "¿Has oído eso?", "Tu as entendu ?", "Você ouviu isso?"),
    Said(
        "她把那封信烧掉了，可是我有一份复印件。",
        "She burned the letter, but I kept a copy.",
        "Ella quemó la carta, pero yo guardé una copia.",
        "Elle a brûlé la lettre, mais j'ai gardé une copie.",
        "Ela queimou a carta, mas eu guardei uma cópia.",
    ),
    Said("不要看后面。", "Don't look behind you.", "No mires atrás.", "Ne regarde pas derrière toi.", "Não olhe para trás."),
    Said(
        "婚礼必须在星期天以前取消。",
        "The wedding must be called off before Sunday.",
        "Hay que cancelar la boda antes del domingo.",
        "Il faut annuler le mariage avant dimanche.",
        "O casamento precisa ser cancelado antes de domingo.",
    ),
    Said(
        "他的手机关机了。",
        "His phone is switched off.",
        "Su teléfono está apagado.",
        "Son téléphone est éteint.",
        "O celular dele está desligado.",
    ),
    Said(
        "我知道你是谁，也知道你要什么。",
        "I know who you are and I know what you want.",
        "Sé quién eres y sé lo que quieres.",
        "Je sais qui tu es et je sais ce que tu veux.",
        "Eu sei quem você é e sei o que você quer.",
    ),
    Said("雨停了。", "The rain has stopped.", "Ha dejado de llover.", "La pluie s'est arrêtée.", "A chuva parou."),
    Said(
        "这个戒指值一百万。",
        "This ring is worth a million dollars.",
        "Este anillo vale un millón.",
        "Cette bague vaut un million.",
        "Este anel vale um milhão.",
    ),
    Said("我需要一个律师。", "I need a lawyer.", "Necesito un abogado.", "J'ai besoin d'un avocat.", "Eu preciso de um advogado."),
    Said(
        "奶奶从来不喝别人倒的茶。",
        "Grandma never drinks tea that others pour.",
        "La abuela nunca bebe el té que sirven otros.",
        "Grand-mère ne boit jamais le thé servi par les autres.",
        "A vovó nunca bebe o chá que os outros servem.",
    ),
    Said(
        "你走吧，我不恨你。",
        "Go. I don't hate you.",
        "Vete, no te odio.",
        "Va-t'en, je ne te hais pas.",
        "Vá embora, eu não odeio você.",
    ),
    Said(
        "整个晚上都没有人离开这栋房子。",
        "Nobody left this house all night long.",
        "Nadie salió de esta casa en toda la noche.",
        "Personne n'a quitté cette maison de toute la nuit.",
        "Ninguém saiu desta casa a noite inteira.",
    ),
    Said("叫警察！", "Call the police!", "¡Llama a la policía!", "Appelle la police !", "Chame a polícia!"),
    Said(
        "这不是意外，是有人安排好的。",
        "It was no accident. Somebody arranged it.",
        "No fue un accidente, alguien lo preparó.",
        "Ce n'était pas un accident, quelqu'un l'a préparé.",
        "Não foi um acidente, alguém preparou tudo.",
    ),
    Said(
        "对不起，我来晚了。", "I'm sorry I'm late.", "Perdón por llegar tarde.", "Pardon, je suis en retard.", "Desculpe o atraso."
    ),
    Said(
        "下个月我就要去很远的地方。",
        "Next month I am going somewhere far away.",
        "El mes que viene me voy muy lejos.",
        "Le mois prochain je pars très loin.",
        "No mês que vem eu vou para muito longe.",
    ),
    Said(
        "明天一切都会不一样。",
        "Tomorrow everything will be different.",
        "Mañana todo será distinto.",
        "Demain tout sera différent.",
        "Amanhã tudo será diferente.",
    ),
)

TITLES = (
    Said("午夜的合同", "The Midnight Contract", "El contrato", "Le contrat", "O contrato"),
    Said("三年以后", "Three Years Later", "Tres años después", "Trois ans plus tard", "Três anos depois"),
    Said("第二天", "The Next Day", "Al día siguiente", "Le lendemain", "No dia seguinte"),
)
SIGNS = (
    Said("人民医院", "City Hospital", "Hospital Central", "Hôpital central", "Hospital Central"),
    Said("非请勿入", "Staff Only", "Solo personal", "Accès interdit", "Só funcionários"),
    Said("海边酒店", "Seaside Hotel", "Hotel del Mar", "Hôtel de la Mer", "Hotel do Mar"),
)
MESSAGES = (
    Said("今晚不要回家", "Don't go home tonight", "No vuelvas a casa", "Ne rentre pas ce soir", "Não volte para casa"),
    Said("我在楼下", "I am downstairs", "Estoy abajo", "Je suis en bas", "Estou lá embaixo"),
)
WATERMARK = "NOVA TV"
