"""Polish, Romanian, Ukrainian and other Eastern European given names, as they are written in Latin letters."""

EASTERN_EUROPE = """
adrian adryan
agata agatha
agnieszka agnieska | aga | agnes
alicja alicia alisia || alice
alina alena
aleksander aleksandr | olek sasha alex | alexander oleksandr
aleksandra aleksandera | ola alex sasha | oleksandra alexandra
aleksei alexei alexey aleksey alexiy | lyosha | oleksii
oleksii oleksiy oleksey oleksij | lyosha
alexandru aleksandru | alex sandu
amalia amaliya
anastasiia anastasia anastasiya anastazja | nastia nastya ana
andrei andrey andrej || andrew andrii andrzej
andrii andriy andrij || andrew andrei andrzej
andrzej andrzei jedrzej
andreea andrea
anca anka
antonina | tonia
artem artiom artyom
bartosz bartos | bartek | bartlomiej
bartlomiej | bartek
bianca bianka
blazej
bohdan bogdan
cezary cesar
claudia klaudia
constantin konstantin kostiantyn | costel kostia
cosmin kosmin
cristina kristina krystyna khrystyna | cristi
daria dariia darya | dasha | daryna
daryna darina | dasha
dariusz | darek | darius
david dawid
denys denis dennis
diana dayana
dmytro dmitri dmitry dmitrii | dima mitea | dumitru
dumitru | mitica dima
dominik dominic | domi
dominika dominica | domi
dorota || dorothy
elena ielena | lena ilinca lenuta
eliza elisa
emil
emilia emiliya | mila
ewa eva || eve
ewelina evelina
filip philip
florin | florentin florian
franciszek | franek | francis
gabriela gabriella | gabi
gheorghe | ghita gigi | george
grzegorz gregorz | grzes | gregory
halina halyna galina | hala
hanna ganna || anna
hubert
ihor igor
ilie ilia || illia elijah
illia ilya illya iliya || elijah elias
ioana ivana || joanna
ion | ionel nelu | john ivan
ionut ionutz
iryna irina irena irene | ira
iulia julia yulia || yuliia
ivan iwan || john ion
izabela izabella
jadwiga | jadzia
jakub jacub | kuba | jacob
jan | | ian john ivan
jaroslaw yaroslav iaroslav jaroslav | jarek
joanna johanna | asia
julian iulian
julita || juliette
kacper kasper caspar casper
kamil camil
kamila camila camilla
karolina carolina | karola | caroline
katarzyna | kasia | catherine kateryna
kateryna katerina catherina ekaterina | katia katya | catherine
kinga kynga
konrad conrad
krystian cristian christian
krystyna kristyna | krysia | christina
krzysztof kristof | krzys krzysiek | christopher
kseniia ksenia xenia | oksana
larisa larysa | lara
laura
lena
lesia
liliana lilyana | lili
liudmyla lyudmila ludmila liudmila | luda mila
lukasz lukas || lucas luke
maciej maciek || matthias
madalina madelina | mada
magdalena | magda lena
maja maya maia
maksym maxim maksim maxym | max maks
malgorzata | gosia | margaret
marcin || martin
marcel marcell
marek || mark
mariana marianna
marina maryna
mariusz marius | mario
martina martyna
marta martha
maryna
mateusz matheus || matthew
matei matey || matthew
matviy matvii matvei || matthew
melania melanie
mihai mihail | misu | michael
mihaela mihaella michaela | miha
mikolaj mykolai | miko | mykola nicholas
michal mihal | misiek | michael
milena
milana
miroslav miroslaw myroslav | mirek
monika monica
mykhailo mykhaylo mikhail mihailo | misha | michael
mykola nikola | kolia | nicholas
mykyta nikita mikita
nadiia nadia nadya nadezhda
natalia nataliia nataliya natalya | natasha natalka nata
nazar nazarii
nicoleta nikoleta | nico
nicolae nikolae | nicu nelu | nicholas
nikola nicola
oksana oxana | ksenia
olena olenna || elena helen
oleh oleg
oleksandr olexandr | sasha sashko olek | alexander aleksander
oleksandra olexandra | sasha lesia | alexandra
olga olha | olia olya
oliwia oliwja || olivia
oliwier oliver olivier
ostap
patryk patrik || patrick
patrycja patricia patrycia
pavlo pavel | pasha | paul
pawel pavel || paul
petru | petrica | peter petro
petro | petrik | peter petru
piotr pyotr | piotrek | peter
polina || paulina
radu
rafal rafael || raphael
raluca raluka
razvan
roksolana roxolana
roman
roxana roksana
ruslan
ryszard | rysiek | richard
sebastian sebastyan
serhii sergey sergiy sergei serhiy sergii | serhiyko | sergiu
sergiu serghei
simona symona
solomiia solomiya solomia | solia
stanislaw stanislav | stas staszek
stefan stephan || stephen
stefania | stefa
sviatoslav svyatoslav
svitlana svetlana | sveta lana
szymon shymon || simon semen
taras
tetiana tatiana tatyana tetyana | tania tanya
tomasz tomas | tomek | thomas
tymofii timofei timofiy || timothy
tymoteusz || timothy
tudor teodor
valentyna valentina | valia
valeria valeriia valeriya | lera
vasile vasyl vasil | vasilica | basil
veronika weronika veronica | nika
viktor wiktor victor
viktoriia viktoria wiktoria victoria | vika
viorel
viorica
vitalii vitaliy vitaly
vladislav vladyslav wladyslaw | vlad vladik
vlad
volodymyr vladimir wlodzimierz | vova volodia
wojciech | wojtek
yana iana jana
yaroslava iaroslava
yehor egor iegor
yelyzaveta elizaveta lizaveta | liza | elizabeth
yevhen evgen evgeny yevgeny | zhenia | eugene
yevheniia evgenia yevgenia | zhenia | eugenia
yuliia iuliia yulia julia | yulya
yurii iurii yuriy yuri | yura | george
zlata
zofia sofia | zosia
zuzanna susanna | zuza zuzia
"""
