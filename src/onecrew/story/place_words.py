"""The words that name places, times of day and weather in English, Spanish, Portuguese, French and Chinese.

In: nothing. Out: tables. Never: reading (``places`` does that). Words are folded: small letters without accents; Chinese in both
scripts. Commas part the Latin words, spaces the Chinese ones. A plural in -s or -es is found without being listed.
"""

from __future__ import annotations

STRONG: dict[str, str] = {
    "flat": """flat, apartment, apt, condo, condominium, penthouse, loft, home, house, villa, cottage, mansion, residence,
        living room, lounge, sitting room, family room, drawing room, parlor, parlour, kitchen, kitchenette, dining
        room, bathroom, washroom, shower, den, laundry room, attic, basement, study, trailer, cabin in the woods, nursery, dorm,
        dormitory, apartamento, piso, departamento, casa, hogar, sala de estar, salon, cocina, bano, comedor, cozinha, sala de
        jantar, banheiro, quitinete, sobrado, lar, appartement, maison, cuisine, salle a manger, salle de bain, salle de
        bains, sejour, domicile""",
    "bedroom": """bedroom, bed room, master bedroom, guest room, hotel room, hotel suite, honeymoon suite, suite, motel room,
        bedside, sickroom, bedchamber, dormitorio, habitacion, alcoba, recamara, cuarto, quarto, habitacion de hotel,
        cuarto de hotel, quarto de hotel, chambre, chambre a coucher, chambre d'hotel""",
    "office": """office, cubicle, boardroom, board room, meeting room, conference room, reception, headquarters, hq, bank, police
        station, precinct, interrogation room, squad room, newsroom, law firm, agency, workplace, coworking, call
        center, call centre, control room, oficina, despacho, sala de reuniones, sala de juntas, comisaria, escritorio,
        gabinete, sala de reuniao, delegacia, bureau, salle de reunion, commissariat""",
    "street": """street, road, alley, alleyway, avenue, boulevard, lane, sidewalk, pavement, crosswalk, intersection, crossroads,
        corner, plaza, square, market, street market, night market, market square, bazaar, downtown, city, town,
        village, bridge, overpass, underpass, tunnel, bus stop, taxi stand, parking lot, car park, parking garage,
        driveway, highway, freeway, motorway, gas station, petrol station, crime scene, courtyard, front door, doorstep,
        porch, stoop, gate, playground, construction site, calle, callejon, avenida, carretera, acera, mercado, ciudad,
        pueblo, puente, esquina, parada de autobus, estacionamiento, gasolinera, rua, beco, estrada, calcada, praca,
        feira, cidade, vila, ponte, ponto de onibus, estacionamento, rue, ruelle, route, trottoir, place, marche, ville,
        pont, quai, carrefour, arret de bus, parking""",
    "cafe": """cafe, coffee shop, coffeehouse, coffee house, coffee bar, tea house, teahouse, tea room, bakery, cafeteria,
        canteen, patisserie, ice cream parlor, ice cream parlour, panaderia, pasteleria, salon de te, padaria,
        lanchonete, confeitaria, salon de the, boulangerie""",
    "hospital": """hospital, ward, clinic, infirmary, emergency room, er, icu, intensive care, operating room, operating theatre,
        operating theater, surgery, waiting room, examination room, exam room, doctor's office, delivery room, recovery
        room, ambulance bay, morgue, nursing home, hospital room, hospital ward, hospice, dentist, clinica, sala de
        espera, urgencias, quirofano, enfermaria, enfermeria, pronto socorro, uti, sala de cirurgia, consultorio, posto
        de saude, quarto de hospital, quarto do hospital, cuarto del hospital, habitacion de hospital, habitacion del
        hospital, hopital, clinique, urgences, salle d'attente, salle d'operation, chambre d'hopital""",
    "car": """car, taxi, cab, limousine, limo, van, truck, suv, sedan, vehicle, backseat, back seat, driver's seat, passenger
        seat, police car, squad car, ambulance, uber, coche, auto, carro, camion, camioneta, furgoneta, caminhao,
        viatura, voiture, camionnette""",
    "school": """school, high school, classroom, class room, lecture hall, university, college, campus, kindergarten, schoolyard,
        library, lab, laboratory, principal's office, teacher's lounge, staff room, auditorium, homeroom, academy,
        escuela, colegio, aula, salon de clases, universidad, biblioteca, instituto, laboratorio, escola, sala de aula,
        faculdade, universidade, ecole, lycee, salle de classe, universite, bibliotheque, amphitheatre""",
    "palace": """palace, throne room, throne, castle, court, imperial court, imperial palace, great hall, ballroom, royal
        chamber, banquet hall, imperial garden, inner palace, palacio, castillo, sala del trono, salon de baile, salon
        del trono, castelo, sala do trono, salao de baile, palais, chateau, salle du trone, salle de bal""",
    "forest": """forest, woods, wood, park, garden, backyard, back yard, yard, jungle, grove, orchard, meadow, clearing, trail,
        bamboo grove, campsite, picnic area, botanical garden, greenhouse, bosque, parque, jardin, selva, jardim,
        floresta, mata, quintal, foret, bois, parc, clairiere""",
    "rooftop": """rooftop, roof, roof terrace, balcony, terrace, helipad, ledge, azotea, tejado, terraza, balcon, telhado,
        terraco, varanda, sacada, cobertura, laje, toit, terrasse, toiture""",
    "restaurant": """restaurant, diner, bistro, bar, pub, tavern, inn, nightclub, night club, club, karaoke, banquet, steakhouse,
        pizzeria, eatery, noodle shop, food court, brasserie, wine bar, private dining room, hotpot, hot pot,
        restaurante, taberna, cantina, discoteca, boteco, churrascaria, boate, pizzaria, balada, bistrot, boite de nuit,
        auberge, taverne""",
    "shop": """shop, store, supermarket, checkout, grocery, convenience store, corner store, corner shop, boutique, mall, shopping
    mall,
        shopping centre, shopping center, department store, bookshop, bookstore, pharmacy, drugstore, jewelry store,
        jewellery shop, jewelry shop, pawn shop, florist, flower shop, barber shop, barbershop, hair salon, beauty
        salon, tailor, bridal shop, market stall, tienda, supermercado, farmacia, libreria, centro comercial, joyeria,
        floristeria, peluqueria, loja, mercearia, shopping, livraria, joalheria, floricultura, salao de beleza, magasin,
        supermarche, pharmacie, librairie, bijouterie, fleuriste, centre commercial, epicerie""",
    "lift": "lift, elevator, ascensor, elevador, ascenseur",
}
"""Words that settle the kind of a place."""

