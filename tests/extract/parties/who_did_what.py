"""Sentences, the word of each that tells of the event, who did it and to whom. “?”: only alleged. “;” parts several."""

from __future__ import annotations

from tests.extract.tables import rows

ACTIVE = rows(
    # text, act, actors, targets
    ("Gunmen killed four villagers in Katsina.", "killed", "Gunmen", "villagers"),
    ("The Syrian army shelled a hospital in Idlib.", "shelled", "Syrian army", "hospital"),
    ("Police arrested six students.", "arrested", "Police", "students"),
    ("Boko Haram abducted 276 girls from a school in Chibok.", "abducted", "Boko Haram", "girls"),
    ("On Friday three masked men kidnapped a priest near Jos.", "kidnapped", "masked men", "priest"),
    (
        "Al-Shabaab, an al-Qaeda affiliate, attacked a convoy of peacekeepers.",
        "attacked",
        "Al-Shabaab",
        "convoy of peacekeepers",
    ),
    ("The militant group Islamic State executed two soldiers.", "executed", "militant group Islamic State", "soldiers"),
    ("Soldiers and police shot dead five protesters.", "shot", "Soldiers; police", "protesters"),
    ("The rebels ambushed troops and militiamen near Bria.", "ambushed", "rebels", "troops; militiamen"),
    ("Two members of the gang murdered a shopkeeper in Cali.", "murdered", "members of the gang", "shopkeeper"),
    ("Taliban fighters have overrun the district of Ghormach.", "overrun", "Taliban fighters", ""),
    ("Government forces recaptured Kidal on Tuesday.", "recaptured", "Government forces", ""),
    ("Gunmen stormed a village and then abducted 12 children.", "abducted", "Gunmen", "children"),
    ("Troops opened fire on demonstrators in Khartoum.", "opened", "Troops", "demonstrators"),
    ("An unidentified gunman shot a councillor in Veracruz.", "shot", "unidentified gunman", "councillor"),
    ("Mexican marines detained the cartel's leader in Sinaloa.", "detained", "Mexican marines", "cartel's leader"),
    ("Israel bombed a refugee camp in Gaza.", "bombed", "Israel", "refugee camp"),
    ("Rioters set fire to a police station in Marikana.", "set", "Rioters", "police station"),
)

PASSIVE = rows(
    ("Four villagers were killed by gunmen in Katsina.", "killed", "gunmen", "villagers"),
    ("A hospital was shelled by the Syrian army on Friday.", "shelled", "Syrian army", "hospital"),
    ("A journalist was abducted in Sanaa on Sunday.", "abducted", "", "journalist"),
    ("A priest kidnapped by armed men near Jos is still missing.", "kidnapped", "armed men", "priest"),
    ("The village was burned by Janjaweed militiamen.", "burned", "Janjaweed militiamen", "village"),
    ("Five soldiers were killed by a roadside bomb.", "bomb", "", "soldiers"),
    ("Four people were killed by rebels on Monday.", "killed", "rebels", "people"),
    ("The attack was carried out by ISWAP fighters and killed two nurses.", "attack", "ISWAP fighters", "nurses"),
    ("Two farmers were shot dead and a third was kidnapped by bandits.", "kidnapped", "bandits", ""),
    ("Three monks were murdered by unknown assailants.", "murdered", "unknown assailants", "monks"),
)

NOMINAL = rows(
    ("The killing of a judge by a hitman shocked Medellin.", "killing", "hitman", "judge"),
    ("The army's attack on Mariupol killed two doctors.", "attack", "army", "doctors"),
    ("Hezbollah's rocket attack on the border post wounded two soldiers.", "rocket attack", "Hezbollah", "soldiers"),
    ("Shelling by rebel forces killed a woman in Donetsk.", "Shelling", "rebel forces", "woman"),
    ("Four people died in an attack by gunmen on a bar in Irapuato.", "attack", "gunmen", "people"),
    ("Russian air strikes killed seven civilians in Aleppo.", "air strikes", "Russian", "civilians"),
    ("A Taliban attack on a checkpoint killed three policemen.", "attack", "Taliban", "policemen"),
    ("Boko Haram launched an attack on a market in Gwoza, killing five traders.", "attack", "Boko Haram", "traders"),
    ("Clashes between police and miners broke out in Oruro.", "Clashes", "police; miners", ""),
    ("Soldiers clashed with rebels near Bunagana.", "clashed", "Soldiers; rebels", ""),
    ("The assassination of a mayor in Guerrero was reported on Friday.", "assassination", "", "mayor"),
    ("Three people were injured in a car bomb attack in Kirkuk.", "bomb", "", "people"),
    ("A raid by bandits on the village of Tungan left six herders dead.", "raid", "bandits", "herders"),
    ("The massacre of 40 worshippers by ADF rebels lasted an hour.", "massacre", "ADF rebels", "worshippers"),
    ("A protest by nurses blocked the road in Harare.", "protest", "nurses", ""),
)

