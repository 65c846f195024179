"""First names and whom they are given to, by language. In: a name. Out: a Gender or None. Never: chance.

The names people most often meet in fiction and registers of each language; a name of two genders stands under the one it has more
often in that language, and is asked of the script's own language first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from onecrew.story.show import Gender

_FEMALE = {
    "en": """abby abigail ada addison adele agnes alexa alexandra alexis alice alicia alison allison alma amanda amber amelia amy
        andrea angela angelina anita ann anna annabel anne annie april aria ariana ashley astrid audrey ava avery barbara bea
        beatrice becky bella bernice beth bethany betty beverly bonnie brenda briana bridget brooke camila candace carla carmen
        carol caroline carrie cassandra cassie catherine cathy cecilia celeste charlotte chelsea cheryl chloe christina
        christine cindy claire clara claudia clementine colleen connie cora courtney crystal cynthia daisy dana daphne dawn
        deborah debbie debra delilah denise diana diane dolores donna dora doris dorothy edith edna eileen elaine eleanor elena
        eliza elizabeth ella ellen ellie eloise elsa elsie emily emma erica erin esme esther ethel eva evelyn eve evie faith
        fern fiona flora florence frances freya gabriella gail gemma genevieve georgia geraldine gertrude gina ginny gladys
        glenda gloria grace gracie greta gwen hailey hannah harriet hattie hazel heather heidi helen helena hilary holly hope
        ida imogen ingrid irene iris isabel isabella isabelle isla ivy jackie jacqueline jade jane janet janice jasmine jean
        jeanette jemima jen jenna jennifer jenny jessica jessie jill jo joan joanna jocelyn jodie josephine josie joy joyce
        judith judy julia julie juliet june kaitlyn kara karen kate katherine kathleen kathryn kathy katie kayla keira kelly
        kelsey kerry kim kimberly kirsten kitty kristen kristin lana laura lauren leah lena leslie lexi libby lila lilian
        lillian lily linda lindsay lisa lizzie lois lola loretta lori lorna lorraine lottie louisa louise lucia lucille lucinda
        lucy luna lydia lynn mabel mackenzie maddie madeleine madeline madison maeve maggie mandy margaret margot maria
        marian marie marilyn marjorie marlene martha mary matilda maud maureen maya megan mel melanie melinda melissa mercy
        mia michelle mildred millie minnie miranda molly mona monica muriel myra nadia nancy naomi natalie natasha nell
        nellie nicole nina nora norma octavia odette olive olivia opal ophelia paige pam pamela pansy patience patricia patsy
        patty paula pauline pearl peggy penelope penny petra phoebe phyllis piper pippa polly poppy priscilla prudence queenie
        rachel ramona rebecca regina renee rhoda rhonda rita roberta robin robyn rosa rosalie rosalind rose rosemary rosie
        roxanne ruby ruth sabrina sadie sally samantha sandra sandy sara sarah sasha savannah scarlett selena selma serena
        shannon sharon sheila shelley sherry shirley sienna sierra simone skye sonia sophia sophie stacy stella stephanie
        sue summer susan susanna susie suzanne sybil sydney sylvia tabitha tamara tammy tanya tara tasha tatiana teresa tess
        tessa thea thelma theresa tiffany tilda tina toni tracy trisha trudy una ursula valentina valerie vanessa vera
        verity veronica vicky victoria viola violet virginia vivian wanda wendy whitney willa willow wilma winifred winnie
        winona yolanda yvette yvonne zara zelda zoe""",
    "es": """abril adriana agustina aitana alba alejandra alicia alma amalia amparo ana andrea angeles antonia araceli ariadna
        asuncion aurora azucena beatriz belen berta blanca camila candela caridad carla carlota carmen carolina catalina
        cecilia celia clara claudia concepcion concha consuelo cristina daniela delia diana dolores dulce elena elisa elvira
        emilia encarna esperanza estefania estela esther eugenia eva fabiola fatima felisa fernanda florencia francisca
        gabriela gloria graciela guadalupe ines inmaculada irene isabel jimena josefa josefina juana julia juliana julieta
        laura leonor leticia lidia lola lorena lourdes lucia lucrecia luisa lupe luz macarena magdalena manuela marcela
        margarita maria mariana maribel marina marisol marta martina matilde mercedes micaela milagros mireia monica montse
        natalia nieves noelia nuria olga paloma paola patricia paula pepa petra pilar raquel regina remedios renata rocio romina
        rosa rosalia rosario sandra sara silvia sofia soledad sonia susana tamara teresa trinidad valentina valeria vanesa
        veronica victoria violeta virginia ximena yolanda zoe""",
    "pt": """adriana alessandra alice aline amanda amelia ana andreia andressa angela antonia aparecida beatriz bianca bruna
        camila carla carolina catarina celia clara clarice claudia conceicao cristiane cristina dandara daniela debora diana
        dulce eduarda elaine elisa eliane elza emilia erica fabiana fatima fernanda filipa flavia francisca gabriela gisele
        gloria graca helena heloisa iara ines inês iracema isabel isabela ivone jacira janaina joana josefa joaquina juliana
        jussara karina lara larissa laura leticia lidia livia lorena lourdes luana lucia luciana luiza luzia madalena
        manuela marcela margarida maria mariana marina marisa marlene marta matilde mayara milena mirela monica natalia nadir
        neusa patricia paula priscila rafaela raimunda raquel regina renata rita roberta rosa rosana rosangela sabrina sandra
        sara silvia simone sofia solange sonia sueli suzana tainá talita tania tatiana teresa tereza valentina valeria vanessa
        vera veronica vitoria viviane yasmin zelia""",
    "fr": """adele agathe agnes alexandra alice aline amandine ambre amelie anais andree angele annabelle anne annick antoinette
        ariane arlette astrid audrey aurelie aurore axelle beatrice benedicte berenice bernadette blanche brigitte camille
        capucine carole caroline catherine cecile celeste celine chantal charlene charlotte chloe christelle christiane
        christine claire clara claudine clemence clementine clothilde colette constance coralie corinne cosette delphine
        denise diane dominique edith eglantine eliane elisabeth elise elodie eloise emilie emma estelle esther eugenie eva
        evelyne fabienne fanny fleur flore florence francine francoise gaelle genevieve georgette germaine ghislaine gisele
        helene henriette hortense ines ingrid irene isabelle jacqueline jade jeanne jeannine jocelyne josephine josette judith
        julie juliette justine laetitia laura laure laurence lea lena liliane lise lola louise lucie lucienne ludivine lydie
        madeleine magali manon marcelle margaux margot marguerite marianne marie marine marion marlene marthe martine mathilde
        maud melanie melissa mireille monique muriel mylene myriam nadege nadine nathalie nicole noemie odette odile oceane
        pascale patricia paulette pauline perrine raymonde regine renee romane rosalie rose sabine sabrina sandrine sarah
        severine simone solange solene sophie stephanie suzanne sylvie therese valentine valerie vanessa veronique victoire
        violette virginie viviane yvette yvonne zoe""",
    "it": """ada alessandra alessia alice angela anna antonella antonia arianna aurora barbara beatrice benedetta bianca camilla
        carla carlotta carmela caterina cecilia chiara cinzia claudia concetta cristina daniela debora donatella elena
        eleonora elettra elisa elisabetta emanuela emma erika eva federica fiorella flavia franca francesca gabriella gaia
        giada gianna ginevra gioia giorgia giovanna giulia giuliana giuseppina grazia greta ilaria irene isabella laura
        letizia lidia liliana loredana lorena lucia luciana lucrezia luisa maddalena manuela mara marcella margherita maria
        marianna marina marta martina matilde michela milena mirella monica nadia nicoletta noemi olga ornella paola patrizia
        piera pina raffaella rebecca renata rita roberta rosa rosanna rossella sabrina sandra sara serena silvana silvia
        simona sofia sonia stefania susanna teresa tiziana valentina valeria vanessa veronica virginia vittoria viviana""",
    "de": """anke anja annegret anneliese annika antje astrid barbel beate birgit birte brigitte brunhilde charlotte christa
        christel dagmar dorte edeltraud elfriede elke elsbeth erika ernestine eva franziska frauke frieda friederike gabi
        gerda gisela greta gretchen gudrun hanna hannelore hedwig heide heike helga henriette hildegard ilse inge ingeborg
        ingrid irma irmgard isolde johanna jutta karin katharina kathe katja katrin kerstin klara lena lieselotte lotte
        luise magda mareike margarete margit marlene martina mathilde mechthild meike monika nele nicole petra renate rosi
        ruth sabine saskia sieglinde sigrid silke sonja steffi susanne svenja tanja traudl trude uschi uta ute waltraud wiebke""",
    "asia": """aarti aditi aisha aishwarya akiko amina amira amrita ananya anika anjali anushka aoi asha asuka ayaka ayesha ayumi
        bhavna chiyo deepa deepika devi diya emi esra fatima fatma fumiko gauri geeta haruka hana hanako harumi hatice hiba
        hikari hina hinata indira jaya jiwoo jisoo kaori kavita kavya keiko khadija kiko kirti kiyoko kumiko lakshmi lata layla
        leela leila mai maki mariam masako mayumi meena meera megumi mei meiling michiko mika miko minji misaki miyu mio
        naina nana nanami naoko natsuki neha nisha nozomi noor pooja pragya priti priya priyanka radha rani rei reiko riko
        ritu rukmini sadia sakura salma samira sana sanae sandhya sarita savita sayuri seema shalini shanti shreya shruti sita
        smita sneha soojin sumiko sunita sushma swati tanvi tomoko umi usha uma vidya xiaomei xiulan xiumei yan yasmin yoko
        yui yuki yukiko yumi yuna yuri zainab zahra zeynep anastasia olga irina natalya svetlana tatyana lyudmila galina yelena
        ekaterina katya masha oksana daria ksenia polina varvara zoya nastya""",
}
_MALE = {
    "en": """aaron abe abel abraham adam adrian aidan al alan albert alec alex alexander alf alfie alfred alistair allan allen
        alvin ambrose amos andrew andy angus anthony archie arnold arthur asher austin barnaby barney barry bart basil ben
        benedict benjamin bennett bernard bert bill billy blake bob bobby boris brad bradley brandon brendan brent brett brian
        bruce bruno bryan byron caleb calvin cameron carl carlton carter casey cecil cedric chad charles charlie chase chester
        chris christian christopher chuck clark claude clay clayton clifford clint clive clyde cody cole colin connor conrad
        cooper craig curtis cyril cyrus dale damian damien dan daniel danny darren dave david dean dennis denzel derek desmond
        dexter dick dirk dominic don donald douglas drew duke duncan dustin dwayne dwight dylan earl ed eddie edgar edmund
        edward edwin eli elias elijah elliot ellis elmer elvis emmett eric ernest ernie ethan eugene evan ezra felix ferdinand
        fergus finn finley floyd francis frank frankie franklin fred freddie frederick gabriel garrett gareth garry gary gavin
        gene geoffrey george gerald gerard gideon gil gilbert giles glen glenn godfrey gordon graham grant greg gregory gus guy
        hal hank harold harrison harry harvey hector henry herbert herman howard howie hubert hugh hugo humphrey hunter ian
        igor ike ira irving isaac isaiah ivan ivor jack jackson jacob jake james jamie jared jason jasper jay jed jeff jeffrey
        jeremiah jeremy jerome jerry jesse jim jimmy joe joel joey john johnny jonah jonas jonathan jordan joseph josh joshua
        jude julian justin karl keith ken kenneth kenny kevin kirk kit kurt kyle lance larry laurence lawrence lee leigh len
        lenny leo leon leonard leopold leroy lester lewis liam lionel logan lou louis lucas lucian luke luther malcolm marc
        marcus mark marlon marshall martin marvin mason mathew matt matthew maurice max maxwell michael mickey miguel mike
        miles milo mitch mitchell monty morgan morris moses murray nate nathan nathaniel ned neil nelson nicholas nick nigel
        noah noel norman oliver ollie omar orlando oscar oswald otis otto owen parker pat patrick paul percy perry pete peter
        phil philip phineas pierce preston quentin ralph ramon randall randy ray raymond reg reggie reginald reuben rex
        reynold rhys richard rick ricky rob robbie robert rod roderick rodney roger roland ron ronald ronnie rory ross roy
        rufus rupert russell ryan sam samuel scott sean sebastian seth shane shaun sheldon sherman sid sidney silas simon
        solomon spencer stan stanley stephen steve steven stewart stuart tad ted teddy terence terrence terry theo theodore
        thomas tim timothy toby todd tom tommy tony travis trevor tristan troy tyler tyrone ulysses vernon vic victor vince
        vincent vlad wade wallace wally walt walter warren wayne wesley wilbur wilfred will william willie winston woody wyatt
        xander xavier zach zachary zane""",
    "es": """abel adolfo adrian agustin alberto alejandro alejo alfonso alfredo alonso alvaro amadeo ambrosio andres angel
        anibal anselmo antonio armando arturo aurelio baltasar bautista benito bernardo bruno camilo carlos cesar claudio
        clemente cristian cristobal dario david diego domingo eduardo eliseo emiliano emilio enrique ernesto esteban eugenio
        eusebio fabian facundo federico felipe felix fermin fernando fidel francisco gabriel gaspar gerardo gonzalo gregorio
        guillermo gustavo hector hernan hilario horacio hugo humberto ignacio isidro ismael ivan jacinto jaime javier jeronimo
        jesus joaquin jordi jorge jose josep juan juanjo julian julio leandro leon leonardo leonel leopoldo lorenzo lucas
        luciano luis manolo manuel marcelo marco marcos mariano mario martin mateo matias mauricio maximo miguel moises nacho
        nestor nicolas octavio oscar pablo paco pascual patricio paulino pedro pepe rafael ramiro ramon raul ricardo roberto
        rodolfo rodrigo rogelio roman ruben salvador samuel santiago santi sebastian sergio simon teodoro tomas ulises valentin
        vicente victor wenceslao xavi""",
    "pt": """abel adao ademir adriano afonso agostinho alberto alexandre alfredo aloisio alvaro amadeu amaro anderson andre
        antonio armando artur augusto baltazar bento bernardo breno bruno caetano caio candido carlos cassio cauã celso cesar
        cicero claudio cleber cristiano damiao daniel danilo davi dario diego diogo domingos duarte edmilson eduardo elias
        emanuel emerson enzo erico estevao evandro fabio fabricio felipe fernando filipe flavio francisco gabriel genaro
        geraldo gil gilberto gilson goncalo guilherme gustavo heitor helio henrique hugo humberto igor inacio isaias ivan jair
        jairo joao joaquim jonas jorge jose juliano julio leandro leonardo lourenco lucas luciano luis luiz manoel manuel
        marcelo marcio marcos mario martim mateus matheus mauricio mauro miguel moacir murilo nelson nicolau nuno olavo orlando
        oscar otavio paulo pedro rafael raimundo raul reinaldo renan renato ricardo roberto robson rodrigo rogerio romulo ronaldo
        rubens rui salvador samuel sandro saulo sebastiao sergio severino silvio thiago tiago tomas ubirajara ulisses valdir
        valter vicente vinicius vitor wagner waldemar wellington wesley zeca ze""",
    "fr": """achille adrien aime alain albert alexandre alexis alfred alphonse amaury ambroise anatole andre antoine aristide
        armand arnaud arsene arthur auguste augustin aurelien axel baptiste barnabe barthelemy bastien benjamin benoit
        bernard bertrand blaise boris brice bruno camille cedric cesar charles christian christophe claude clement clovis
        cyprien cyril damien daniel david denis didier dominique edgar edmond edouard emile emmanuel eric ernest etienne eugene
        evariste fabien fabrice felix ferdinand fernand firmin florent florian francis francois franck frederic gabriel gaetan
        gaspard gaston gauthier georges gerard germain gilbert gilles gregoire guillaume gustave guy henri hector herve
        hippolyte honore hubert hugo hugues ignace isidore jacques jean jeremie jerome joachim joel jonathan joseph jules
        julien justin laurent leo leon leonard leopold lionel loic louis luc lucas lucien ludovic marc marcel marius martin
        mathieu mathis matthieu maurice maxence maxime michel mickael nathan nicolas noel octave olivier oscar pascal
        patrice patrick paul philippe pierre quentin raoul raphael raymond regis remi remy rene richard robert rodolphe roger
        roland romain romeo samuel sebastien serge simon stephane sylvain theo theodore thibault thierry thomas timothee
        tristan ulysse urbain valentin victor vincent vivien xavier yann yannick yves yvon zacharie""",
    "it": """adriano alberto aldo alessandro alessio alfredo amedeo andrea angelo antonino antonio armando arnaldo arturo attilio
        augusto aurelio battista beppe bernardo brando bruno camillo carlo carmelo cesare ciro claudio corrado cosimo costantino
        cristiano damiano daniele dante dario davide diego dino domenico donato edoardo egidio elia elio emanuele emilio ennio
        enrico enzo ernesto ettore eugenio ezio fabio fabrizio fausto federico felice ferdinando filippo flavio franco
        francesco fulvio gabriele gaetano gennaro gerardo giacomo giampaolo gianfranco gianluca gianni gino giordano giorgio
        giovanni girolamo giuliano giulio giuseppe goffredo graziano gregorio guglielmo guido ignazio italo ivano jacopo lando
        leonardo lorenzo luca luciano ludovico luigi manfredi manlio marcello marco mario massimo matteo maurizio mauro
        michele mimmo mirko nicola nicolo nino orazio ottavio paolo pasquale piero pietro pino raffaele remo renato renzo
        riccardo rino roberto rocco rodolfo romeo romolo ruggero salvatore samuele sandro saverio sebastiano sergio silvano
        silvio simone stefano tancredi tito tommaso ugo umberto valentino valerio vincenzo vito vittorio walter""",
    "de": """achim albrecht alfons alois andreas anton armin arndt arno axel bastian bernd bernhard bertram bjorn bodo burkhard
        carsten christoph claus clemens detlef dieter dietmar dietrich dirk eberhard eckart egon ekkehard emil erich ernst
        erwin ewald fabian falk florian franz friedhelm friedrich fritz georg gerd gerhard gernot gottfried gregor gunter
        gunther hannes hans harald hartmut heiko heiner heinrich heinz helmut henning heribert hermann holger horst
        hubert ingo jakob jan jens joachim jochen johann johannes jorg josef jurgen kai karl karsten kaspar klaus konrad kurt
        lars lorenz lothar ludwig lukas lutz manfred markus matthias moritz niels niklas norbert olaf otto paul peter
        philipp rainer ralf reinhard reinhold roland rolf rudiger rudolf rupert ruprecht sepp siegfried sigmund steffen stefan
        sven theodor thorsten till tilman tobias torsten udo ulf ulrich uwe veit viktor volker waldemar walter werner wilhelm
        willi wolf wolfgang wolfram xaver""",
    "asia": """aarav abdul abdullah aditya ahmad ahmed ajay ajit akash akira ali alok amir amit anand anil anwar arjun arun ashok
        ashraf bilal chandra daichi daisuke deepak dev devendra dinesh eiji emre farhan farid ganesh gopal goro haruki haruto
        hasan hassan hideo hiro hiroshi hiroto hussein ibrahim imran ismail isamu jamal jiro jin junho karan karim katsu kazuo
        kei keita kenji kenta khalid kichi kiran koji krishna kunal kwame lei mahesh mahmoud manoj masaru masato mehmet minho
        minoru mohamed mohammed mukesh mustafa naoki naveen neeraj nikhil nobu osamu pradeep prakash pranav prem rahul raj
        rajesh rajiv rakesh ram ramesh ranjit rashid ravi ren riku rohan rohit ryo ryota sachin saeed salim sanjay satoshi
        seojun shankar shin shinji shiro shota shyam siddharth soren subhash sunil suresh takashi takeshi takumi taro tariq
        tatsuya tetsuo toru toshiro umar vijay vikram vinod vishal vivek wei xiaoming yash yasuo yusuf yuto yuta yamato
        aleksandr alexei andrei anatoly arkady boris dmitri evgeny fyodor gennady grigori igor ilya ivan kirill konstantin leonid
        maxim mikhail nikita nikolai oleg pavel pyotr roman ruslan sergei stanislav vadim valery vasily viktor vladimir vlad
        yaroslav yevgeny yuri""",
}
_HAN_FEMALE = (
    "芳娟娜静敏丽艳霞秀英燕玲桂兰凤洁梅琳素云莲雪荣爱妹香月莺媛瑞凡佳嘉琼珍贞莉娣璧璐娅琦晶妍茜秋珊莎锦黛青倩婷姣婉"
    "娴瑾颖露瑶怡婵雁蓓蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏聪澜纯毓悦冰爽羽希宁欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜姬"
    "舒影荔枝思萍红花芬巧美妮姗菊"
)
_HAN_MALE = (
    "伟刚勇毅俊峰强军平保东文辉力明永健世广志义兴良海山仁波贵福生龙元全国胜学祥才发武新利清飞彬富顺信子杰涛昌成康星"
    "光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆磊民友裕河哲江超浩亮政谦亨奇固之轮翰朗伯宏"
    "言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘"
)
_WOMEN_END = re.compile(r"(?:子|美|奈|香|恵|枝|江|代)$")


def name_gender(name: str, language: str) -> Gender | None:
    """Whom a name is given to, ``language`` (a base tag) asked first; None: the name does not say.

    Of a name with a family name the first word that is a first name counts; in Chinese and Japanese the last character.
    """
    han = re.sub(r"[^\u3400-\u9fff\u3040-\u30ff]", "", name)
    if len(han) >= 2:
        return _han_gender(han[1:], language)
    words = [_folded(word) for word in re.split(r"[\s.'’-]+", name) if word]
    for word in words:
        for tag in dict.fromkeys((language, *_FEMALE)):
            female, male = word in _names(tag, True), word in _names(tag, False)
            if female != male:
                return Gender.FEMALE if female else Gender.MALE
    if words and language in ("es", "pt", "it"):
        return Gender.FEMALE if words[0].endswith("a") else Gender.MALE if words[0].endswith("o") else None
    return None


def is_first_name(word: str) -> bool:
    """Whether a word of Latin letters is somebody's first name in any language."""
    folded = _folded(word)
    return any(folded in _names(tag, female) for tag in _FEMALE for female in (True, False))


def _han_gender(given: str, language: str) -> Gender | None:
    if language == "ja":
        return Gender.FEMALE if _WOMEN_END.search(given) else None
    for letter in reversed(given):
        if (letter in _HAN_FEMALE) != (letter in _HAN_MALE):
            return Gender.FEMALE if letter in _HAN_FEMALE else Gender.MALE
    return None


@cache
def _names(tag: str, female: bool) -> frozenset[str]:
    return frozenset(_all_of((_FEMALE if female else _MALE).get(tag, "")))


def _all_of(text: str) -> Iterator[str]:
    return (_folded(word) for word in text.split())


def _folded(word: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(one))