WEAK: dict[str, str] = {
    "flat": """room, corridor, hallway, hall, doorway, door, stairs, staircase, stairwell, entrance, foyer, window, interior,
        closet, building, pasillo, puerta, escalera, entrada, corredor, escada, porta, couloir, porte, escalier, entree,
        piece, salle, edificio, predio, immeuble, sala""",
    "street": "neighborhood, neighbourhood, crowd, exterior, outdoors, outside, outskirts, patio",
    "office": """lobby, desk, company, corporation, tower, compania, vestibulo, recepcion, recepcao, accueil, empresa,
        entreprise, banco, banque""",
    "restaurant": "hotel, motel, resort, casino, party, venue, fiesta, festa, fete",
    "forest": "tree, grass, lawn, pond, arbol, arvore, arbre",
}
"""Words that settle it only where no strong word stands in the heading: a corridor of a hospital is the hospital."""

NEAR: dict[str, str] = {
    "forest": """beach, sea, seaside, shore, coast, ocean, lake, river, riverbank, waterfall, swamp, campfire, mountain, hill,
    hillside, cliff,
        desert, field, farm, countryside, valley, cave, island, graveyard, cemetery, grave, vineyard, playa, mar, lago,
        rio, montana, desierto, campo, granja, cementerio, praia, montanha, deserto, fazenda, cemiterio, plage, mer,
        lac, riviere, montagne, falaise, champ, ferme, cimetiere""",
    "street": """airport, train station, station, subway station, metro station, subway, metro, platform, port, harbor, harbour,
        dock, pier, stadium, arena, fair, circus, big top, carnival, border, checkpoint, tent city, battlefield, ruins, factory,
        warehouse, garage, hangar, workshop, aeropuerto, estacion, puerto, estadio, aeroporto, estacao, porto, aeroport, gare,
        stade, fabrica, almacen, bodega, taller, galpao, garagem, usine, entrepot""",
    "car": """bus, train, plane, airplane, aeroplane, jet, cabin, cockpit, boat, ship, yacht, ferry, helicopter, carriage,
        spaceship, motorcycle, autobus, tren, avion, barco, onibus, trem, aviao, navio, bateau""",
    "office": """courtroom, courthouse, prison, jail, prison cell, police cell, cell, studio, tv set, museum, gallery, embassy,
        tribunal, carcel, prision, juzgado, museo, galeria, prisao, cadeia, cela, museu, cellule, musee, galerie""",
    "school": """gym, gymnasium, swimming pool, pool, locker room, theater, theatre, cinema, stage, gimnasio, piscina, teatro,
        cine, academia, gymnase, piscine""",
    "palace": """church, chapel, cathedral, temple, monastery, shrine, mosque, pagoda, iglesia, catedral, templo, igreja, capela,
        eglise, cathedrale""",
    "bedroom": "tent, spa, sauna, dressing room, fitting room",
}
"""Places onecrew has no set for, with the set that comes nearest."""