ALLEGED = rows(
    ("An attack blamed on Boko Haram killed nine farmers.", "attack", "Boko Haram?", "farmers"),
    ("Police blamed the Shining Path for an ambush that killed four soldiers.", "ambush", "Shining Path?", "soldiers"),
    ("Suspected rebels killed two teachers in Narathiwat.", "killed", "rebels?", "teachers"),
    ("The villagers were killed by suspected militants.", "killed", "militants?", "villagers"),
    ("An ISIS-claimed blast killed six Hazaras in Kabul.", "blast", "ISIS?", "Hazaras"),
    (
        "The Islamic State group claimed responsibility for the bombing, which killed six people.",
        "bombing",
        "Islamic State group?",
        "people",
    ),
    ("The bombing was claimed by Jamaat-ul-Ahrar.", "bombing", "Jamaat-ul-Ahrar?", ""),
    ("Amnesty accused the RSF of killing 50 civilians in Ardamata.", "killing", "RSF?", "civilians"),
    ("Soldiers are accused of killing ten herders in Boulkessy.", "killing", "Soldiers?", "herders"),
    ("Alleged cartel gunmen murdered a reporter in Tijuana.", "murdered", "cartel gunmen?", "reporter"),
    ("Four men were shot dead by gunmen believed to be members of the ELN.", "shot", "gunmen", "men"),
)

NOBODY = rows(
    ("The earthquake killed 44 people in Cianjur.", "earthquake", "", ""),
    ("A car bomb exploded near the gate on Monday.", "bomb", "", ""),
    ("Warplanes bombed a market in Hodeidah.", "bombed", "", "market"),
    ("Police said a bomb had killed two shoppers.", "bomb", "", "shoppers"),
    ("The army said that four soldiers had been killed in an ambush.", "ambush", "", "soldiers"),
    ("A rocket killed a shepherd near Ashkelon.", "rocket", "", "shepherd"),
    ("On Tuesday an attack killed two guards.", "attack", "", "guards"),
    ("The floods displaced 3,000 families.", "floods", "", "families"),
    ("Hundreds of families fled Beni.", "fled", "", "families"),
    ("The militia's tanks shelled a school in Tripoli.", "shelled", "militia's tanks", "school"),
    ("Mortar shells struck a kindergarten.", "Mortar", "", "kindergarten"),
)

CLAUSES = rows(
    ("Gunmen who killed four policemen in Bannu fled on foot.", "killed", "Gunmen", "policemen"),
    ("The rebels, who are backed by Rwanda, killed 12 farmers.", "killed", "rebels", "farmers"),
    ("Militants attacked the base, killing six soldiers.", "attacked", "Militants", "base"),
    ("Police fired tear gas at protesters who marched on the palace.", "tear gas", "Police", "protesters"),
    ("Armed men broke into the house and shot the owner.", "shot", "Armed men", "owner"),
    ("Dozens of workers marched in Dhaka.", "marched", "workers", ""),
    ("Some 300 militants have surrendered in Aleppo.", "surrendered", "militants", ""),
    ("Bandits attacked Zurmi on Sunday. They abducted 20 women.", "abducted", "Bandits", "women"),
    ("Hamas is outlawed in Egypt. The group fired rockets at Sderot.", "rockets", "Hamas", ""),
    ("The mayor met residents. They said gunmen killed two boys.", "killed", "gunmen", "boys"),
    ("A gunman entered a church in Texas. He shot dead three worshippers.", "shot", "gunman", "worshippers"),
    ("The Israeli army raided Jenin. It killed two teenagers.", "killed", "Israeli army", "teenagers"),
    ("It rained for days. It killed two people.", "killed", "", "people"),
)

CASES = [*ACTIVE, *PASSIVE, *NOMINAL, *ALLEGED, *NOBODY, *CLAUSES]
