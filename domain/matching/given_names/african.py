"""Somali, Yoruba, Igbo, Ghanaian and Ethiopian given names. Long names of the Yoruba and Igbo are seldom said whole."""

AFRICAN = """
abayomi | yomi bayo
abdiweli cabdiweli abdiwali
abebe abbebe
abimbola | bimbola bimbo bola
abiola | biola
adaeze adaaeze | ada eze
adaobi | ada
adebayo | bayo debayo ade
adebola | bola ade
adeola | ola ade deola
adewale | wale ade
afua efua effua
akua akuah
akosua akosuah
akwasi kwasi kwesi
ama amma
amarachi amarachukwu | amara
amara
ayanle ayaanle
ayodele | ayo dele
ayomide | ayo mide
babatunde | tunde baba
blessing blesing
bolanle | bola
bukola | bukky
chiamaka chiamakam | amaka
chibueze | bueze
chidi
chidiebere | ebere
chidinma chidima | dinma
chika
chimamanda | amanda manda
chinedu chineduh | nedu
chinonso | nonso
chioma
chukwudi | chudi
chukwuebuka ebuka | ebuka
chukwuemeka | emeka
damilola | dami lola
dahir daahir
deqa deeqa
ebere
ebube
efosa
emeka
emmanuel immanuel emanuel | emma manny manu
esther ester hester
ezinne
folasade | sade
femi
filsan filsaan
fiifi
fowzia fowsiya
funmilayo | funmi
guled guuleed
hibaq
hodo xodo
idil iidil
ifeanyi ifeanyichukwu | ify
ifeoma | ify
ifrah ifraah
ikechukwu | ike iyke
jama jaamac
kayode
kehinde | kenny
kelechi kelechukwu
khadra qadra
kofi koffi
kojo kwadwo
kwabena kobina
kwaku kweku
kwame kwami
mahad maahad
makena
mulki
nimco nimo
nkechi nkechinyere
nkiruka | kiki
nnamdi
ngozi ngozichukwu
obinna | obi
ogechi
olamide | ola lamide
olayinka | yinka
oluwadamilare | damilare dare
oluwafemi | femi
oluwakemi | kemi
oluwaseun | seun
oluwaseyi | seyi
oluwatobi oluwatobiloba | tobi
oluwatosin | tosin
oluwabunmi | bunmi
onyekachi | kachi onyeka
onyinye onyinyechi
sadio
sagal sagaal
sahal
segun
shukri shukriya
simisola | simi
somtochukwu | somto
suad sucad
tadesse tadese
taiwo taiye
temiloluwa | temi
temitope | temi tope
titilayo | titi
tochukwu
toluwani | tolu
ubah ubax
uchechukwu | uche
uchenna | uche
ugochukwu | ugo
warsame warsama
yaw yao
yetunde | yetty
zeinabu
"""