CHINESE_STRONG: dict[str, str] = {
    "flat": "公寓 家 家中 住宅 别墅 別墅 客厅 客廳 厨房 廚房 浴室 卫生间 洗手间 宿舍 出租屋 豪宅 老宅 宅 书房 書房",
    "bedroom": "卧室 臥室 卧房 房间 房間 酒店房 套房 寝室 婚房 客房 床边 寝宫 闺房",
    "office": "办公室 辦公室 会议室 會議室 公司 写字楼 總裁室 总裁室 银行 銀行 警察局 派出所 审讯室 律所 律师事务所 前台 集团",
    "street": "街道 街头 街頭 大街 街 马路 馬路 路边 路邊 路口 小巷 巷子 巷 广场 廣場 市场 "
    "市場 夜市 集市 城市 桥上 橋上 停车场 停車場 公交站 加油站 门口 門口 小区 村口 村 镇上",
    "cafe": "咖啡馆 咖啡館 咖啡厅 咖啡廳 咖啡店 茶馆 茶館 茶楼 奶茶店 面包店 蛋糕店 甜品店",
    "hospital": "医院 醫院 病房 诊所 診所 急诊 急診 手术室 手術室 急救室 重症监护 候诊 产房 護士站 护士站 太平间 养老院",
    "car": "车内 車內 车里 車裡 轿车 汽车 出租车 計程車 的士 豪车 救护车 车上 車上 车中 面包车",
    "school": "学校 學校 教室 校园 校園 大学 大學 中学 小学 幼儿园 图书馆 圖書館 实验室 操场 课堂 礼堂",
    "palace": "皇宫 皇宮 宫殿 宮殿 大殿 金銮殿 御书房 御花园 后宫 後宮 朝堂 王府 宫中 城堡 太和殿 府邸 侯府 相府 宫",
    "forest": "森林 树林 樹林 公园 公園 花园 花園 竹林 山林 草地 院子 后院 後院 林中 野外",
    "rooftop": "天台 屋顶 屋頂 楼顶 樓頂 阳台 陽台 露台 顶楼",
    "restaurant": "餐厅 餐廳 饭店 飯店 餐馆 酒吧 酒楼 酒樓 酒馆 夜总会 夜店 食堂 火锅店 包厢 包间 宴会厅 面馆 大排档 客栈",
    "shop": "商店 店铺 店鋪 超市 便利店 商场 商場 百货 药店 藥店 花店 书店 書店 珠宝店 服装店 婚纱店 理发店 美容院 柜台",
    "lift": "电梯 電梯",
}
CHINESE_WEAK: dict[str, str] = {
    "flat": "走廊 楼道 门外 室内 屋内 屋里 厅 房 室 楼梯",
    "street": "室外 外面",
    "office": "大厅 大廳 大堂 大楼",
    "restaurant": "酒店 宴会 会所",
}
CHINESE_NEAR: dict[str, str] = {
    "forest": "海边 海邊 沙滩 沙灘 湖边 河边 江边 山上 山顶 山 悬崖 沙漠 田野 农场 墓地 墓园 山洞",
    "street": "机场 機場 车站 車站 火车站 地铁站 码头 工厂 工廠 仓库 倉庫 车库 体育馆 战场 工地",
    "car": "火车 公交车 飞机 飛機 地铁 船上 游艇 马车 高铁",
    "office": "法庭 法院 监狱 監獄 牢房 博物馆 画廊 演播厅 大牢 天牢",
    "school": "健身房 游泳池 剧院 电影院 剧场",
    "palace": "教堂 寺庙 寺廟 庙",
}

