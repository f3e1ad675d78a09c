"""Dutch words with their syllables, counted by hand. The first block is the language of policy and participation."""

POLICY = """
over:2 idee:2 overheid:3 participatie:5 gemeente:3 provincie:3 beleid:2 inwoners:3 besluitvorming:4 initiatief:5
agenderingsrecht:5 coalitieakkoord:6 burgerberaad:4 belangenafweging:6 minderheid:3 speelruimte:3 terugkoppeling:5
evaluatie:5 evalueren:5 financieel:4 officieel:4 beëindigen:4 ideeën:3 beoordelen:4 beantwoorden:4 actueel:3
bijeenkomst:3 regionaal:4 functionaris:5 bureau:2 milieu:3 realiseren:5 dialoog:3 democratie:4 biodiversiteit:6
categorieën:5 prioriteit:4 energieakkoord:5 informatieavond:6 gedeputeerde:5 griffie:2 omgevingsvisie:5
representativiteit:7 geïnteresseerd:5 vertegenwoordigd:5 coördinatie:5
"""

OTHERS = """
financiële:5 coöperatie:5 museum:3 theater:3 geuit:2 geacht:2 individueel:5 continuïteit:5 zoals:2 station:2
stationair:4 nationaal:4 niveau:2 nieuw:1 nieuwe:2 interieur:4 ingenieur:4 serieus:3 ambitieus:4 haaien:2 bloeien:2
mooie:2 draaien:2 variatie:4 creatief:3 creëren:3 oceaan:3 cliënt:2 efficiënt:4 adequaat:3 quickscan:2 royaal:2
loyaliteit:4 display:2 website:2 online:2 team:1 teamleider:3 college:3 zoiets:2 geijkt:2 vrije:2 uien:2 vrouwen:2
auto:2 auteur:2 cultuur:2 cultureel:3 ruïne:3 douane:3 situatie:4 individuen:5 nuance:3 Europa:3 Europees:3 reünie:3
manoeuvre:3 geoefend:3 geopend:3 beoogd:2 geautomatiseerd:6 leeuw:1 zeeuws:1 naoorlogs:3 maatschappij:3 cocreatie:4
natuurinclusief:5 stikstofuitstoot:4 GS:2 PS:2 dossier:2 Groningen-Assen:5 yoga:2 podium:3 medium:3 hiërarchie:4
dieet:2 fiets:1 knieën:2 industrie:3 volksvertegenwoordiger:7 klimaatadaptatie:6 toerisme:3 energietransitie:6
ideaal:3 realiteit:4 eigenaarschap:4 eeuw:1 vacuüm:3 radio:3 video:3 geografie:4 chaos:2 zeeën:2 tweeërlei:3
aquarium:4 variëren:4 essentieel:4 potentieel:4 ministerie:4 Tynaarlo:3 Midden-Drenthe:4 crisis:2 moeilijk:2
geëvalueerd:5 heroïne:4 hooi:1 vermoeiend:3 groeiende:3 ecosysteem:4 analyse:4 hybride:3 type:2
"""


def counted(block: str) -> list[tuple[str, int]]:
    """Return the words of a block with their syllables."""
    pairs = (item.split(":") for item in block.split())
    return [(word, int(number)) for word, number in pairs]