TIMES: dict[str, str] = {
    "day": """day, daytime, morning, noon, midday, afternoon, daylight, early morning, mid-morning, lunchtime, breakfast time,
        dia, manana, mediodia, tarde, manha, meio-dia, jour, matin, midi, apres-midi, journee""",
    "dusk": """dusk, dawn, sunrise, sunset, evening, twilight, magic hour, golden hour, daybreak, sundown, nightfall, first
        light, blue hour, atardecer, amanecer, anochecer, ocaso, alba, crepusculo, madrugada, entardecer, anoitecer,
        amanhecer, nascer do sol, por do sol, crepuscule, aube, soir, soiree, aurore, coucher de soleil, lever du soleil""",
    "night": """night, nighttime, midnight, late night, middle of the night, noche, medianoche, noite, meia-noite, nuit, minuit
""",
}
CHINESE_TIMES: dict[str, str] = {
    "dusk": "黄昏 黃昏 傍晚 清晨 凌晨 黎明 日出 日落 拂晓 晨 暮",
    "night": "夜晚 深夜 夜里 晚上 半夜 午夜 夜 晚",
    "day": "白天 上午 中午 下午 早上 早晨 日 昼",
}
SAME_TIME = """later, continuous, same, same time, same day, same night, moments later, moment later, cont'd, contd, continued,
        continuing, meanwhile, simultaneous, seconds later, minutes later, hours later, hour later, a moment later, a
        little later, a while later, back to scene, present, present day, stock, establishing, flashback, flash back,
        end flashback, intercut, montage, dream, dream sequence, luego, continuo, continua, mas tarde, momentos despues,
        despues, mismo, mismo momento, seguido, mais tarde, momentos depois, depois, mesmo momento, plus tard, continu,
        suite, meme moment, au meme moment, instants plus tard, recuerdo, sueno, sonho, lembranca, reve, souvenir"""
"""After a place: the time and the weather stay as in the scene before."""
CHINESE_SAME = "同时 稍后 片刻后 接上场 连续 随后 闪回 回忆 接前"
SPANS = """next, following, day, days, week, weeks, month, months, year, years, siguiente, seguinte, suivant, lendemain,
        dias, anos, jours, ans"""
"""Words that may stand around a time of day."""

WEATHERS: dict[str, str] = {
    "rain": """rain, rains, raining, rainy, rainstorm, downpour, drizzle, drizzles, drizzling, thunderstorm, monsoon,
        raindrops, rainfall, lluvia, llueve, lloviendo, lluvioso, tormenta, aguacero, chuva, chove, chovendo, chuvoso,
        tempestade, garoa, pluie, pleut, pluvieux, orage, averse""",
    "snow": """snow, snows, snowing, snowy, snowfall, blizzard, snowstorm, snowflakes, nieve, nieva, nevando, nevada, ventisca,
        neve, nevasca, neige, enneige, flocons""",
}
CHINESE_WEATHERS: dict[str, str] = {"snow": "雪", "rain": "雨"}
